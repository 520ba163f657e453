//! The engine's readings as the page gets them.

use inngang_engine::diagnostics::token_reader::{
    self, Claim, ClaimValue, ConsentDetail, Detail, Lifetime, Party, Reading, Role, Signature, SystemUserDetail,
};
use inngang_engine::environment::{IssuerPlace, IssuerService, Kind, KnownIssuer};
use inngang_engine::maskinporten::{self, OrganisationClaim};

use super::{
    ClaimMemberView, ClaimValueView, ClaimView, ConsentRightView, TokenAuthority, TokenDetailView, TokenKind, TokenLifetimeView,
    TokenOrganisationView, TokenPartyView, TokenPlace, TokenReadingView, TokenRole, TokenService, TokenSignatureView,
};
use crate::{FindingView, moment};

impl From<&Reading> for TokenReadingView {
    fn from(reading: &Reading) -> Self {
        Self {
            reading: None,
            token: reading.kind.into(),
            issuer: reading.issuer.clone(),
            service: reading.known.and_then(|known| known.service).map(TokenService::from),
            place: reading.known.into(),
            algorithm: reading.algorithm.clone(),
            key: reading.key.clone(),
            header: reading.header.iter().map(ClaimView::from).collect(),
            claims: reading.claims.iter().map(ClaimView::from).collect(),
            parties: reading.parties.iter().map(TokenPartyView::from).collect(),
            details: reading.details.iter().map(TokenDetailView::from).collect(),
            scopes: reading.scopes.clone(),
            audience: reading.audience.clone(),
            lifetime: (&reading.lifetime).into(),
            findings: reading.findings.iter().map(FindingView::from).collect(),
        }
    }
}

impl From<&Signature> for TokenSignatureView {
    fn from(signature: &Signature) -> Self {
        let problem = match signature {
            Signature::NotFetched(problem) => Some(problem.as_ref().clone().into()),
            _ => None,
        };
        Self { finding: (&signature.finding()).into(), problem }
    }
}

impl From<&Lifetime> for TokenLifetimeView {
    fn from(life: &Lifetime) -> Self {
        Self {
            issued_at: life.issued_at.map(moment),
            not_before: life.not_before.map(moment),
            expires_at: life.expires_at.map(moment),
            seconds: life.seconds(),
            remaining: life.remaining(),
            clock_offset: life.clock_offset,
        }
    }
}

impl From<&Claim> for ClaimView {
    fn from(claim: &Claim) -> Self {
        Self { name: claim.name.clone(), meaning: claim.meaning.clone(), value: (&claim.value).into() }
    }
}

impl From<&ClaimValue> for ClaimValueView {
    fn from(value: &ClaimValue) -> Self {
        let member = |(name, value): &(String, ClaimValue)| ClaimMemberView { name: name.clone(), value: value.into() };
        match value {
            ClaimValue::Text(text) => Self::Text(text.clone()),
            ClaimValue::Number(number) => Self::Number(number.clone()),
            ClaimValue::Flag(flag) => Self::Flag(*flag),
            ClaimValue::Nothing => Self::Nothing,
            ClaimValue::Moment(at) => Self::Moment(moment(*at)),
            ClaimValue::List(values) => Self::List(values.iter().map(Self::from).collect()),
            ClaimValue::Members(members) => Self::Members(members.iter().map(member).collect()),
            ClaimValue::Certificates(count) => Self::Certificates(u32::try_from(*count).unwrap_or(u32::MAX)),
            ClaimValue::Hidden => Self::Hidden,
        }
    }
}

impl From<&Party> for TokenPartyView {
    fn from(party: &Party) -> Self {
        let organisation = party.organisation.as_ref().map(TokenOrganisationView::from);
        Self { role: party.role.into(), name: party.name.clone(), organisation }
    }
}

impl From<&OrganisationClaim> for TokenOrganisationView {
    fn from(claim: &OrganisationClaim) -> Self {
        Self { id: claim.id.clone(), number: claim.number.clone(), authority: claim.authority.into() }
    }
}

impl From<&Detail> for TokenDetailView {
    fn from(detail: &Detail) -> Self {
        match detail.clone() {
            Detail::SystemUser(SystemUserDetail { ids, system, owner, external_ref }) => {
                Self::SystemUser { ids, system, owner: owner.as_ref().map(TokenOrganisationView::from), external_ref }
            }
            Detail::Consent(ConsentDetail { id, from, to, consented, valid_to, rights }) => Self::Consent {
                id,
                from,
                to: to.as_ref().map(TokenOrganisationView::from),
                consented: consented.map(moment),
                valid_to: valid_to.map(moment),
                rights: rights.into_iter().map(|right| ConsentRightView { actions: right.actions, resources: right.resources }).collect(),
            },
            Detail::Other(name) => Self::Other { name },
        }
    }
}

impl From<Option<KnownIssuer>> for TokenPlace {
    fn from(known: Option<KnownIssuer>) -> Self {
        match known.map(|known| known.place) {
            Some(IssuerPlace::Environment(Kind::Practice)) => Self::Practice,
            Some(IssuerPlace::Environment(Kind::Test)) => Self::Test,
            Some(IssuerPlace::Environment(Kind::Production)) => Self::Production,
            Some(IssuerPlace::Environment(Kind::Custom)) => Self::Custom,
            Some(IssuerPlace::Development) => Self::Development,
            Some(IssuerPlace::Retired) => Self::Retired,
            None => Self::Unknown,
        }
    }
}

macro_rules! same_names {
    ($theirs:path => $ours:ident: $($name:ident),+ $(,)?) => {
        impl From<$theirs> for $ours {
            fn from(theirs: $theirs) -> Self {
                match theirs { $(<$theirs>::$name => Self::$name),+ }
            }
        }
    };
}
same_names!(token_reader::TokenKind => TokenKind: Maskinporten, Idporten, Id, Altinn, Grant, Other);
same_names!(IssuerService => TokenService: Maskinporten, Idporten, Ansattporten, Altinn, Skyporten);
same_names!(Role => TokenRole: Consumer, Supplier, SystemUserOwner, Client, Person, DelegationSource, ConsentFrom, ConsentTo);
same_names!(maskinporten::Authority => TokenAuthority: Norwegian, Historic, Foreign, Other);
