//! Whether the client may have what it asks for (maskinporten.md 7.3, 10.2).

use super::refusal::Refusal;
use crate::jose::Jws;
use crate::registration::Client;
use crate::world::World;
use crate::{Fault, Scope};

/// What the token will say of scopes, and of those who share them.
pub(super) struct Granted {
    /// In the order asked for.
    pub(super) scopes: Vec<String>,
    /// Whose access it is: the organisation that has delegated, or the client's own.
    pub(super) consumer: String,
    /// Whether the client's organisation is a supplier of the consumer's.
    pub(super) delegated: bool,
}

pub(super) fn check(world: &World, client: &Client, jws: &Jws<'_>) -> Result<Granted, Refusal> {
    let scopes: Vec<String> = jws.text("scope").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if scopes.is_empty() {
        return Err(Refusal::plain("invalid_scope", "Token request contains no scopes"));
    }
    scopes.iter().try_for_each(|scope| check_kind(world, scope))?;
    scopes.iter().try_for_each(|scope| check_registered(world, client, scope))?;
    let consumer = consumer(world, client, jws)?;
    scopes.iter().try_for_each(|scope| check_granted(world, client, consumer, scope))?;
    Ok(Granted { scopes, consumer: consumer.unwrap_or(&client.organisation).to_owned(), delegated: consumer.is_some() })
}

fn check_kind(world: &World, scope: &str) -> Result<(), Refusal> {
    let for_people = world.town.scope(scope).is_some_and(|scope: &Scope| !scope.used_with.by_machine());
    if for_people || world.faults.is_on(Fault::ScopeForPeople) {
        let text = format!("Token request contains scopes not allowed for maskinporten, {scope}");
        return Err(Refusal::scope("MP-201", text));
    }
    Ok(())
}

fn check_registered(world: &World, client: &Client, scope: &str) -> Result<(), Refusal> {
    if !client.scopes.contains(scope) || world.faults.is_on(Fault::ScopeNotRegistered) {
        return Err(not_registered(scope));
    }
    Ok(())
}

pub(super) fn not_registered(scope: &str) -> Refusal {
    Refusal::scope("MP-200", format!("Token request contains invalid scopes for client, {scope}"))
}

/// On whose behalf, when not the client's own organisation's.
fn consumer<'a>(world: &World, client: &Client, jws: &'a Jws<'_>) -> Result<Option<&'a str>, Refusal> {
    let consumer = jws.text("consumer_org");
    let own = consumer == Some(client.organisation.as_str());
    if own || consumer.is_some() && world.faults.is_on(Fault::OwnConsumer) {
        let text = "Validation of JWT claim failed: the combination consumer_org in claim and delegation scope on client is invalid";
        return Err(Refusal::plain("invalid_grant", text));
    }
    Ok(consumer)
}

/// A scope is granted to the consumer, who delegates it: the supplier needs no grant of its own, and has no use of one.
fn check_granted(world: &World, client: &Client, consumer: Option<&str>, scope: &str) -> Result<(), Refusal> {
    let supplier = &client.organisation;
    if !world.is_granted(consumer.unwrap_or(supplier), scope) || world.faults.is_on(Fault::ScopeNotGranted) {
        return Err(Refusal::forbidden("MP-250", format!("Consumer has not been granted access to the scope {scope}")));
    }
    match consumer.filter(|consumer| !world.is_delegated(consumer, supplier, scope) || world.faults.is_on(Fault::NotDelegated)) {
        Some(consumer) => {
            let text = format!("Consumer {consumer} has not delegated access to the scope {scope} to supplier {supplier}");
            Err(Refusal::forbidden("MP-251", text))
        }
        None => Ok(()),
    }
}
