//! Who stands in a token: for the picture of who asked, for whom, by whom.

use serde_json::Value;

use super::claim::{organisation as organisation_claim, text};
use super::details::Detail;
use super::members::Members;
use crate::maskinporten::OrganisationClaim;
use crate::names::NationalId;

/// What somebody is in a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The organisation that the token speaks for; the vendor, where there is a system user.
    Consumer,
    /// Who holds the client, on the consumer's behalf.
    Supplier,
    /// Whose system user it is: the one that the calls are about.
    SystemUserOwner,
    /// The client at Digdir.
    Client,
    /// The person who logged in, or whom the calls are about.
    Person,
    /// Where the consumer gave the supplier leave.
    DelegationSource,
    /// Who consented.
    ConsentFrom,
    /// To whom.
    ConsentTo,
}

impl Role {
    /// Lower-case name, as in text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Consumer => "consumer",
            Self::Supplier => "supplier",
            Self::SystemUserOwner => "system_user_owner",
            Self::Client => "client",
            Self::Person => "person",
            Self::DelegationSource => "delegation_source",
            Self::ConsentFrom => "consent_from",
            Self::ConsentTo => "consent_to",
        }
    }
}

/// Somebody in a token.
#[derive(Clone, PartialEq, Eq)]
pub struct Party {
    /// What they are.
    pub role: Role,
    /// Client id, address, masked national id; for an organisation its id.
    pub name: String,
    /// For an organisation.
    pub organisation: Option<OrganisationClaim>,
}

impl Party {
    fn named(role: Role, name: &str) -> Self {
        Self { role, name: text(name), organisation: None }
    }

    fn organisation(role: Role, organisation: OrganisationClaim) -> Self {
        Self { role, name: organisation.id.clone(), organisation: Some(organisation) }
    }
}

impl std::fmt::Debug for Party {
    /// No person is printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Party").field("role", &self.role).field("organisation", &self.organisation).finish_non_exhaustive()
    }
}

/// Everybody, in the order of the picture.
pub(super) fn parties(claims: &Members, details: &[Detail]) -> Vec<Party> {
    let organisation = |role, name| Some(Party::organisation(role, organisation_claim(claims.get(name)?)?));
    let altinn = || organisation(Role::Consumer, "urn:altinn:orgNumber");
    let grants = || organisation(Role::Consumer, "consumer_org");
    let of_a_grant = || claims.text("iss").filter(|_| !claims.has("client_id") && claims.has("jti") && !claims.has("sub"));
    let client = claims.text("client_id").or_else(|| of_a_grant().filter(|issuer| !issuer.contains("://")));
    let mut parties: Vec<Party> = Vec::new();
    parties.extend(organisation(Role::Consumer, "consumer").or_else(grants).or_else(altinn));
    parties.extend(organisation(Role::Supplier, "supplier"));
    parties.extend(client.map(|client| Party::named(Role::Client, client)));
    parties.extend(claims.text("delegation_source").map(|source| Party::named(Role::DelegationSource, source)));
    parties.extend(person(claims).map(|person| Party::named(Role::Person, &person)));
    for detail in details {
        match detail {
            Detail::SystemUser(user) => {
                parties.extend(user.owner.clone().map(|owner| Party::organisation(Role::SystemUserOwner, owner)));
            }
            Detail::Consent(consent) => {
                parties.extend(consent.from.as_deref().map(giver));
                parties.extend(consent.to.clone().map(|to| Party::organisation(Role::ConsentTo, to)));
            }
            Detail::Other(_) => {}
        }
    }
    parties
}

/// `urn:altinn:organization:identifier-no:…`, or a person in the same form.
fn giver(from: &str) -> Party {
    match from.strip_prefix("urn:altinn:organization:identifier-no:").and_then(|number| organisation_claim(&number.into())) {
        Some(organisation) => Party::organisation(Role::ConsentFrom, organisation),
        None => Party::named(Role::ConsentFrom, from.rsplit(':').next().unwrap_or(from)),
    }
}

fn person(claims: &Members) -> Option<String> {
    let id = claims.get("pid").or_else(|| claims.get("urn:altinn:person:identifier-no"))?;
    let id = match id {
        Value::Number(number) => number.to_string(),
        id => id.as_str()?.to_owned(),
    };
    id.parse().ok().map(|id: NationalId| id.masked())
}
