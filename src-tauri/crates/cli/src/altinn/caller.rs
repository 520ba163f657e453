//! Who calls Altinn from the command line: an organisation as a vendor, or anybody.

use clap::{ArgMatches, Command as Parser};
use inngang_engine::altinn::Platform;
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::{Credential, Tokens};
use inngang_engine::names::ClientId;
use inngang_engine::vendor::Vendor;
use serde::Deserialize;

use crate::arguments::{Frame, given, option};
use crate::failure::{Failed, settle};
use crate::ground::{self, Ground};
use crate::key::{Keys, client};
use crate::place::Place;
use crate::profile::arguments::{choice, with_choice};
use crate::profile::{self, Choice, Here, Needs};
use crate::signer::{Held, Signer, with_signer};
use crate::words::Words;
use crate::{Ending, Stop, password};

/// The wizard's step that proved a client.
const STEP: &str = "maskinporten";

/// What the window remembers of it.
#[derive(Debug, Deserialize)]
struct Remembered {
    client_id: String,
}

/// A vendor as it was named on the command line: a client, and what it signs with. What is left out is the profile's.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) choice: Choice,
    client: Option<String>,
    signer: Option<Signer>,
}

/// The arguments of whatever a vendor does.
pub(crate) fn with_vendor(parser: Parser, frame: &Frame<'_>) -> Parser {
    let parser = parser.arg(option("client-id", "ID", frame.words.get("cli:altinn.client_id", &[])));
    with_choice(with_signer(parser, frame), frame).after_help(frame.words.get("cli:altinn.exit", &[]))
}

/// The arguments of what anybody may ask.
pub(super) fn with_anybody(parser: Parser, frame: &Frame<'_>) -> Parser {
    with_choice(parser, frame).after_help(frame.words.get("cli:altinn.exit", &[]))
}

impl Caller {
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let signer = Signer::of(matches, SigningAlgorithm::default());
        Self { choice: choice(matches), client: given(matches, "client-id"), signer }
    }

    /// Does something as this vendor, and tells how it fails. The place has the environment, the trail, and the profile where there is one.
    pub(crate) fn as_vendor(
        &self,
        words: &Words,
        work: impl AsyncFnOnce(&Vendor, &Place<'_>) -> Result<Ending, Failed>,
    ) -> Result<Ending, Stop> {
        settle(self.attempt(words, work), self.choice.json, words)
    }

    fn attempt(&self, words: &Words, work: impl AsyncFnOnce(&Vendor, &Place<'_>) -> Result<Ending, Failed>) -> Result<Ending, Failed> {
        let Self { choice, signer, .. } = self;
        let password_fd = signer.as_ref().and_then(|signer| signer.password_fd);
        password::different_descriptors(&[("--vault-password-fd", choice.vault_password_fd), ("--password-fd", password_fd)], words)?;
        let held = signer.as_ref().map(|signer| Ok::<_, Failed>((signer, signer.hold(choice, words)?))).transpose()?;
        if let (None, Some(file)) = (&choice.profile, &choice.environment) {
            let held = held.ok_or_else(|| Stop::because(&words.get("cli:token.needs_signer", &[])))?;
            let Ground { environment, .. } = Ground::described(file, words)?;
            let place = Place::of_file(environment, choice.organisation.as_deref(), words)?;
            let vendor = self.vendor(&place, Some(held), words)?;
            return ground::until_done(work(&vendor, &place), words);
        }
        let with_vault = held.as_ref().is_none_or(|(_, held)| held.is_in_vault());
        profile::attempt(choice, if with_vault { Needs::Keys } else { Needs::Rows }, words, async |here| {
            let place = Place::of_profile(here, with_vault);
            let vendor = self.vendor(&place, held, words)?;
            work(&vendor, &place).await
        })
    }

    fn vendor(&self, place: &Place<'_>, held: Option<(&Signer, Held)>, words: &Words) -> Result<Vendor, Failed> {
        let named = match &self.client {
            Some(typed) => client(typed, words)?,
            None => remembered(place)?.ok_or_else(|| Stop::because(&words.get("cli:altinn.needs_client", &[])))?,
        };
        let credential = match held {
            Some((signer, held)) => held.take_in(&named, place, signer, self.choice.ask, words)?.credential,
            None => own(&named, place)?.ok_or_else(|| Stop::because(&words.get("cli:token.needs_signer", &[])))?,
        };
        let tokens = Tokens::new(place.environment.clone(), place.http.clone(), place.ports.clone());
        Ok(Vendor::new(platform(place), tokens, named, credential))
    }
}

/// Asks what anybody may ask, and tells how it fails.
pub(super) fn as_anybody(
    choice: &Choice,
    words: &Words,
    work: impl AsyncFnOnce(&Platform, &Place<'_>) -> Result<Ending, Failed>,
) -> Result<Ending, Stop> {
    as_holder(false, choice, words, work)
}

/// The same, with the keys of the profile's vault where they are needed.
pub(super) fn as_holder(
    with_vault: bool,
    choice: &Choice,
    words: &Words,
    work: impl AsyncFnOnce(&Platform, &Place<'_>) -> Result<Ending, Failed>,
) -> Result<Ending, Stop> {
    let needs = if with_vault { Needs::Keys } else { Needs::Rows };
    let done = match (&choice.profile, &choice.environment) {
        (None, Some(file)) => Ground::described(file, words).map_err(Failed::from).and_then(|ground| {
            let place = Place::of_file(ground.environment, choice.organisation.as_deref(), words)?;
            ground::until_done(work(&platform(&place), &place), words)
        }),
        _ => profile::attempt(choice, needs, words, async |here| {
            let place = Place::of_profile(here, with_vault);
            work(&platform(&place), &place).await
        }),
    };
    settle(done, choice.json, words)
}

/// Altinn's platform there.
pub(super) fn platform(place: &Place<'_>) -> Platform {
    Platform::new(place.environment.clone(), place.http.clone(), place.ports.clone())
}

/// The client that the wizard got a token with.
fn remembered(place: &Place<'_>) -> Result<Option<ClientId>, Failed> {
    let Some(here) = place.here else { return Ok(None) };
    let steps = here.database().steps(here.id())?;
    let document = steps.iter().find(|row| row.step == STEP).map(|row| row.document.as_str());
    Ok(document.and_then(|document| serde_json::from_str::<Remembered>(document).ok()?.client_id.parse().ok()))
}

/// What the client signs with in the profile: a key that stands on it, else the certificate.
fn own(client: &ClientId, place: &Place<'_>) -> Result<Option<Credential>, Failed> {
    let Some(here) = place.here else { return Ok(None) };
    let algorithm = SigningAlgorithm::default();
    let keys = Keys::read(here.database(), here.id())?;
    let key = keys.signing_key(client).map(|(key, kid)| Credential::RegisteredKey { key, kid, algorithm });
    Ok(match key {
        Some(key) => Some(key),
        None => certificate(here)?,
    })
}

/// The newest.
fn certificate(here: &Here<'_>) -> Result<Option<Credential>, Failed> {
    let newest = here.database().certificates(here.id())?.into_iter().next();
    Ok(newest.map(|row| Credential::Certificate { key: row.key_id, chain: row.chain, algorithm: SigningAlgorithm::default() }))
}
