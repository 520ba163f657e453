//! `inngang login`: somebody logs in, in a browser of their own; what the login says is told, and its tokens never are.

pub(crate) mod arguments;
mod asked;
mod proof;
mod road;
mod told;
mod waiting;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::sync::Arc;

use inngang_engine::login::{AnswerPage, Leaving, LeavingPages, LoggedOut, Login, LoginError, RelyingParty, UserInfo};
use inngang_engine::ports::OpenUrl;
use inngang_engine::problem::Explain as _;
use inngang_platform::browser::{CommandBrowser, SystemBrowser};

use crate::failure::{Failed, in_words, settle};
use crate::ground::{self, Ground, NoBrowserHere};
use crate::place::Place;
use crate::profile::{self, Choice, Needs};
use crate::words::Words;
use crate::{Ending, Stop, json, password, print};
use asked::{Asked, Typed};
use proof::{Proof, Read};

/// Who asks for what, in which browser, and what is done with the login.
#[derive(Debug)]
pub(crate) struct Order {
    choice: Choice,
    typed: Typed,
    /// A native client has none.
    proof: Option<Proof>,
    /// A program that is given the address; the system's browser without.
    browser: Option<OsString>,
    /// Seconds to wait for the person; the engine's own limit without.
    wait: Option<u64>,
    user_info: bool,
    log_out: bool,
    show_pid: bool,
}

/// Somebody who logged in, for whatever is done as them.
pub(crate) struct LoggedIn<'a> {
    pub(crate) login: Login,
    pub(crate) place: &'a Place<'a>,
    party: RelyingParty,
    leaving: Leaving,
}

/// A login, with what was asked for after it.
struct After {
    login: Login,
    user_info: Option<Result<UserInfo, LoginError>>,
    logged_out: Option<LoggedOut>,
}

/// Does it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    order.as_person(words, async |logged_in| order.after(logged_in, words).await)
}

impl Order {
    /// Logs somebody in and does something as them; tells where it stopped.
    pub(crate) fn as_person(&self, words: &Words, work: impl AsyncFnOnce(LoggedIn<'_>) -> Result<Ending, Failed>) -> Result<Ending, Stop> {
        settle(carry_out(self, work, words), self.choice.json, words)
    }
}

/// What can be known to be wrong is said before anything is opened or started.
fn carry_out(order: &Order, work: impl AsyncFnOnce(LoggedIn<'_>) -> Result<Ending, Failed>, words: &Words) -> Result<Ending, Failed> {
    let choice = &order.choice;
    let own = order.proof.as_ref().map_or(("", None), Proof::descriptor);
    password::different_descriptors(&[("--vault-password-fd", choice.vault_password_fd), own], words)?;
    let asked = order.typed.read(words)?;
    let proof = order.proof.as_ref().map(|proof| proof.read(choice, words)).transpose()?;
    if let (None, Some(file)) = (&choice.profile, &choice.environment) {
        let Ground { environment, .. } = Ground::described(file, words)?;
        let place = Place::of_file(environment, choice.organisation.as_deref(), words)?;
        return ground::until_done(order.at(place, asked, proof, work, words), words);
    }
    let is_in_vault = proof.as_ref().is_some_and(Read::is_in_vault);
    profile::attempt(choice, if is_in_vault { Needs::Keys } else { Needs::Rows }, words, async |here| {
        order.at(Place::of_profile(here, is_in_vault), asked, proof, work, words).await
    })
}

impl Order {
    async fn at(
        &self,
        mut place: Place<'_>,
        asked: Asked,
        proof: Option<Read<'_>>,
        work: impl AsyncFnOnce(LoggedIn<'_>) -> Result<Ending, Failed>,
        words: &Words,
    ) -> Result<Ending, Failed> {
        place.ports.browser = self.browser();
        let authentication = proof.map(|proof| proof.take_in(&asked.client, &place, self.choice.ask, words)).transpose()?;
        let leaving = leaving(&asked, words);
        let wanted = asked.order(authentication.unwrap_or(inngang_engine::login::ClientAuthentication::None), words);
        let party = RelyingParty::new(place.environment.clone(), place.http.clone(), place.ports.clone());
        match waiting::log_in(&party, &wanted, self, words).await {
            Ok(login) => work(LoggedIn { login, place: &place, party, leaving }).await,
            Err(error) => self.stopped(&error, &place, words),
        }
    }

    /// What the command itself does after it.
    async fn after(&self, logged_in: LoggedIn<'_>, words: &Words) -> Result<Ending, Failed> {
        let LoggedIn { login, place, party, leaving } = logged_in;
        let user_info = if self.user_info { Some(party.user_info(&login).await) } else { None };
        let logged_out = if self.log_out { Some(party.log_out(&login, &leaving).await) } else { None };
        self.tell(&After { login, user_info, logged_out }, place, words)
    }

    fn browser(&self) -> Arc<dyn OpenUrl> {
        match &self.browser {
            Some(command) => Arc::new(CommandBrowser::new(command)),
            None if self.typed.test_user.is_some() => Arc::new(NoBrowserHere),
            None => Arc::new(SystemBrowser),
        }
    }

    /// Where it stopped, and whose move it is.
    fn stopped(&self, error: &LoginError, place: &Place<'_>, words: &Words) -> Result<Ending, Failed> {
        let problem = error.explain();
        let stages = road::of(place, problem.code);
        if self.choice.json {
            print(&json::line(&road::failure(&problem, &stages)))?;
        } else {
            let text = format!("{}\n{}", in_words(&problem, words), road::in_words(&stages, problem.turn, words));
            io::stderr().write_all(text.as_bytes()).map_err(Stop::unwritable)?;
        }
        let is_ours = matches!(
            error,
            LoginError::Environment(_)
                | LoginError::Key(_)
                | LoginError::Credential(_)
                | LoginError::TestUserInProduction
                | LoginError::TestUserNotSynthetic
        );
        Ok(if is_ours { Ending::Refused } else { Ending::Finding })
    }

    fn tell(&self, after: &After, place: &Place<'_>, words: &Words) -> Result<Ending, Failed> {
        print(&match self.choice.json {
            true => told::json(after, &road::of(place, ""), self.show_pid),
            false => told::in_words(after, self.show_pid, words),
        })?;
        let is_whole = after.login.facts.scopes_missing.is_empty()
            && !matches!(after.user_info, Some(Err(_)))
            && after.logged_out.as_ref().is_none_or(|left| left.revoked.is_ok());
        Ok(if is_whole { Ending::Good } else { Ending::Finding })
    }
}

/// What the browser shows on its way out.
fn leaving(asked: &Asked, words: &Words) -> Leaving {
    let text = |name: &str| words.get(&format!("native:leaving.{name}"), &[]);
    let page = |name: &str| AnswerPage { title: text(&format!("{name}.title")), body: text(&format!("{name}.body")) };
    Leaving {
        language: words.language,
        pages: LeavingPages { going: page("going"), go_on: text("going.go_on"), gone: page("gone") },
        returns_to: asked.returns_to.clone(),
    }
}
