//! What is to be done with each client of a list. It is the dry run too: nothing is sent to change anything.

use std::collections::HashMap;

use super::pasted::{Pasted, Rejected};
use super::{Client, ClientDelegationError, available_clients, clients};
use crate::altinn::Person;
use crate::names::OrgNumber;

/// What is wished for the clients of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// That the agent acts for them.
    Add,
    /// That it no longer does.
    Remove,
}

/// What is to be done with a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To be added, or removed.
    Change(Client),
    /// The agent has it already.
    AlreadyThere,
    /// The agent does not have it.
    NotThere,
    /// It cannot be given to the agent: it has neither registered the owner for the packages nor delegated them, or is no client at all.
    NotAvailable,
    /// The owner itself, who is nobody's client here.
    Owner,
}

/// One client of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Whose it is.
    pub number: OrgNumber,
    /// Its name, where Altinn told it.
    pub name: String,
    /// What is to be done.
    pub step: Step,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What is wished.
    pub wish: Wish,
    /// In the list's order.
    pub rows: Vec<PlanRow>,
    /// Lines that are no number.
    pub rejected: Vec<Rejected>,
    /// Numbers that stood there again.
    pub repeated: usize,
}

impl Plan {
    /// The clients that are to be changed.
    pub fn changes(&self) -> impl Iterator<Item = (&OrgNumber, &Client)> {
        self.rows.iter().filter_map(|row| if let Step::Change(client) = &row.step { Some((&row.number, client)) } else { None })
    }
}

/// Asks what is there and what may be, and holds the list against it. Made anew, it leaves out what was done since.
///
/// # Errors
/// [`ClientDelegationError`].
pub async fn plan(list: Pasted, wish: Wish, agent: &str, owner: &OrgNumber, person: &Person<'_>) -> Result<Plan, ClientDelegationError> {
    let current = clients(agent, owner, person).await?;
    let available = match wish {
        Wish::Add => available_clients(agent, owner, person).await?,
        Wish::Remove => Vec::new(),
    };
    Ok(compare(list, wish, owner, &current, &available))
}

fn compare(list: Pasted, wish: Wish, owner: &OrgNumber, current: &[Client], available: &[Client]) -> Plan {
    let by_number =
        |clients: &[Client]| -> HashMap<String, Client> { clients.iter().map(|client| (client.number.clone(), client.clone())).collect() };
    let (current, available) = (by_number(current), by_number(available));
    let row = |number: OrgNumber| {
        let (here, there) = (current.get(number.as_str()), available.get(number.as_str()));
        let name = here.or(there).map(|client| client.name.clone()).unwrap_or_default();
        let step = match (wish, here, there) {
            (Wish::Add, Some(_), _) => Step::AlreadyThere,
            (Wish::Add, None, Some(client)) | (Wish::Remove, Some(client), _) => Step::Change(client.clone()),
            (Wish::Add, None, None) if number == *owner => Step::Owner,
            (Wish::Add, None, None) => Step::NotAvailable,
            (Wish::Remove, None, _) => Step::NotThere,
        };
        PlanRow { number, name, step }
    };
    Plan { wish, rows: list.numbers.into_iter().map(row).collect(), rejected: list.rejected, repeated: list.repeated }
}

#[cfg(test)]
mod tests {
    use super::super::pasted;
    use super::*;

    fn client(number: &str) -> Client {
        Client { id: format!("id-{number}"), number: number.to_owned(), name: format!("Nr {number}") }
    }

    #[test]
    fn each_number_has_one_step() -> Result<(), crate::names::NotAName> {
        let (here, both, there, owner, nowhere) = ("315000106", "310000000", "210987606", "311223305", "312345609");
        let list = || pasted(&[here, both, there, owner, nowhere, here].join("\n"));
        let steps = |wish| -> Result<Vec<Step>, crate::names::NotAName> {
            let (current, available) = ([client(here), client(both)], [client(both), client(there)]);
            let plan = compare(list(), wish, &owner.parse()?, &current, &available);
            assert_eq!((plan.repeated, plan.rows[0].name.as_str()), (1, "Nr 315000106"));
            Ok(plan.rows.into_iter().map(|row| row.step).collect())
        };
        let change = |number| Step::Change(client(number));
        assert_eq!(steps(Wish::Add)?, [Step::AlreadyThere, Step::AlreadyThere, change(there), Step::Owner, Step::NotAvailable]);
        assert_eq!(steps(Wish::Remove)?, [change(here), change(both), Step::NotThere, Step::NotThere, Step::NotThere]);
        Ok(())
    }
}
