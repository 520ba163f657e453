//! `inngang rehearse`: the whole road, from certificate to Altinn, against practice or an environment of one's own.

mod access;
pub(crate) mod arguments;
mod credentials;
mod login;
mod person;
mod portal;
mod road;
mod step;
#[cfg(test)]
mod tests;
mod tokens;
mod told;
mod visitor;

use std::path::{Path, PathBuf};

use inngang_engine::secret::Secret;
use inngang_practice::Fault;

use crate::ground::{self, Ground};
use crate::words::Words;
use crate::{Ending, Stop, password};
use road::Road;
use told::Teller;

/// What to rehearse.
#[derive(Debug, Default)]
pub(crate) struct Order {
    /// A TOML file; practice without.
    pub(crate) environment: Option<PathBuf>,
    /// Switched on in practice.
    pub(crate) faults: Vec<Fault>,
    /// A certificate file; practice issues one without.
    pub(crate) p12: Option<PathBuf>,
    /// Where the file's password can be read.
    pub(crate) password_fd: Option<u32>,
    /// For programs.
    pub(crate) json: bool,
}

/// Plays the road and tells about each step.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    // Asked for before anything is made, so that whoever thinks better of it leaves nothing behind.
    let password = match (order.password_fd, &order.p12) {
        (Some(number), _) => Some(password::from_descriptor(number, words)?),
        (None, Some(file)) => password::ask_for(file, words),
        (None, None) => None,
    };
    let folder = tempfile::Builder::new().prefix("inngang-").tempdir().map_err(|_| ground::no_practice(words))?;
    ground::until_done(play(order, password, folder.path(), words), words)
}

async fn play(order: &Order, password: Option<Secret<String>>, folder: &Path, words: &Words) -> Result<Ending, Stop> {
    let ground = match &order.environment {
        Some(file) => Ground::described(file, words)?,
        None => Ground::practice(folder, words).await?,
    };
    for fault in &order.faults {
        ground.town.iter().for_each(|town| town.faults().set(*fault, true));
    }
    let road = Road::new(order, &ground, words).map_err(|failure| ground::stop(&failure, words))?;
    let mut teller = Teller::new(words, order.json, &ground.environment);
    road.play(password, &mut teller).await;
    teller.end()
}
