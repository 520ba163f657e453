//! `inngang altinn systems`: the systems that a vendor has in Altinn's register, and what their rights can be made of.

pub(crate) mod arguments;
mod form;
mod rights;
mod told;

use inngang_engine::altinn::System;
use inngang_engine::altinn::registry::Registry;
use inngang_engine::names::OrgNumber;
use inngang_engine::vendor::systems::{self, Draft, SystemError};
use inngang_engine::vendor::{Vendor, VendorError};
use serde_json::json;

use super::caller::{Caller, as_anybody};
use crate::failure::Failed;
use crate::place::Place;
use crate::profile::Choice;
use crate::words::Words;
use crate::{Ending, Stop, json, print};
use form::Form;

/// Who asks, and what.
#[derive(Debug)]
pub(crate) enum Order {
    /// The vendor does something.
    Vendor(Box<Caller>, Deed),
    /// Anybody looks for what a right can be to.
    Search(Choice, Rights, String),
}

/// What can be done with systems.
#[derive(Debug)]
pub(crate) enum Deed {
    /// Lists them.
    List,
    /// Shows one.
    Show(String),
    /// Registers one.
    Create(Form),
    /// Changes one.
    Update(Form),
    /// Deletes one for good.
    Delete { id: String, typed: Option<String> },
    /// Tells what was done to one.
    Changes(String),
}

/// What rights can be to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rights {
    Resources,
    Packages,
}

/// Does it.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    match order {
        Order::Search(choice, rights, typed) => {
            as_anybody(choice, words, async |platform, _| rights::search(*rights, typed, platform, choice.json, words).await)
        }
        Order::Vendor(caller, deed) => {
            let json = caller.choice.json;
            caller.as_vendor(words, async |vendor, place| carry_out(deed, vendor, place, json, words).await)
        }
    }
}

async fn carry_out(deed: &Deed, vendor: &Vendor, place: &Place<'_>, json: bool, words: &Words) -> Result<Ending, Failed> {
    let text = match deed {
        Deed::List => told::list(&systems::list(vendor).await?, json, words),
        Deed::Show(id) => told::system(&systems::read(id, vendor).await?, json, words),
        Deed::Create(form) => {
            let organisation = organisation(vendor, place, words).await?;
            let saved = systems::create(&form.filled_in(Draft::default()), &organisation, &Registry::default(), vendor).await;
            return settle(saved, json, words);
        }
        Deed::Update(form) => {
            let (standing, organisation) = (systems::read(&form.id, vendor).await?, organisation(vendor, place, words).await?);
            let draft = form.filled_in(Draft::from(&standing));
            let saved = systems::update(&draft, Some(&standing.version()), &organisation, &Registry::default(), vendor).await;
            return settle(saved, json, words);
        }
        Deed::Delete { id, typed } => {
            if typed.as_deref().map(str::trim) != Some(id) {
                return Err(Stop::because(&words.get("cli:altinn.systems.confirm_delete", &[("id", id)])).into());
            }
            systems::delete(id, vendor).await?;
            if json { json::line(&json!({ "deleted": id })) } else { words.get("cli:altinn.systems.deleted", &[("id", id)]) + "\n" }
        }
        Deed::Changes(id) => told::changes(&systems::changes(id, vendor).await?, json, words),
    };
    Ok(print(&text)?)
}

/// Whose profile it is; elsewhere, whose token.
async fn organisation(vendor: &Vendor, place: &Place<'_>, words: &Words) -> Result<OrgNumber, Failed> {
    let needed = || Stop::because(&words.get("cli:usage.needs", &[("what", "--organisation")]));
    Ok(match &place.organisation {
        Some(organisation) => organisation.clone(),
        None => vendor.organisation().await?.ok_or_else(needed)?,
    })
}

/// What is wrong is told field by field.
fn settle(saved: Result<System, VendorError>, json: bool, words: &Words) -> Result<Ending, Failed> {
    match saved {
        Ok(system) => Ok(print(&told::system(&system, json, words))?),
        Err(VendorError::System(SystemError::Invalid { findings, .. })) => {
            print(&told::findings(&findings, json, words))?;
            Ok(Ending::Finding)
        }
        Err(other) => Err(other.into()),
    }
}
