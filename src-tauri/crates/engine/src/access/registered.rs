//! The rungs of a vendor and of a client administrator: what they may ask Altinn, found out without changing anything (altinn.md 10.2, 10.4).

use std::collections::BTreeMap;

use super::Subject;
use super::acting::count;
use super::error::{SKIPPED_NO_CLIENT_SCOPE, SKIPPED_NO_SYSTEM, SKIPPED_NO_USER};
use super::ladder::{Climb, Halt, Proof};
use crate::altinn::{Person, Platform, RequestKind, client_delegation};
use crate::names::{ExternalRef, OrgNumber};
use crate::problem::Fact;
use crate::vendor::{Vendor, requests, system_users, systems};

/// Nobody's reference: a look-up that is allowed finds nothing under it.
const NOBODY: &str = "inngang-access-test";

impl Climb<'_> {
    fn vendor(&self) -> Result<(&Vendor, &OrgNumber), Halt> {
        match self.subject {
            Subject::Vendor { vendor, organisation } => Ok((vendor, organisation)),
            _ => Err(Halt::Skip(SKIPPED_NO_USER.name)),
        }
    }

    /// M4: the scope of the register.
    pub(super) async fn systems(&mut self) -> Proof {
        let (vendor, _) = self.vendor()?;
        let systems = systems::list(vendor).await?;
        self.first_system = systems.first().map(|system| system.id.clone());
        Ok(BTreeMap::from([("count", count(systems.iter()))]))
    }

    /// M5: the scope that reads requests.
    pub(super) async fn requests(&mut self) -> Proof {
        let (vendor, _) = self.vendor()?;
        let Some(system) = &self.first_system else { return Err(Halt::Skip(SKIPPED_NO_SYSTEM.name)) };
        let listed = requests::list(RequestKind::Standard, system, &[], vendor).await?;
        Ok(BTreeMap::from([("count", count(listed.requests.iter())), ("system", Fact::from(system.as_str()))]))
    }

    /// M6: the scope that writes requests, proved by a look-up that finds nothing.
    pub(super) async fn write(&mut self) -> Proof {
        let (vendor, organisation) = self.vendor()?;
        let Some(system) = &self.first_system else { return Err(Halt::Skip(SKIPPED_NO_SYSTEM.name)) };
        let nobody: Option<ExternalRef> = NOBODY.parse().ok();
        system_users::find(system, organisation, nobody.as_ref(), vendor).await?;
        Ok(BTreeMap::new())
    }

    /// P5: whether the person administers the clients of their firm's system users. It is no part of what others need.
    pub(super) async fn agents(&mut self) -> Proof {
        let (Subject::Person { token, firm: Some(firm) }, Some(exchanged)) = (self.subject, &self.token) else {
            return Err(Halt::Skip(SKIPPED_NO_CLIENT_SCOPE.name));
        };
        if !exchanged.facts.scopes.iter().any(|scope| client_delegation::READ.contains(&scope.as_str())) {
            return Err(Halt::Skip(SKIPPED_NO_CLIENT_SCOPE.name));
        }
        let platform = Platform::new(self.environment.clone(), self.http.clone(), self.ports.clone());
        let agents = client_delegation::agents(firm, &Person::new(&platform, token)).await?;
        Ok(BTreeMap::from([("count", count(agents.iter()))]))
    }
}
