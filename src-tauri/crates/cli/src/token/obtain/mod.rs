//! `inngang token`: an order is checked or sent; the token itself goes where `--out` says, and nowhere else.

pub(super) mod arguments;
mod asked;
mod checked;
mod clock;
mod out;
mod told;

use std::io::{self, Write as _};
use std::time::Duration;

use inngang_engine::maskinporten::{Attempt, MaskinportenError, Obstacle, Order as Wanted, Patience, Token, Tokens};

use crate::failure::{Failed, settle, settle_aside};
use crate::ground::{self, Ground};
use crate::place::Place;
use crate::profile::{self, Choice, Needs};
use crate::signer::{Held, Signer, Signing};
use crate::words::Words;
use crate::{Ending, Stop, password, print};
use asked::{Asked, Typed};
use out::Out;

/// What to ask for, signed by what, and where the token goes.
#[derive(Debug)]
pub(crate) struct Order {
    choice: Choice,
    typed: Typed,
    /// None was named.
    signer: Option<Signer>,
    /// Checks, and sends nothing.
    dry_run: bool,
    /// Seconds to wait for what is known to pass.
    wait: u64,
    /// None: the token is dropped once it has been told of.
    out: Option<Out>,
}

/// Does it.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let settle = if order.is_on_the_output() { settle_aside } else { settle };
    settle(carry_out(order, words), order.choice.json, words)
}

/// What can be known to be wrong is said before anything is opened or started.
fn carry_out(order: &Order, words: &Words) -> Result<Ending, Failed> {
    let signer = order.signer.as_ref().ok_or_else(|| Stop::because(&words.get("cli:token.needs_signer", &[])))?;
    let choice = &order.choice;
    let given =
        [("--vault-password-fd", choice.vault_password_fd), ("--password-fd", signer.password_fd), ("--pid-fd", order.typed.pid_fd)];
    password::different_descriptors(&given, words)?;
    order.out.as_ref().map_or(Ok(()), |out| out.check(words))?;
    let asked = order.typed.read(words)?;
    let held = signer.hold(choice, words)?;
    if let (None, Some(file)) = (&choice.profile, &choice.environment) {
        let Ground { environment, .. } = Ground::described(file, words)?;
        let place = Place::of_file(environment, choice.organisation.as_deref(), words)?;
        return ground::until_done(order.at(place, asked, signer, held, words), words);
    }
    let needs = if held.is_in_vault() { Needs::Keys } else { Needs::Rows };
    profile::attempt(choice, needs, words, async |here| {
        let place = Place::of_profile(here, held.is_in_vault());
        order.at(place, asked, signer, held, words).await
    })
}

impl Order {
    async fn at(&self, mut place: Place<'_>, asked: Asked, signer: &Signer, held: Held, words: &Words) -> Result<Ending, Failed> {
        let Asked { client, scopes, variant } = asked;
        let Signing { credential, organisation } = held.take_in(&client, &place, signer, self.choice.ask, words)?;
        place.organisation = place.organisation.or(organisation);
        let wanted = Wanted { variant, ..Wanted::new(client, scopes, credential) };
        if self.dry_run {
            return checked::tell(&wanted, &place, self.choice.json, words);
        }
        let tokens = Tokens::new(place.environment.clone(), place.http.clone(), place.ports.clone());
        let token = match tokens.obtain_patiently(&wanted, self.patience(), self.waiting(words)).await {
            Ok(token) => token,
            // What the file lacks is no answer of anybody's.
            Err(MaskinportenError::Environment(error)) => return Err(error.into()),
            Err(error) => return Err(tokens.with_cause(error, &wanted).await.into()),
        };
        self.out.as_ref().map_or(Ok(()), |out| out.write(&token.secret, words))?;
        self.tell(&token, &wanted, &place, words)
    }

    fn tell(&self, token: &Token, wanted: &Wanted, place: &Place<'_>, words: &Words) -> Result<Ending, Failed> {
        let text = match self.choice.json {
            true => told::json(token, wanted, place, self.out.as_ref()),
            false => told::in_words(token, wanted, place, self.out.as_ref(), words),
        };
        if self.is_on_the_output() {
            io::stderr().write_all(text.as_bytes()).map_err(Stop::unwritable)?;
            return Ok(Ending::Good);
        }
        Ok(print(&text)?)
    }

    /// Whether the token itself is what stands on the output.
    fn is_on_the_output(&self) -> bool {
        matches!(self.out, Some(Out::StandardOutput))
    }

    /// The longest of each is the engine's own.
    fn patience(&self) -> Patience {
        let wait = Duration::from_secs(self.wait);
        Patience { new_key: wait, new_system_user: wait, outage: wait }
    }

    /// For whoever sits and waits: a line each time that it is something else.
    fn waiting(&self, words: &Words) -> impl FnMut(Attempt) + Send {
        let said = |key: &str| words.get(&format!("cli:token.waiting.{key}"), &[]);
        let texts = [said("unknown_key"), said("no_system_user"), said("outage")];
        let (json, mut last) = (self.choice.json, None);
        move |Attempt { obstacle, .. }| {
            let [unknown_key, no_system_user, outage] = &texts;
            let text = match obstacle {
                Obstacle::UnknownKey => unknown_key,
                Obstacle::NoSystemUser => no_system_user,
                Obstacle::Outage => outage,
            };
            if !json && last != Some(obstacle) {
                // Nobody is there to be told when it cannot be written.
                drop(writeln!(io::stderr(), "{text}"));
            }
            last = Some(obstacle);
        }
    }
}
