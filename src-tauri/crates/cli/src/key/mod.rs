//! `inngang key`: the keys of a profile, made, taken in, shown, named, registered, forgotten, backed up.

pub(crate) mod arguments;
mod backup;
mod found;
mod import;
mod kept;
mod told;
pub(crate) mod wizard;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use inngang_engine::keys::{KeySize, SigningAlgorithm, jwks};

pub(crate) use found::Keys;
pub(crate) use import::needs_password;
pub(crate) use kept::client;

use crate::failure::Failed;
use crate::profile::{self, Choice, Here, Needs};
use crate::words::Words;
use crate::{Ending, Stop, print};

/// What to do, where.
#[derive(Debug)]
pub(crate) struct Order {
    /// Which profile.
    pub(crate) choice: Choice,
    /// What.
    pub(crate) deed: Deed,
}

/// What can be done with keys.
#[derive(Debug)]
pub(crate) enum Deed {
    /// Makes one.
    Create { bits: String, name: Option<String> },
    /// All of them.
    List,
    /// One, or its public half in a form.
    Show { key: String, form: Option<Form> },
    /// Takes one in that was made elsewhere.
    Import { file: PathBuf, password_fd: Option<u32>, name: Option<String> },
    /// Remembers where a person has registered one.
    Register { key: String, client: String, kid: Option<String>, kind: String },
    /// Gives one a name.
    Rename { key: String, name: String },
    /// Forgets one for good.
    Forget { key: String, typed: Option<String> },
    /// Writes one to a file, encrypted.
    BackUp { key: String, out: PathBuf, password_fd: Option<u32> },
}

/// A form of the public half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// One JWK (RFC 7517 §4).
    Jwk,
    /// A set with it alone (RFC 7517 §5).
    Jwks,
    /// PEM `PUBLIC KEY` (RFC 7468 §13).
    Pem,
    /// Its certificate in DER.
    Cer,
}

impl Form {
    pub(crate) const ALL: [Self; 4] = [Self::Jwk, Self::Jwks, Self::Pem, Self::Cer];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Jwk => "jwk",
            Self::Jwks => "jwks",
            Self::Pem => "pem",
            Self::Cer => "cer",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == name)
    }
}

/// Does it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let Order { choice, deed } = order;
    match deed {
        Deed::Create { bits, name } => kept::create(choice, size(bits), name.as_deref(), words),
        Deed::Import { file, password_fd, name } => import::run(choice, file, *password_fd, name.as_deref(), words),
        Deed::BackUp { key, out, password_fd } => backup::run(choice, key, out, *password_fd, words),
        Deed::Forget { key, typed } => kept::forget(choice, key, typed.as_deref(), words),
        Deed::List => profile::run(choice, Needs::Rows, words, async |here| list(here, choice.json, words)),
        Deed::Show { key, form } => profile::run(choice, Needs::Rows, words, async |here| show(here, key, *form, choice.json, words)),
        Deed::Register { key, client, kid, kind } => {
            let place = kept::Place { client, kid: kid.as_deref(), kind };
            profile::run(choice, Needs::Rows, words, async |here| kept::register(here, key, &place, choice.json, words))
        }
        Deed::Rename { key, name } => {
            profile::run(choice, Needs::Rows, words, async |here| kept::rename(here, key, name, choice.json, words))
        }
    }
}

/// Of what the parser lets through.
pub(crate) fn size(bits: &str) -> KeySize {
    match bits {
        "2048" => KeySize::Rsa2048,
        "4096" => KeySize::Rsa4096,
        _ => KeySize::Rsa3072,
    }
}

fn list(here: &Here<'_>, json: bool, words: &Words) -> Result<Ending, Failed> {
    let keys = Keys::read(here.database(), here.id())?;
    Ok(print(&if json { told::all_as_json(&keys) } else { told::all_in_words(&keys, here.now(), words) })?)
}

fn show(here: &Here<'_>, key: &str, form: Option<Form>, json: bool, words: &Words) -> Result<Ending, Failed> {
    let keys = Keys::read(here.database(), here.id())?;
    let row = keys.find(key, words)?;
    let jwk = || row.facts.jwk(keys.kid(row), SigningAlgorithm::Rs256);
    let text = match form {
        None if json => told::one_as_json(&keys, row),
        None => told::one_in_words(&keys, row, here.now(), words),
        Some(Form::Jwk) => format!("{:#}\n", jwk()),
        Some(Form::Jwks) => format!("{:#}\n", jwks(vec![jwk()])),
        Some(Form::Pem) => row.facts.pem(),
        Some(Form::Cer) => return certificate(here, &row.id, words),
    };
    Ok(print(&text)?)
}

fn certificate(here: &Here<'_>, key: &str, words: &Words) -> Result<Ending, Failed> {
    let said = |what: &str| Stop::because(&words.get(&format!("cli:key.{what}"), &[]));
    let certificates = here.database().certificates(here.id())?;
    let leaf = certificates.iter().find(|row| row.key_id == key).and_then(|row| row.chain.first());
    let leaf = leaf.ok_or_else(|| said("no_certificate"))?;
    if io::stdout().is_terminal() {
        return Err(said("not_on_a_terminal").into());
    }
    io::stdout().write_all(leaf).map_err(Stop::unwritable)?;
    Ok(Ending::Good)
}
