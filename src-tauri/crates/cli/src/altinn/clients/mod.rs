//! `inngang altinn clients`: the clients of an agent system user, as a client administrator decides them.

pub(crate) mod arguments;
mod told;

use std::io::Read as _;
use std::num::NonZeroU32;
use std::path::PathBuf;

use inngang_engine::altinn::Person;
use inngang_engine::altinn::client_delegation::{Pace, READ, RowEnd, WRITE, Wish, agents, apply, available_clients, clients, pasted, plan};
use inngang_engine::names::OrgNumber;
use tokio_util::sync::CancellationToken;

use super::bearer::{as_person, needs_login_client};
use crate::failure::Failed;
use crate::login;
use crate::words::Words;
use crate::{Ending, Stop, print};

/// Who asks, of whose agent, and what.
#[derive(Debug)]
pub(crate) struct Order {
    /// None where no client was named to log in with.
    person: Option<login::Order>,
    owner: String,
    deed: Deed,
    json: bool,
}

/// What can be done with clients.
#[derive(Debug)]
enum Deed {
    /// Lists the agents.
    Agents,
    /// Lists the clients of one.
    List(String),
    /// Lists those that it may be given.
    Available(String),
    /// Gives it those of a list, or takes them from it.
    Change { wish: Wish, agent: String, list: PathBuf, dry_run: bool, pace: Option<NonZeroU32> },
}

impl Deed {
    /// As it is written on the command line.
    const fn name(&self) -> &'static str {
        match self {
            Self::Agents => "agents",
            Self::List(_) => "list",
            Self::Available(_) => "available",
            Self::Change { wish: Wish::Add, .. } => "add",
            Self::Change { wish: Wish::Remove, .. } => "remove",
        }
    }

    /// With all that it requires, as it was typed: an example must be one that can be run.
    fn as_typed(&self, owner: &str) -> String {
        let begun = format!("clients {} --owner {owner}", self.name());
        match self {
            Self::Agents => begun,
            Self::List(agent) | Self::Available(agent) => format!("{begun} --agent {agent}"),
            Self::Change { agent, list, dry_run, .. } => {
                let list = list.display().to_string();
                let list = if list.contains(char::is_whitespace) { format!("\"{list}\"") } else { list };
                // Without it the example would change what was only to be tried.
                let dry_run = if *dry_run { " --dry-run" } else { "" };
                format!("{begun} --agent {agent} --list {list}{dry_run}")
            }
        }
    }

    /// What the login must open.
    fn scope(&self) -> &'static str {
        let scopes = if matches!(self, Self::Change { dry_run: false, .. }) { WRITE } else { READ };
        scopes.first().copied().unwrap_or_default()
    }
}

/// More than this is no list of numbers.
const LARGEST: u64 = 4 << 20;

/// Does it. What can be known to be wrong is said before anybody logs in.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let needs = || needs_login_client(order.deed.scope(), &order.deed.as_typed(&order.owner), words);
    let login = order.person.as_ref().ok_or_else(needs)?;
    let owner: OrgNumber = order.owner.parse().map_err(|_| Stop::because(&words.get("cli:profile.bad_name", &[])))?;
    let list = if let Deed::Change { list, .. } = &order.deed { Some(read(list, words)?) } else { None };
    as_person(login, words, async |person| carry_out(order, &owner, list.as_deref(), person, words).await)
}

async fn carry_out(
    Order { deed, json, .. }: &Order,
    owner: &OrgNumber,
    list: Option<&str>,
    person: &Person<'_>,
    words: &Words,
) -> Result<Ending, Failed> {
    let text = match deed {
        Deed::Agents => told::agents(&agents(owner, person).await?, *json, words),
        Deed::List(agent) => told::clients(&clients(agent, owner, person).await?, *json, words),
        Deed::Available(agent) => told::clients(&available_clients(agent, owner, person).await?, *json, words),
        Deed::Change { wish, agent, dry_run, pace, .. } => {
            let planned = plan(pasted(list.unwrap_or_default()), *wish, agent, owner, person).await?;
            if *dry_run {
                print(&told::plan(&planned, *json, words))?;
                return Ok(if planned.rejected.is_empty() { Ending::Good } else { Ending::Finding });
            }
            let pace = pace.map(Pace::a_minute).unwrap_or_default();
            let cancelled = CancellationToken::new();
            let progress = |row: &_| told::progress(row, *json, words);
            let run = apply(&planned, pace, agent, owner, person, &cancelled, progress);
            let mut run = std::pin::pin!(run);
            let applied = tokio::select! {
                applied = &mut run => applied,
                // Whoever sits here thinks better of it: the client in hand is seen to its end.
                _ = tokio::signal::ctrl_c() => {
                    cancelled.cancel();
                    run.await
                }
            };
            print(&told::applied(&planned, &applied, *json, words))?;
            let is_whole = planned.rejected.is_empty()
                && applied.stopped.is_none()
                && applied.rows.iter().all(|row| matches!(row.end, RowEnd::Done | RowEnd::Already));
            return Ok(if is_whole { Ending::Good } else { Ending::Finding });
        }
    };
    print(&text)?;
    Ok(Ending::Good)
}

fn read(path: &PathBuf, words: &Words) -> Result<String, Stop> {
    let unreadable = |_| Stop::because(&words.get("cli:altinn.clients.unreadable", &[("file", &path.display().to_string())]));
    let mut text = String::new();
    if path.as_os_str() == "-" {
        std::io::stdin().take(LARGEST).read_to_string(&mut text).map_err(unreadable)?;
    } else {
        std::fs::File::open(path).map_err(unreadable)?.take(LARGEST).read_to_string(&mut text).map_err(unreadable)?;
    }
    Ok(text)
}
