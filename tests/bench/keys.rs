//! Making keys and signing with them beside OpenSSL: design.md 8.

use std::io::{self, Write as _};
use std::process::Command;
use std::sync::Arc;

use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::{Clock, KeyStore, NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use time::OffsetDateTime;
use url::Url;

use crate::{Outcome, in_turns, ms, ratio};

/// How long each line may take: making a key is a matter of luck, which many turns even out.
const MAKING: u128 = 60;
pub(crate) const SIGNING: u128 = 4;

pub(crate) fn bench() -> Outcome {
    let mut out = io::stdout().lock();
    writeln!(out, "\n| What | engine | beside it | ratio | budget |\n|---|---|---|---|---|")?;
    let mut line = |what: &str, [ours, theirs]: [std::time::Duration; 2], budget: &str| {
        writeln!(out, "| {what} | {} | {} | **{:.2}** | {budget} |", ms(ours), ms(theirs), ratio(ours, theirs))
    };
    line("RSA 3072 key, beside `openssl genrsa`", in_turns(MAKING, made, genrsa)?, "1.0")?;
    line("RSA 3072 key, beside OpenSSL's library", in_turns(MAKING, made, library_made)?, "")?;

    let key = PrivateKey::make(KeySize::Rsa3072)?;
    let theirs = PKey::private_key_from_pkcs8(key.to_pkcs8()?.expose())?;
    let message = vec![b'x'; 400];
    let signed = || done(key.sign(SigningAlgorithm::Rs256, &message)?);
    let library_signed = || done(Signer::new(MessageDigest::sha256(), &theirs)?.sign_oneshot_to_vec(&message)?);
    line("RS256 with it, beside OpenSSL's library", in_turns(SIGNING, signed, library_signed)?, "")?;
    Ok(())
}

/// With the form that it is kept in, as the other writes one.
fn made() -> Outcome {
    done(PrivateKey::make(KeySize::Rsa3072)?.to_pkcs8()?)
}

fn library_made() -> Outcome {
    done(PKey::from_rsa(Rsa::generate(3072)?)?.private_key_to_pkcs8()?)
}

fn genrsa() -> Outcome {
    let ended = Command::new("openssl").args(["genrsa", "3072"]).output()?;
    if ended.status.success() { Ok(()) } else { Err("openssl genrsa failed".into()) }
}

/// The time counts, and not what was made in it.
pub(crate) fn done<T>(_: T) -> Outcome {
    Ok(())
}

/// A store of one key, without a vault; nobody's browser; the computer's clock.
pub(crate) fn ports(key: PrivateKey) -> Ports {
    Ports { keys: Arc::new(One(key)), browser: Arc::new(Nobody), clock: Arc::new(Nobody) }
}

struct One(PrivateKey);

impl KeyStore for One {
    fn generate(&self, _: &str, _: KeySize) -> Result<NewKey, KeyError> {
        Err(KeyError::NotFound)
    }

    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::NotFound)
    }

    fn sign(&self, _: &str, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.sign(algorithm, message)
    }

    fn public(&self, _: &str) -> Result<KeyFacts, KeyError> {
        self.0.facts()
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(Vec::new())
    }

    fn forget(&self, _: &str) -> Result<(), KeyError> {
        Err(KeyError::NotFound)
    }
}

struct Nobody;

impl OpenUrl for Nobody {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

impl Clock for Nobody {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}
