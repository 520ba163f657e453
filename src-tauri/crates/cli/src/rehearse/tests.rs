//! Every fault of practice meets the road, in one town.

use std::error::Error;

use inngang_engine::secret::Secret;
use inngang_practice::{CertificateOrder, Fault};

use super::Order;
use super::road::Road;
use super::told::Teller;
use crate::ground::Ground;
use crate::words::Words;

type Outcome = Result<(), Box<dyn Error>>;

/// What fails first with the fault on, and why; `None` where the road can be gone all the same. Faults that make somebody wait
/// for ten seconds or more are met elsewhere, each in a process of its own.
const fn expected(fault: Fault) -> Option<(&'static str, &'static str)> {
    match fault {
        Fault::WrongAud => Some(("token_by_certificate", "maskinporten.audience")),
        Fault::Clock5Minutes => Some(("access_organisation", "access.clock")),
        Fault::ExpiredKey => Some(("token_by_key", "maskinporten.key_expired")),
        Fault::CertificateOfAnotherOrganisation => Some(("token_by_certificate", "maskinporten.other_organisation")),
        Fault::CertificateRefused | Fault::CertificateRevokedNow => Some(("token_by_certificate", "maskinporten.certificate_refused")),
        Fault::ScopeNotGranted => Some(("token_by_certificate", "maskinporten.scope_not_granted")),
        Fault::ScopeNotRegistered => Some(("token_by_certificate", "maskinporten.scope_not_registered")),
        Fault::ReplayedJti => Some(("token_by_certificate", "maskinporten.replayed")),
        Fault::LoginCancelled => Some(("login", "login.cancelled_by_person")),
        Fault::LowAcr => Some(("login", "login.level_too_low")),
        Fault::BrokenNonce => Some(("login", "login.nonce_mismatch")),
        Fault::BrokenState => Some(("login", "login.state_mismatch")),
        Fault::WrongIss => Some(("login", "login.issuer_mismatch")),
        Fault::IdTokenOtherKey => Some(("login", "login.signature")),
        Fault::MissingScope => Some(("access_person", "altinn.forbidden")),
        Fault::NeverReturns => Some(("login", "login.timed_out")),
        Fault::LoginErrorPage | Fault::MissingState | Fault::DoubleCode => Some(("login", "login.timed_out")),
        Fault::LoginUnavailable => Some(("login", "login.unavailable")),
        Fault::ScopeRefused => Some(("login", "login.scope_refused")),
        Fault::LevelRefused => Some(("login", "login.level_refused")),
        Fault::MissingIss => Some(("login", "login.issuer_mismatch")),
        Fault::MissingNonce => Some(("login", "login.nonce_mismatch")),
        Fault::IdTokenWrongIss | Fault::WrongAudience | Fault::TwoAudiences | Fault::MissingSub | Fault::MissingIat => {
            Some(("login", "login.token_claims"))
        }
        Fault::IdTokenExpired => Some(("login", "login.expired_token")),
        Fault::IdTokenFromTheFuture => Some(("login", "login.clock")),
        Fault::UnpublishedKid => Some(("login", "login.unknown_key")),
        Fault::AlgNone | Fault::AlgHs256 => Some(("login", "login.algorithm")),
        Fault::NoIdToken => Some(("login", "login.answer_incomplete")),
        Fault::ClientRefused => Some(("login", "login.client_refused")),
        Fault::CodeExpired => Some(("login", "login.grant_refused")),
        // Altinn wants to know who it is.
        Fault::NoPid => Some(("access_person", "altinn.token_refused")),
        // A rehearsal's login is short and unbound, and the person is known by the ID token.
        Fault::KeyRotation | Fault::DpopNonce | Fault::NoExpiresIn | Fault::RefreshRefused => None,
        Fault::UserinfoOtherSub | Fault::Userinfo401 => None,
        Fault::Exchange401 => Some(("access_organisation", "altinn.machine_token_refused")),
        Fault::Exchange403 => Some(("access_organisation", "altinn.no_altinn_scope")),
        Fault::ServerError500 => Some(("token_by_certificate", "network.server_error")),
        Fault::DroppedConnection => Some(("token_by_certificate", "network.dropped")),
        Fault::HtmlInsteadOfJson => Some(("token_by_certificate", "network.not_json")),
        Fault::InvalidRequest | Fault::UnsupportedGrantType => Some(("token_by_certificate", "maskinporten.form")),
        Fault::AssertionMalformed => Some(("token_by_certificate", "maskinporten.malformed")),
        Fault::ClientUnknown => Some(("token_by_certificate", "maskinporten.client_unknown")),
        Fault::KeyRequired => Some(("token_by_certificate", "maskinporten.key_required")),
        Fault::X5cUnreadable => Some(("token_by_certificate", "maskinporten.chain_unreadable")),
        Fault::BrokenSignature => Some(("token_by_certificate", "maskinporten.signature")),
        Fault::IssuedLater => Some(("token_by_certificate", "maskinporten.issued_later")),
        Fault::GrantExpired => Some(("token_by_certificate", "maskinporten.grant_expired")),
        Fault::ScopeForPeople => Some(("token_by_certificate", "maskinporten.scope_for_people")),
        Fault::RefusalUnknown => Some(("token_by_certificate", "maskinporten.refused")),
        Fault::RefusalWithoutCode | Fault::OlderRefusal => Some(("token_by_certificate", "maskinporten.scope_not_registered")),
        Fault::BadGateway502 | Fault::Unavailable503 | Fault::GatewayTimeout504 => Some(("token_by_certificate", "network.server_error")),
        Fault::TooManyRequests429 => Some(("token_by_certificate", "maskinporten.busy")),
        Fault::EmptyAnswer | Fault::NotUtf8 => Some(("token_by_certificate", "network.not_json")),
        Fault::HugeAnswer => Some(("token_by_certificate", "network.too_large")),
        Fault::Clock1MinuteBehind => Some(("access_organisation", "access.clock")),
        Fault::UnknownKid | Fault::KeyJustUploaded | Fault::SlowAnswer | Fault::SlowDrip => None,
        // A rehearsal asks for its own organisation, without a system user.
        Fault::OwnConsumer | Fault::NotDelegated | Fault::DetailsType | Fault::DetailsFields | Fault::NoSystemUser => None,
        // The portal answers with a page that says why not.
        Fault::TermsUnsigned | Fault::NoPortalRight => Some(("portal", "network.not_json")),
        // The road of a rehearsal does not lead through the self-service API.
        Fault::ApiOtherPrefix | Fault::SecondWriter | Fault::KeyVanishes | Fault::Api500 => None,
        // A rehearsal does not ask whether the certificate is revoked.
        Fault::StatusSilent | Fault::StatusDown | Fault::OcspDown | Fault::StaleStatus | Fault::ForgedStatus | Fault::OcspUnknown => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_fails_its_step() -> Outcome {
    let (folder, words) = (tempfile::tempdir()?, Words::new("en"));
    let ground = Ground::practice(folder.path(), &words).await.map_err(|stop| stop.0)?;
    let town = ground.town.as_ref().ok_or("no town")?;
    // One certificate for all: making them is what takes time.
    let issued = town.issue(&CertificateOrder::ordinary("315000106")).await?;
    let order = Order { p12: Some(issued.path), ..Order::default() };
    for (fault, expected) in Fault::ALL.iter().filter_map(|fault| Some((*fault, expected(*fault)?))) {
        town.faults().set(fault, true);
        let mut teller = Teller::new(&words, true, &ground.environment);
        let road = Road::new(&order, &ground, &words)?;
        road.play(Some(Secret::new(issued.password.clone())), &mut teller).await;
        let failed = teller.told().iter().find(|told| told.outcome == "failed");
        let failed = failed.map(|told| (told.step, told.code.unwrap_or_default()));
        assert_eq!(failed, Some(expected), "{}: {:#?}", fault.name(), teller.told());
        town.faults().set(fault, false);
    }
    Ok(())
}
