//! How the client proves who it is, as it was named.

use std::sync::Arc;

use inngang_engine::login::ClientAuthentication;
use inngang_engine::names::ClientId;
use inngang_engine::secret::Secret;

use crate::failure::Failed;
use crate::place::Place;
use crate::profile::Choice;
use crate::signer::{Held, Signer};
use crate::words::Words;
use crate::{Stop, password};

/// As it was named.
#[derive(Debug)]
pub(super) enum Proof {
    /// A signed assertion.
    Signature(Box<Signer>),
    /// A secret that can be read from a descriptor.
    Secret { number: u32, in_form: bool },
}

/// The same, read from where it is.
pub(super) enum Read<'a> {
    Signature(&'a Signer, Box<Held>),
    Secret { secret: Arc<Secret<String>>, in_form: bool },
}

impl Proof {
    /// The descriptor of its own that something is read from, with the option that names it.
    pub(super) fn descriptor(&self) -> (&'static str, Option<u32>) {
        match self {
            Self::Signature(signer) => ("--password-fd", signer.password_fd),
            Self::Secret { number, .. } => ("--client-secret-fd", Some(*number)),
        }
    }

    pub(super) fn read(&self, choice: &Choice, words: &Words) -> Result<Read<'_>, Failed> {
        match self {
            Self::Signature(signer) => Ok(Read::Signature(signer, Box::new(signer.hold(choice, words)?))),
            Self::Secret { number, in_form } => {
                let secret = password::secret_from(*number, "cli:login.secret_unreadable", words)?;
                // EXPOSE: only whether there is one.
                if secret.expose().is_empty() {
                    return Err(Stop::because(&words.get("cli:login.secret_empty", &[])).into());
                }
                Ok(Read::Secret { secret: Arc::new(secret), in_form: *in_form })
            }
        }
    }
}

impl Read<'_> {
    pub(super) fn is_in_vault(&self) -> bool {
        matches!(self, Self::Signature(_, held) if held.is_in_vault())
    }

    /// Puts a key into the store where it is not there.
    pub(super) fn take_in(self, client: &ClientId, place: &Place<'_>, ask: bool, words: &Words) -> Result<ClientAuthentication, Failed> {
        Ok(match self {
            Self::Signature(signer, held) => {
                ClientAuthentication::PrivateKeyJwt(held.take_in(client, place, signer, ask, words)?.credential)
            }
            Self::Secret { secret, in_form: true } => ClientAuthentication::ClientSecretPost(secret),
            Self::Secret { secret, in_form: false } => ClientAuthentication::ClientSecretBasic(secret),
        })
    }
}
