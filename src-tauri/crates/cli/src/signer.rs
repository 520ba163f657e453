//! What signs: a key of the profile's vault, or one from a file that is held in memory and forgotten.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgMatches, Command as Parser};
use inngang_engine::certificates::{self, CertificateError, CertificateFile, Effort, ImportedCertificate, SIZE_LIMIT};
use inngang_engine::keys::{self, KeySource, SigningAlgorithm};
use inngang_engine::maskinporten::Credential;
use inngang_engine::names::{ClientId, KeyId, OrgNumber};
use inngang_engine::secret::Secret;
use inngang_platform::files::read_chosen;

use crate::arguments::{Frame, descriptor, file, given, option};
use crate::failure::Failed;
use crate::key::{Keys, needs_password};
use crate::place::Place;
use crate::profile::Choice;
use crate::words::Words;
use crate::{Stop, password};

/// What signs, as it was named.
#[derive(Debug)]
pub(crate) struct Signer {
    source: Source,
    /// The name of the key on the client, where it is another than what is known.
    kid: Option<String>,
    /// Where the password of the file can be read.
    pub(crate) password_fd: Option<u32>,
    pub(crate) algorithm: SigningAlgorithm,
}

#[derive(Debug)]
enum Source {
    /// A key of the profile.
    Key(String),
    /// A private key in a file.
    KeyFile(PathBuf),
    /// A certificate with its key.
    P12(PathBuf),
}

/// The same, read from where it is.
pub(crate) enum Held {
    Key(String),
    KeyFile(PathBuf, KeySource),
    P12(PathBuf, CertificateFile),
}

/// What names a signer.
pub(crate) const SIGNERS: [&str; 3] = ["key", "key-file", "p12"];

/// The arguments of whatever is signed.
pub(crate) fn with_signer(parser: Parser, frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:token.{key}"), &[]);
    parser
        .arg(option("key", "KEY", said("key")).conflicts_with_all(["key-file", "p12"]))
        .arg(file("key-file", said("key_file")).conflicts_with("p12"))
        .arg(file("p12", said("p12")))
        .arg(descriptor("password-fd", said("password_fd")).conflicts_with_all(["ask", "key"]))
        .arg(option("kid", "KID", said("kid")))
}

impl Signer {
    /// None when nothing was named.
    pub(crate) fn of(matches: &ArgMatches, algorithm: SigningAlgorithm) -> Option<Self> {
        let path = |name: &str| given(matches, name);
        let source = given(matches, "key").map(Source::Key).or_else(|| path("key-file").map(Source::KeyFile));
        let source = source.or_else(|| path("p12").map(Source::P12))?;
        Some(Self { source, kid: given(matches, "kid"), password_fd: given(matches, "password-fd"), algorithm })
    }

    /// Reads the file and its password before anything is started.
    pub(crate) fn hold(&self, choice: &Choice, words: &Words) -> Result<Held, Failed> {
        let password = || self.password_fd.map(|number| password::from_descriptor(number, words)).transpose();
        let bytes = |path: &Path| Ok::<_, Failed>(Arc::new(read_chosen(path, SIZE_LIMIT)?));
        Ok(match &self.source {
            Source::Key(name) if choice.profile.is_none() && choice.environment.is_some() => {
                return Err(Stop::because(&words.get("cli:token.key_needs_profile", &[("key", name)])).into());
            }
            Source::Key(name) => Held::Key(name.clone()),
            Source::KeyFile(path) => Held::KeyFile(path.clone(), KeySource { bytes: bytes(path)?, password: password()? }),
            Source::P12(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Held::P12(path.clone(), CertificateFile { name, bytes: bytes(path)?, password: password()? })
            }
        })
    }
}

/// What signs, with whose it is where that is known from it.
pub(crate) struct Signing {
    pub(crate) credential: Credential,
    pub(crate) organisation: Option<OrgNumber>,
}

impl Held {
    pub(crate) const fn is_in_vault(&self) -> bool {
        matches!(self, Self::Key(_))
    }

    /// Puts the key into the store where it is not there.
    pub(crate) fn take_in(
        self,
        client: &ClientId,
        place: &Place<'_>,
        signer: &Signer,
        ask: bool,
        words: &Words,
    ) -> Result<Signing, Failed> {
        let kid = signer.kid.as_deref().map(|kid| kid.parse::<KeyId>()).transpose();
        let kid = kid.map_err(|_| Stop::because(&words.get("cli:token.bad_kid", &[])))?;
        let algorithm = signer.algorithm;
        match self {
            Self::Key(name) => registered(&name, kid, client, place, algorithm, words),
            Self::KeyFile(path, source) => from_file(&path, source, ask, kid, place, algorithm, words),
            Self::P12(path, file) => {
                let imported = imported(&path, file, ask, place, words)?;
                let organisation = imported.facts.organisation;
                let (key, chain) = (imported.key.id, imported.chain);
                let credential = match kid {
                    Some(kid) => Credential::RegisteredKey { key, kid, algorithm },
                    None => Credential::Certificate { key, chain, algorithm },
                };
                Ok(Signing { credential, organisation })
            }
        }
    }
}

/// Under the name that it stands under on this client; else the one that it was registered under last, else our own for it.
fn registered(
    name: &str,
    kid: Option<KeyId>,
    client: &ClientId,
    place: &Place<'_>,
    algorithm: SigningAlgorithm,
    words: &Words,
) -> Result<Signing, Failed> {
    let unknown = || Stop::because(&words.get("cli:token.key_needs_profile", &[("key", name)]));
    let here = place.here.ok_or_else(unknown)?;
    let ours = Keys::read(here.database(), here.id())?;
    let row = ours.find(name, words)?;
    let there = ours.stands(row).filter(|stands| stands.client == *client && stands.retired_at.is_none()).last();
    let kid = kid.unwrap_or_else(|| there.map_or_else(|| ours.kid(row).clone(), |stands| stands.kid.clone()));
    Ok(Signing { credential: Credential::RegisteredKey { key: row.id.clone(), kid, algorithm }, organisation: None })
}

fn from_file(
    path: &Path,
    mut source: KeySource,
    ask: bool,
    kid: Option<KeyId>,
    place: &Place<'_>,
    algorithm: SigningAlgorithm,
    words: &Words,
) -> Result<Signing, Failed> {
    let loaded = password::opening(path, ask, words, needs_password, |typed| {
        source.password = typed.or_else(|| source.password.take());
        keys::load(&source, &Effort::default(), &place.ports)
    })??;
    let kid = kid.or(loaded.kid).ok_or_else(|| Stop::because(&words.get("cli:token.needs_kid", &[])))?;
    Ok(Signing { credential: Credential::RegisteredKey { key: loaded.id, kid, algorithm }, organisation: None })
}

/// One that expired, or that nobody known issued, signs all the same: what comes of it is the service's to say, and the dry run's.
pub(crate) fn imported(
    path: &Path,
    mut file: CertificateFile,
    ask: bool,
    place: &Place<'_>,
    words: &Words,
) -> Result<ImportedCertificate, Failed> {
    use CertificateError::{PasswordNeeded, WrongPassword, WrongPasswordSpaces};
    let needs_password = |error: &CertificateError| matches!(error, PasswordNeeded | WrongPassword | WrongPasswordSpaces);
    let imported = password::opening(path, ask, words, needs_password, |typed: Option<Secret<String>>| {
        file.password = typed.or_else(|| file.password.take());
        certificates::import_recommended(&file, &Effort::default(), &place.environment, &place.ports)
    });
    Ok(imported??)
}
