//! `inngang access check`: the ladder of small calls, for a system user and one party, or for the vendor itself.

pub(crate) mod arguments;
mod told;

use inngang_engine::access::{AccessReport, Goal, Subject, ladder};
use inngang_engine::altinn::PARTY_SCOPES;
use inngang_engine::names::{ExternalRef, OrgNumber};
use inngang_engine::vendor::system_user_token::ActAs;
use inngang_engine::vendor::{Vendor, systems};

use crate::altinn::Caller;
use crate::failure::Failed;
use crate::place::Place;
use crate::words::Words;
use crate::{Ending, Stop, print};

/// Who climbs, and to where.
#[derive(Debug)]
pub(crate) struct Order {
    caller: Caller,
    /// The owner of the system user; none: the vendor itself climbs.
    owner: Option<String>,
    /// Left out where the client is on one system alone.
    system: Option<String>,
    external_ref: Option<String>,
    party: Option<String>,
    package: Option<String>,
    resource: Option<String>,
}

/// Climbs, and tells how far it went. A rung that broke is something found.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let json = order.caller.choice.json;
    order.caller.as_vendor(words, async |vendor, place| {
        let report = climb(order, vendor, place, words).await?;
        print(&if json { told::json(&report) } else { told::in_words(&report, words) })?;
        Ok(if report.passed() { Ending::Good } else { Ending::Finding })
    })
}

async fn climb(order: &Order, vendor: &Vendor, place: &Place<'_>, words: &Words) -> Result<AccessReport, Failed> {
    let number = |typed: &String| typed.parse::<OrgNumber>().map_err(|_| Stop::because(&words.get("cli:profile.bad_name", &[])));
    let up = async |subject: Subject<'_>| ladder(subject, &place.environment, &place.http, &place.ports, |_| ()).await;
    let Some(owner) = &order.owner else {
        let needed = || Stop::because(&words.get("cli:access.needs_organisation", &[]));
        let organisation = place.organisation.as_ref().ok_or_else(needed)?;
        return Ok(up(Subject::Vendor { vendor, organisation }).await);
    };
    let external_ref: Option<Result<ExternalRef, _>> = order.external_ref.as_ref().map(|typed| typed.parse());
    let act_as = ActAs {
        system: system(order, vendor, words).await?,
        owner: number(owner)?,
        external_ref: external_ref.transpose().map_err(|_| Stop::because(&words.get("cli:access.external_ref_unusable", &[])))?,
        // The one that the list of parties asks for.
        scopes: PARTY_SCOPES.first().into_iter().filter_map(|scope| scope.parse().ok()).collect(),
    };
    let party = order.party.as_ref().map(number).transpose()?;
    let goal = Goal { party, package: order.package.clone(), resource: order.resource.clone() };
    Ok(up(Subject::SystemUser { act_as: &act_as, vendor, goal: &goal }).await)
}

/// The system that was named, or the one that the client is on.
async fn system(order: &Order, vendor: &Vendor, words: &Words) -> Result<String, Failed> {
    if let Some(system) = &order.system {
        return Ok(system.clone());
    }
    let systems = systems::list(vendor).await?;
    let mut on = systems.into_iter().filter(|system| system.clients.iter().any(|client| client == vendor.client().as_str()));
    match (on.next(), on.next()) {
        (Some(system), None) => Ok(system.id),
        _ => Err(Stop::because(&words.get("cli:access.which_system", &[])).into()),
    }
}
