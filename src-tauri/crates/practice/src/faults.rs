//! The refusals that a person or a test can switch on.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

/// Whose behaviour a fault changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Concern {
    /// Maskinporten's token endpoint.
    Maskinporten,
    /// ID-porten's login page, token endpoint or keys.
    IdPorten,
    /// Altinn's token exchange.
    Altinn,
    /// Digdir's self-service: the portal, the API.
    SelfService,
    /// The authorities' revocation lists with their OCSP.
    CertificateStatus,
    /// Every service.
    All,
}

/// Declares each fault once: variant, kebab-case name, whom it concerns.
macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $concern:ident;)+) => {
        /// Something that can go wrong on demand.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Fault { $($(#[$doc])* $variant,)+ }

        impl Fault {
            /// Every fault, in the order of the road.
            pub const ALL: &'static [Fault] = &[$(Fault::$variant,)+];

            /// The name on the command line, in the window's texts, in tests.
            pub const fn name(self) -> &'static str {
                match self { $(Fault::$variant => $name,)+ }
            }

            /// Whose behaviour it changes.
            pub const fn concern(self) -> Concern {
                match self { $(Fault::$variant => Concern::$concern,)+ }
            }
        }
    };
}

faults! {
    /// Maskinporten expects another audience than its own issuer (MP-110).
    WrongAud = "wrong-aud", Maskinporten;
    /// The services' clock is five minutes ahead; their `Date` header says so.
    Clock5Minutes = "clock-5-minutes", All;
    /// The registered key is treated as older than a year (MP-121).
    ExpiredKey = "expired-key", Maskinporten;
    /// Maskinporten knows no key of the client.
    UnknownKid = "unknown-kid", Maskinporten;
    /// The first two token requests after switching on do not know the key yet.
    KeyJustUploaded = "key-just-uploaded", Maskinporten;
    /// The certificate's organisation is not the client's (MP-122).
    CertificateOfAnotherOrganisation = "certificate-of-another-organisation", Maskinporten;
    /// Every enterprise certificate is refused (MP-120).
    CertificateRefused = "certificate-refused", Maskinporten;
    /// The API's owner has not granted the organisation the scope (MP-250).
    ScopeNotGranted = "scope-not-granted", Maskinporten;
    /// The scope is not on the client (MP-200).
    ScopeNotRegistered = "scope-not-registered", Maskinporten;
    /// Every grant counts as used before (MP-012).
    ReplayedJti = "replayed-jti", Maskinporten;
    /// The person cancels the login.
    LoginCancelled = "login-cancelled", IdPorten;
    /// The login happens at a lower level than was asked for.
    LowAcr = "low-acr", IdPorten;
    /// The ID token carries another nonce.
    BrokenNonce = "broken-nonce", IdPorten;
    /// The authorization response carries another state.
    BrokenState = "broken-state", IdPorten;
    /// The authorization response names another issuer.
    WrongIss = "wrong-iss", IdPorten;
    /// The ID token is signed with a key that is not published.
    IdTokenOtherKey = "id-token-other-key", IdPorten;
    /// The access token lacks the last scope that was consented to.
    MissingScope = "missing-scope", IdPorten;
    /// The login page never sends the browser back.
    NeverReturns = "never-returns", IdPorten;
    /// Altinn does not accept the token.
    Exchange401 = "exchange-401", Altinn;
    /// Altinn finds no scope of its own in the token.
    Exchange403 = "exchange-403", Altinn;
    /// The organisation has not signed the terms of use (428 `PRECONDITION_REQUIRED`).
    TermsUnsigned = "terms-unsigned", SelfService;
    /// The person in the portal lacks the right in Altinn.
    NoPortalRight = "no-portal-right", SelfService;
    /// The API is at `/external/api/v1`; a web page is where it was.
    ApiOtherPrefix = "api-other-prefix", SelfService;
    /// Each reading of a key set is followed at once by another program's renewing its own key on the client.
    SecondWriter = "second-writer", SelfService;
    /// A key set that is written through the API is kept without its new keys.
    KeyVanishes = "key-vanishes", SelfService;
    /// The API answers 500.
    Api500 = "api-500", SelfService;
    /// Nobody answers where certificates' status is told.
    StatusSilent = "status-silent", CertificateStatus;
    /// 503 wherever certificates' status is told.
    StatusDown = "status-down", CertificateStatus;
    /// 503 from OCSP; the lists are there.
    OcspDown = "ocsp-down", CertificateStatus;
    /// What is told of certificates' status ought to have been replaced yesterday.
    StaleStatus = "stale-status", CertificateStatus;
    /// What is told of certificates' status is signed with another key than the authority's.
    ForgedStatus = "forged-status", CertificateStatus;
    /// OCSP knows no certificate; the lists are as they should be.
    OcspUnknown = "ocsp-unknown", CertificateStatus;
    /// Every certificate counts as revoked, at Maskinporten too (MP-120).
    CertificateRevokedNow = "certificate-revoked-now", CertificateStatus;
    /// Token endpoints, exchange, self-service API answer 500.
    ServerError500 = "server-error-500", All;
    /// Token endpoints, exchange, self-service API take longer than anybody waits.
    SlowAnswer = "slow-answer", All;
    /// Token endpoints, exchange, self-service API do their work, then hang up.
    DroppedConnection = "dropped-connection", All;
    /// Token endpoints, exchange, self-service API answer with a web page, as a proxy in between does.
    HtmlInsteadOfJson = "html-instead-of-json", All;
}

/// No fault has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no fault is called {0:?}")]
pub struct UnknownFault(String);

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|fault| fault.name() == name).ok_or_else(|| UnknownFault(name.to_owned()))
    }
}

/// How many token requests find the key unknown while [`Fault::KeyJustUploaded`] is on.
const UNKNOWN_FOR: u32 = 2;

/// Which faults are on. Each value counts how often the fault has struck since it was switched on.
#[derive(Debug, Default)]
pub struct Faults {
    on: Mutex<BTreeMap<Fault, u32>>,
}

impl Faults {
    /// Switches one fault on or off. Switching on starts its count anew.
    pub fn set(&self, fault: Fault, on: bool) {
        let mut faults = self.on.lock().unwrap_or_else(PoisonError::into_inner);
        if on {
            faults.insert(fault, 0);
        } else {
            faults.remove(&fault);
        }
    }

    /// Whether the fault is on.
    pub fn is_on(&self, fault: Fault) -> bool {
        self.on.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&fault)
    }

    /// Every fault that is on, in the order of the road.
    pub fn active(&self) -> Vec<Fault> {
        self.on.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    /// Switches everything off.
    pub fn clear(&self) {
        self.on.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether a token request meets a key that is not known yet; counts the request.
    pub(crate) fn key_still_unknown(&self) -> bool {
        let mut faults = self.on.lock().unwrap_or_else(PoisonError::into_inner);
        match faults.get_mut(&Fault::KeyJustUploaded) {
            Some(struck) if *struck < UNKNOWN_FOR => {
                *struck += 1;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_fault() {
        for fault in Fault::ALL {
            assert_eq!(fault.name().parse(), Ok(*fault));
        }
        assert!("no-such-fault".parse::<Fault>().is_err());
    }

    #[test]
    fn a_fresh_key_becomes_known_at_the_third_request() {
        let faults = Faults::default();
        assert!(!faults.key_still_unknown());
        for _ in 0..2 {
            faults.set(Fault::KeyJustUploaded, true);
            assert_eq!([faults.key_still_unknown(), faults.key_still_unknown(), faults.key_still_unknown()], [true, true, false]);
        }
    }
}
