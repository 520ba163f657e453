//! `inngang altinn legacy`: Altinn 2, in practice as it was, elsewhere as it is: closed.

pub(in crate::altinn) mod arguments;
mod entry;
mod message;
mod told;

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use inngang_engine::access::Outcome;
use inngang_engine::altinn;
use inngang_engine::legacy::{self, Call, LONGEST, LegacyError, LogIn, OldAltinn, OldSession, Page, Resource};
use inngang_engine::secret::Secret;
use inngang_platform::files::{FileError, read_chosen};

use super::caller::{as_holder, platform};
use crate::failure::{Failed, settle};
use crate::place::Place;
use crate::profile::Choice;
use crate::words::Words;
use crate::{Ending, Stop, print};
use entry::{BesideToken, Entry};

/// What to do.
#[derive(Debug)]
pub(crate) enum Order {
    /// At the host.
    Call(Box<(Choice, Entry, Asked)>),
    /// Here.
    Detect {
        /// `-` is standard input.
        file: PathBuf,
        json: bool,
    },
}

/// What to do at the host.
#[derive(Debug)]
pub(crate) enum Asked {
    /// To see whether it works.
    LogIn,
    Read(Reading),
    Check {
        party: Option<String>,
    },
}

/// What to read.
#[derive(Debug)]
pub(crate) struct Reading {
    resource: &'static Resource,
    who: String,
    id: Option<String>,
    page: Page,
}

/// Does it.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    match order {
        Order::Detect { file, json } => settle(detect(file, *json, words), *json, words),
        Order::Call(call) => {
            let (choice, entry, asked) = &**call;
            entry.check(choice, words)?;
            as_holder(entry.is_in_vault(), choice, words, async |_, place| at_the_host(asked, entry, choice, place, words).await)
        }
    }
}

async fn at_the_host(asked: &Asked, entry: &Entry, choice: &Choice, place: &Place<'_>, words: &Words) -> Result<Ending, Failed> {
    let order = match entry.beside_token(words)? {
        Some(BesideToken { token, user, password }) => {
            let exchanged = altinn::exchange_as_enterprise_user(&token, user, &password, &platform(place)).await?;
            Some(LogIn::Maskinporten(exchanged.secret))
        }
        None => entry.order(place, choice, words)?,
    };
    let host = OldAltinn::new(&place.environment, place.http.trail().clone())?;
    let session = match order {
        Some(order) => legacy::log_in(order, entry.api_key(words)?, &host, &place.ports).await,
        None => Err(LegacyError::nobody()),
    };
    match asked {
        Asked::LogIn => print(&told::session(&session?, choice.json, words)).map_err(Failed::from),
        Asked::Read(reading) => read(reading, session, &host, choice.json, place, words).await,
        Asked::Check { party } => {
            let bad = |_| Stop::because(&words.get("cli:profile.bad_name", &[]));
            let party = party.as_ref().map(|party| party.parse()).transpose().map_err(bad)?;
            let session = session.as_ref().map_err(|_| LegacyError::nobody());
            let rungs = legacy::check(session, party.as_ref(), &host, &place.ports, |_| ()).await;
            print(&told::rungs(&rungs, choice.json, words))?;
            let broken = rungs.iter().any(|rung| matches!(rung.outcome, Outcome::Failed(_)));
            Ok(if broken { Ending::Finding } else { Ending::Good })
        }
    }
}

/// Metadata are for anybody; for the rest whoever is refused at the door is told why.
async fn read(
    reading: &Reading,
    session: Result<OldSession, LegacyError>,
    host: &OldAltinn,
    json: bool,
    place: &Place<'_>,
    words: &Words,
) -> Result<Ending, Failed> {
    let who = reading.who.parse().map_err(|_| Stop::because(&words.get("cli:altinn.legacy.bad_who", &[])))?;
    let session = match session {
        Err(LegacyError::NotSignedIn(_)) => None,
        session => Some(session?),
    };
    let call = Call { who, id: reading.id.clone(), page: reading.page.clone(), ..Call::new(reading.resource) };
    let read = legacy::call(&call, session.as_ref(), host, &place.ports).await?;
    print(&told::read(reading.resource, &read, json, words))?;
    Ok(Ending::Good)
}

/// What is found is a finding.
fn detect(file: &Path, json: bool, words: &Words) -> Result<Ending, Failed> {
    let text = text(file)?;
    // EXPOSE: looked through; what is told of it is our table's.
    let detection = legacy::detect(text.expose());
    print(&told::detection(&detection, json, words))?;
    Ok(if detection.found.is_empty() { Ending::Good } else { Ending::Finding })
}

fn text(file: &Path) -> Result<Secret<String>, FileError> {
    // Signs have up to four bytes.
    let most = 4 * LONGEST;
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
        Secret::new(bytes)
    } else {
        read_chosen(file, most)?
    };
    // EXPOSE: into another secret.
    Ok(Secret::new(String::from_utf8_lossy(bytes.expose()).into_owned()))
}
