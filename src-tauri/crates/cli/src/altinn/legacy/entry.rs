//! Who goes in to Altinn 2, with what; secrets come from descriptors or from whoever sits there.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::{ArgMatches, Command as Parser};
use inngang_engine::certificates::{CertificateFile, SIZE_LIMIT};
use inngang_engine::legacy::{Identity, LogIn};
use inngang_engine::secret::Secret;
use inngang_platform::files::read_chosen;

use crate::arguments::{Frame, descriptor, file, flag, given, option};
use crate::failure::Failed;
use crate::place::Place;
use crate::profile::Choice;
use crate::signer::imported;
use crate::words::Words;
use crate::{Stop, password};

/// As it was named.
#[derive(Debug)]
pub(crate) struct Entry {
    user: Option<String>,
    user_password_fd: Option<u32>,
    p12: Option<PathBuf>,
    /// The profile's own instead.
    certificate: bool,
    password_fd: Option<u32>,
    idporten_fd: Option<u32>,
    maskinporten_fd: Option<u32>,
    api_key_fd: Option<u32>,
}

pub(super) fn with_entry(parser: Parser, frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.legacy.{key}"), &[]);
    let tokens = ["idporten-token-fd", "maskinporten-token-fd"];
    parser
        .arg(option("user", "NAME", said("user")).conflicts_with(tokens[0]))
        .arg(descriptor("user-password-fd", said("user_password_fd")).requires("user"))
        .arg(file("p12", said("p12")).conflicts_with_all(tokens))
        .arg(flag("certificate", said("certificate")).conflicts_with_all(tokens).conflicts_with("p12"))
        .arg(descriptor("password-fd", said("password_fd")).requires("p12").conflicts_with("ask"))
        .arg(descriptor(tokens[0], said("idporten_fd")).conflicts_with(tokens[1]))
        .arg(descriptor(tokens[1], said("maskinporten_fd")))
        .arg(descriptor("api-key-fd", said("api_key_fd")))
}

/// An enterprise user whose password goes beside an organisation's token, as the exchange once took it.
pub(super) struct BesideToken<'a> {
    pub(super) token: Secret<String>,
    pub(super) user: &'a str,
    pub(super) password: Secret<String>,
}

impl Entry {
    pub(super) fn of(matches: &ArgMatches) -> Self {
        Self {
            user: given(matches, "user"),
            user_password_fd: given(matches, "user-password-fd"),
            p12: given(matches, "p12"),
            certificate: matches.get_flag("certificate"),
            password_fd: given(matches, "password-fd"),
            idporten_fd: given(matches, "idporten-token-fd"),
            maskinporten_fd: given(matches, "maskinporten-token-fd"),
            api_key_fd: given(matches, "api-key-fd"),
        }
    }

    /// Whether it is the profile's certificate, with the key in its vault.
    pub(super) const fn is_in_vault(&self) -> bool {
        self.certificate
    }

    /// Two secrets cannot come from one place.
    pub(super) fn check(&self, choice: &Choice, words: &Words) -> Result<(), Stop> {
        let given = [
            ("--vault-password-fd", choice.vault_password_fd),
            ("--user-password-fd", self.user_password_fd),
            ("--password-fd", self.password_fd),
            ("--idporten-token-fd", self.idporten_fd),
            ("--maskinporten-token-fd", self.maskinporten_fd),
            ("--api-key-fd", self.api_key_fd),
        ];
        password::different_descriptors(&given, words)
    }

    pub(super) fn api_key(&self, words: &Words) -> Result<Option<Secret<String>>, Stop> {
        self.api_key_fd.map(|number| secret(number, words)).transpose()
    }

    /// An enterprise user beside an organisation's token. None for every other way in.
    pub(super) fn beside_token(&self, words: &Words) -> Result<Option<BesideToken<'_>>, Stop> {
        let (Some(user), Some(number)) = (&self.user, self.maskinporten_fd) else { return Ok(None) };
        Ok(Some(BesideToken { token: secret(number, words)?, user, password: self.user_password(user, words)? }))
    }

    /// None when nobody was named.
    pub(super) fn order(&self, place: &Place<'_>, choice: &Choice, words: &Words) -> Result<Option<LogIn>, Failed> {
        let token = |number: Option<u32>| number.map(|number| secret(number, words)).transpose();
        if let Some(token) = token(self.idporten_fd)? {
            return Ok(Some(LogIn::IdPorten(token)));
        }
        if let Some(token) = token(self.maskinporten_fd)? {
            return Ok(Some(LogIn::Maskinporten(token)));
        }
        let identity = self.identity(place, choice, words)?;
        let Some(user) = self.user.clone() else { return Ok(identity.map(LogIn::Certificate)) };
        let password = self.user_password(&user, words)?;
        Ok(Some(match identity {
            Some(identity) => LogIn::EnterpriseUser { user, password, identity },
            None => LogIn::Password { user, password },
        }))
    }

    fn user_password(&self, user: &str, words: &Words) -> Result<Secret<String>, Stop> {
        match self.user_password_fd {
            Some(number) => secret(number, words),
            None if io::stdin().is_terminal() => password::asked(&words.get("cli:altinn.legacy.prompt", &[("user", user)]), words),
            None => Err(Stop::because(&words.get("cli:altinn.legacy.give_password", &[]))),
        }
    }

    /// A certificate of the wrong environment, or without its key, is refused here, before anybody is asked.
    fn identity(&self, place: &Place<'_>, choice: &Choice, words: &Words) -> Result<Option<Identity>, Failed> {
        if self.certificate {
            return stored(place, words).map(Some);
        }
        let Some(path) = &self.p12 else { return Ok(None) };
        let password = self.password_fd.map(|number| password::from_descriptor(number, words)).transpose()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = CertificateFile { name, bytes: read_chosen(path, SIZE_LIMIT)?.into(), password };
        let certificate = imported(path, file, choice.ask, place, words)?;
        Ok(Some(Identity::new(certificate.chain, &certificate.key.id, &place.environment, &place.ports)?))
    }
}

/// The profile's newest, with its key in the vault.
fn stored(place: &Place<'_>, words: &Words) -> Result<Identity, Failed> {
    let here = place.here.ok_or_else(|| Stop::because(&words.get("cli:altinn.legacy.needs_profile", &[])))?;
    let newest = here.database().certificates(here.id())?.into_iter().next();
    let newest = newest.ok_or_else(|| Stop::because(&words.get("cli:altinn.legacy.no_certificate", &[])))?;
    Ok(Identity::new(newest.chain, &newest.key_id, &place.environment, &place.ports)?)
}

fn secret(number: u32, words: &Words) -> Result<Secret<String>, Stop> {
    password::secret_from(number, "cli:altinn.legacy.unreadable", words)
}
