//! The rungs of a system user: whom it should reach, that it is there, that it gets a token, that it reaches them (altinn.md 6.7, 10.3).

use std::collections::BTreeMap;

use super::error::{SKIPPED_NO_DIALOG_SCOPE, SKIPPED_NO_REGISTER, SKIPPED_NO_USER};
use super::ladder::{Climb, Halt, Proof};
use super::{AccessError, Goal, Subject};
use crate::altinn::{self, Party, dialogporten};
use crate::names::{OrgNumber, Scope};
use crate::problem::Fact;
use crate::register::{Found, Holder, Register, Standing};
use crate::vendor::Vendor;
use crate::vendor::system_user_token::{self, ActAs};

impl Climb<'_> {
    fn acts(&self) -> Result<(&ActAs, &Vendor, &Goal), Halt> {
        match self.subject {
            Subject::SystemUser { act_as, vendor, goal } => Ok((act_as, vendor, goal)),
            _ => Err(Halt::Skip(SKIPPED_NO_USER.name)),
        }
    }

    /// Whom it should act for.
    fn party(&self) -> Result<OrgNumber, Halt> {
        let (act_as, _, goal) = self.acts()?;
        Ok(goal.party.clone().unwrap_or_else(|| act_as.owner.clone()))
    }

    /// Steps 1 and 2 of altinn.md 6.7: the number lives, and what the owner is registered as there. A register that does not answer
    /// stands in nobody's way.
    pub(super) async fn customer(&mut self) -> Proof {
        let (party, owner) = (self.party()?, self.acts()?.0.owner.clone());
        let register = Register::new(self.environment.clone(), self.http.clone(), self.ports.clone());
        let Ok(found) = register.look_up(&party).await else { return Err(Halt::Skip(SKIPPED_NO_REGISTER.name)) };
        let unit = match found {
            Found::Unit(unit) if !matches!(unit.standing, Standing::Deleted(_)) => unit,
            Found::Unit(_) | Found::Removed => return Err(AccessError::Deleted { party: party.to_string() }.into()),
            Found::Unknown => return Err(AccessError::Unknown { party: party.to_string() }.into()),
        };
        if party != owner {
            let at = unit.parent.clone().unwrap_or_else(|| party.clone());
            let roles = register.roles(&at).await.ok();
            let held = |holder: &Holder| matches!(holder, Holder::Unit { number, is_deleted: false, .. } if *number == owner);
            self.registered = roles.map(|roles| roles.into_iter().filter(|role| held(&role.holder)).map(|role| role.code).collect());
        }
        Ok(BTreeMap::from([("name", Fact::from(unit.name)), ("party", Fact::from(party.as_str()))]))
    }

    pub(super) async fn system_user(&mut self) -> Proof {
        let (act_as, vendor, goal) = self.acts()?;
        let user = system_user_token::found(act_as, vendor).await?;
        let kind = user.kind.as_str();
        let for_a_client = goal.party.as_ref().is_some_and(|party| *party != act_as.owner);
        if for_a_client && user.kind == altinn::SystemUserKind::Standard {
            return Err(AccessError::NotAnAgent { owner: act_as.owner.to_string() }.into());
        }
        let facts = BTreeMap::from([("system_user", Fact::from(user.id.to_string())), ("kind", Fact::from(kind))]);
        self.system_user = Some(user);
        Ok(facts)
    }

    pub(super) async fn acting_token(&mut self) -> Proof {
        let (act_as, vendor, _) = self.acts()?;
        let Some(user) = &self.system_user else { return Err(Halt::Skip(SKIPPED_NO_USER.name)) };
        let token = system_user_token::token_of(user, act_as, vendor).await?;
        let facts = BTreeMap::from([("scopes", Fact::from(token.facts.scopes.clone()))]);
        self.acting = Some(token);
        Ok(facts)
    }

    pub(super) async fn acting_exchange(&mut self) -> Proof {
        let (_, vendor, _) = self.acts()?;
        let (Some(user), Some(token)) = (&self.system_user, &self.acting) else { return Err(Halt::Skip(SKIPPED_NO_USER.name)) };
        let exchanged = system_user_token::exchanged(user, token, vendor).await?;
        let facts = BTreeMap::from([("expires_at", Fact::from(exchanged.expires_at))]);
        self.token = Some(exchanged);
        Ok(facts)
    }

    /// Steps 4 and 6 of altinn.md 6.7: Altinn sees the party for this system user, with what is wanted.
    pub(super) async fn reached(&mut self) -> Proof {
        let (party, (act_as, _, goal)) = (self.party()?, self.acts()?);
        let Some(token) = &self.token else { return Err(Halt::Skip(SKIPPED_NO_USER.name)) };
        let parties = altinn::authorized_parties(token, self.environment, self.http, self.ports).await?;
        let told = party.to_string();
        let Some(there) = Party::find(&parties, &party) else {
            let is_client = party != act_as.owner;
            return Err(match self.registered.as_deref() {
                Some([]) if is_client => AccessError::NotAClient { party: told, owner: act_as.owner.to_string() },
                Some([_, ..]) if is_client => AccessError::NotAttached { party: told },
                _ => AccessError::NotReached { party: told },
            }
            .into());
        };
        if let Some(package) = goal.package.as_deref().filter(|package| !there.has_package(package)) {
            return Err(AccessError::NoPackage { party: told, package: package.to_owned() }.into());
        }
        if let Some(resource) = goal.resource.as_deref().filter(|resource| !there.resources.iter().any(|one| one == resource)) {
            return Err(AccessError::NoResource { party: told, resource: resource.to_owned() }.into());
        }
        let facts = BTreeMap::from([
            ("name", Fact::from(there.name.as_str())),
            ("packages", Fact::from(there.packages.clone())),
            ("resources", Fact::from(there.resources.clone())),
            ("count", count(parties.iter().flat_map(Party::tree).filter(|one| !one.only_hierarchy_element_with_no_access))),
        ]);
        self.report.parties = Some(parties);
        Ok(facts)
    }

    /// Dialogporten takes the token as it is. A client without its scope proves nothing here, and an empty list neither (altinn.md 7.10).
    pub(super) async fn dialogs(&mut self) -> Proof {
        let (party, (act_as, vendor, _)) = (self.party()?, self.acts()?);
        let scopes: Vec<Scope> = dialogporten::SCOPE.iter().filter_map(|scope| scope.parse().ok()).collect();
        let with_scope = ActAs { scopes, ..act_as.clone() };
        let Ok(token) = system_user_token::obtain(&with_scope, vendor).await else {
            return Err(Halt::Skip(SKIPPED_NO_DIALOG_SCOPE.name));
        };
        let dialogs = dialogporten::dialogs(&party, 1, None, &token.secret, vendor.platform()).await?;
        Ok(BTreeMap::from([("count", count(dialogs.items.iter()))]))
    }
}

/// How many there are.
pub(super) fn count(items: impl Iterator) -> Fact {
    Fact::from(i64::try_from(items.count()).unwrap_or(i64::MAX))
}
