//! Scopes that an organisation lets a supplier use on its behalf: delegation in Altinn (maskinporten.md 7.3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::store::Record;
use crate::world::World;
use crate::{Practice, PracticeError, Town};

/// One scope, delegated by one organisation to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Delegation {
    /// On whose behalf: `consumer_org` of the grant.
    pub consumer: String,
    /// Who owns the client.
    pub supplier: String,
    /// A scope with a delegation source.
    pub scope: String,
}

impl Delegation {
    fn new(consumer: &str, supplier: &str, scope: &str) -> Self {
        Self { consumer: consumer.to_owned(), supplier: supplier.to_owned(), scope: scope.to_owned() }
    }
}

impl World {
    /// Where delegation happens, as tokens and scopes name it: Altinn in the browser.
    pub(crate) fn delegation_source(&self) -> String {
        format!("{}/", self.addresses.altinn_access_ui)
    }

    /// Whether the consumer has delegated the scope to the supplier.
    pub(crate) fn is_delegated(&self, consumer: &str, supplier: &str, scope: &str) -> bool {
        self.store.read(|record| in_force(record, self.town)).contains(&Delegation::new(consumer, supplier, scope))
    }
}

fn in_force(record: &Record, town: Town) -> BTreeSet<Delegation> {
    let begun = || town.delegations().iter().map(|(consumer, supplier, scope)| Delegation::new(consumer, supplier, scope));
    record.delegations.clone().unwrap_or_else(|| begun().collect())
}

impl Practice {
    /// Every delegation, those that the town began with among them.
    pub fn delegations(&self) -> Vec<Delegation> {
        self.world.store.read(|record| in_force(record, self.world.town)).into_iter().collect()
    }

    /// Delegates a scope from now on. Whether the consumer itself has been granted the scope does not matter: the two may come in
    /// either order.
    pub fn delegate(&self, consumer: &str, supplier: &str, scope: &str) -> Result<(), PracticeError> {
        let town = self.world.town;
        if !town.scope(scope).is_some_and(|scope| scope.is_delegable()) {
            return Err(PracticeError::Scope(scope.to_owned()));
        }
        let acts = |number: &&str| town.organisation(number).is_some_and(|organisation| organisation.can_act());
        if let Some(stranger) = [consumer, supplier].into_iter().find(|number| !acts(number) || consumer == supplier) {
            return Err(PracticeError::Delegation(stranger.to_owned()));
        }
        self.change_delegations(|delegations| delegations.insert(Delegation::new(consumer, supplier, scope)))
    }

    /// Takes a delegation back. One that there is not stays away.
    pub fn undelegate(&self, consumer: &str, supplier: &str, scope: &str) -> Result<(), PracticeError> {
        self.change_delegations(|delegations| delegations.remove(&Delegation::new(consumer, supplier, scope)))
    }

    fn change_delegations(&self, alter: impl FnOnce(&mut BTreeSet<Delegation>) -> bool) -> Result<(), PracticeError> {
        self.world.store.change(|record| {
            let mut delegations = in_force(record, self.world.town);
            alter(&mut delegations);
            record.delegations = Some(delegations);
        })
    }
}
