//! Whether the client may have what it asks for (maskinporten.md 7.3, 10.2).

use super::refusal::Refusal;
use crate::jose::Jws;
use crate::registration::Client;
use crate::world::World;
use crate::{Fault, Scope};

/// The scopes to issue, in the order asked for.
pub(super) fn check(world: &World, client: &Client, jws: &Jws<'_>) -> Result<Vec<String>, Refusal> {
    let asked: Vec<String> = jws.text("scope").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if asked.is_empty() {
        return Err(Refusal::plain("invalid_scope", "Token request contains no scopes"));
    }
    for scope in &asked {
        is_registered(world, client, scope)?;
    }
    let consumer = consumer(client, jws)?;
    for scope in &asked {
        is_granted(world, client, consumer, scope)?;
    }
    Ok(asked)
}

fn is_registered(world: &World, client: &Client, scope: &str) -> Result<(), Refusal> {
    if world.town.scope(scope).is_some_and(|scope: &Scope| !scope.used_with.by_machine()) {
        let text = format!("Token request contains scopes not allowed for maskinporten, {scope}");
        return Err(Refusal::scope("MP-201", text));
    }
    if !client.scopes.contains(scope) || world.faults.is_on(Fault::ScopeNotRegistered) {
        return Err(Refusal::scope("MP-200", format!("Token request contains invalid scopes for client, {scope}")));
    }
    Ok(())
}

/// On whose behalf, when not the client's own organisation's.
fn consumer<'a>(client: &Client, jws: &'a Jws<'_>) -> Result<Option<&'a str>, Refusal> {
    let consumer = jws.text("consumer_org");
    if consumer == Some(client.organisation.as_str()) {
        let text = "Validation of JWT claim failed: the combination consumer_org in claim and delegation scope on client is invalid";
        return Err(Refusal::plain("invalid_grant", text));
    }
    Ok(consumer)
}

/// Nobody in the town has delegated a scope to a supplier.
fn is_granted(world: &World, client: &Client, consumer: Option<&str>, scope: &str) -> Result<(), Refusal> {
    let holder = consumer.unwrap_or(&client.organisation);
    if !world.is_granted(holder, scope) || world.faults.is_on(Fault::ScopeNotGranted) {
        return Err(Refusal::forbidden("MP-250", format!("Consumer has not been granted access to the scope {scope}")));
    }
    match consumer {
        Some(consumer) => {
            let supplier = &client.organisation;
            let text = format!("Consumer {consumer} has not delegated access to the scope {scope} to supplier {supplier}");
            Err(Refusal::forbidden("MP-251", text))
        }
        None => Ok(()),
    }
}
