//! A token that acts as one system user: that it is there, that Maskinporten gives it, that Altinn takes it (altinn.md 6.3, 10.3).

use std::sync::Arc;

use super::{Vendor, VendorError, system_users};
use crate::altinn::{self, AltinnToken, Platform, Provider, SystemUser, SystemUserFacts};
use crate::maskinporten::{self, MaskinportenError, Order, Token, Variant};
use crate::names::{ExternalRef, OrgNumber, Scope};
use crate::problem::{Explain as _, Problem};

/// What is asked as whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActAs {
    /// The system's id.
    pub system: String,
    /// Who owns the system user: for an accountant's the accountant, never the accountant's client.
    pub owner: OrgNumber,
    /// The reference, if and only if it was requested with one.
    pub external_ref: Option<ExternalRef>,
    /// What the API wants; at least one.
    pub scopes: Vec<Scope>,
}

/// The rungs from the bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rung {
    /// Altinn has the system user.
    SystemUser,
    /// Maskinporten gives a token for it.
    Token,
    /// Altinn exchanges that, and it says the same.
    Exchange,
}

impl Rung {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::SystemUser, Self::Token, Self::Exchange];

    /// Lower-case name, as in text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SystemUser => "system_user",
            Self::Token => "token",
            Self::Exchange => "exchange",
        }
    }
}

/// How far it went.
#[derive(Debug, Default)]
pub struct Proof {
    /// As Altinn has it.
    pub system_user: Option<SystemUser>,
    /// Maskinporten's.
    pub token: Option<Arc<Token>>,
    /// Altinn's own.
    pub exchanged: Option<AltinnToken>,
    /// The rung that broke, and how.
    pub broken: Option<(Rung, Problem)>,
}

impl Proof {
    /// The rungs that held.
    #[must_use]
    pub fn reached(&self) -> usize {
        self.broken.as_ref().map_or(Rung::ALL.len(), |(broken, _)| Rung::ALL.iter().take_while(|rung| *rung != broken).count())
    }
}

/// Climbs until a rung breaks.
pub async fn prove(act_as: &ActAs, vendor: &Vendor) -> Proof {
    let mut proof = Proof::default();
    if let Err(broken) = climb(act_as, &mut proof, vendor).await {
        proof.broken = Some(broken);
    }
    proof
}

async fn climb(act_as: &ActAs, proof: &mut Proof, vendor: &Vendor) -> Result<(), (Rung, Problem)> {
    let user = found(act_as, vendor).await.map_err(|problem| (Rung::SystemUser, problem))?;
    let user = proof.system_user.insert(user);
    let token = token_of(user, act_as, vendor).await.map_err(|problem| (Rung::Token, problem))?;
    let token = proof.token.insert(token);
    proof.exchanged = Some(exchanged(user, token, vendor).await.map_err(|problem| (Rung::Exchange, problem))?);
    Ok(())
}

/// The system user as Altinn has it; where it is not there, why.
pub(crate) async fn found(act_as: &ActAs, vendor: &Vendor) -> Result<SystemUser, Problem> {
    let ActAs { system, owner, external_ref, .. } = act_as;
    let found = system_users::find(system, owner, external_ref.as_ref(), vendor).await.map_err(|error| error.explain())?;
    if let Some(user) = found.filter(|user| !user.is_deleted) {
        return Ok(user);
    }
    // Why it is not there, Altinn tells to whoever asks it after Maskinporten's refusal.
    let error = obtain(act_as, vendor).await.err();
    let missing = || maskinporten::NO_SYSTEM_USER.problem().with("lookup", Vec::<String>::new());
    Err(error.map_or_else(missing, |error| error.explain()))
}

/// Maskinporten's token for it, which says the same system user.
pub(crate) async fn token_of(user: &SystemUser, act_as: &ActAs, vendor: &Vendor) -> Result<Arc<Token>, Problem> {
    let token = obtain(act_as, vendor).await.map_err(|error| error.explain())?;
    agree(user, token.facts.system_user.as_ref()).map_err(|error| error.explain())?;
    Ok(token)
}

/// Altinn's token for it, which says the same.
pub(crate) async fn exchanged(user: &SystemUser, token: &Token, vendor: &Vendor) -> Result<AltinnToken, Problem> {
    let Platform { environment, http, ports } = vendor.platform();
    let exchanged = altinn::exchange(Provider::Maskinporten, &token.secret, environment, http, ports).await;
    let exchanged = exchanged.map_err(|error| error.explain())?;
    agree(user, exchanged.facts.system_user.as_ref()).map_err(|error| error.explain())?;
    Ok(exchanged)
}

/// A token that acts as the system user; the one that is kept for just this client, scopes, owner and reference, while it lasts.
///
/// # Errors
/// [`MaskinportenError`]; where Maskinporten finds no system user, with the cause as far as Altinn lets us see it.
pub async fn obtain(act_as: &ActAs, vendor: &Vendor) -> Result<Arc<Token>, VendorError> {
    let system_user = maskinporten::SystemUser { owner: act_as.owner.clone(), external_ref: act_as.external_ref.clone() };
    let variant = Variant { system_user: Some(system_user), ..Variant::default() };
    let order = Order { variant, ..Order::new(vendor.client.clone(), act_as.scopes.clone(), vendor.credential.clone()) };
    match vendor.tokens.obtain(&order).await {
        Ok(token) => Ok(token),
        Err(error) => Err(vendor.tokens.with_cause(error, &order).await.into()),
    }
}

/// Whether the token says the system user that was found. What an opaque token acts as, it does not say.
fn agree(user: &SystemUser, said: Option<&SystemUserFacts>) -> Result<(), MaskinportenError> {
    let Some(said) = said else {
        return Err(MaskinportenError::OtherSystemUser { ours: user.id.to_string(), theirs: String::new() });
    };
    let id = user.id.to_string();
    let pairs = [
        (Some(&id), Some(&said.id)),
        ((!user.system.is_empty()).then_some(&user.system), said.system.as_ref()),
        (Some(&user.owner), said.owner.as_ref()),
    ];
    let differs = pairs.into_iter().find_map(|(ours, theirs)| {
        let (ours, theirs) = (ours?, theirs?);
        (!ours.eq_ignore_ascii_case(theirs)).then(|| MaskinportenError::OtherSystemUser { ours: ours.clone(), theirs: theirs.clone() })
    });
    differs.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11";

    #[test]
    fn the_token_says_the_system_user_that_was_found() -> Result<(), serde_json::Error> {
        let user: SystemUser = serde_json::from_str(
            r#"{ "id": "0D1F4B6E-6ad5-4d5a-9d57-0b6a6f3f7a11", "systemId": "312345609_kasse", "reporteeOrgNo": "315000106" }"#,
        )?;
        let said = |id: &str, system: Option<&str>, owner: Option<&str>| {
            let facts = SystemUserFacts { id: id.to_owned(), system: system.map(str::to_owned), owner: owner.map(str::to_owned) };
            agree(&user, Some(&facts)).map_err(|error| error.to_string())
        };
        assert_eq!(said(ID, Some("312345609_kasse"), Some("315000106")), Ok(()), "letters of an id do not matter");
        assert_eq!(said(ID, None, None), Ok(()), "what is not said cannot differ");
        assert!(said("0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a12", Some("312345609_kasse"), Some("315000106")).is_err());
        assert!(said(ID, Some("312345609_other"), Some("315000106")).is_err());
        assert!(said(ID, Some("312345609_kasse"), Some("310000000")).is_err());
        assert!(agree(&user, None).is_err());
        Ok(())
    }
}
