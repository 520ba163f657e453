//! Grants, answers and the tokens that are kept, against a Maskinporten on loopback that answers as a test says.
#![expect(clippy::disallowed_methods, reason = "the walls are the engine's; its tests read texts and ask the clock")]

mod answers;
mod attack;
mod grants;
mod kept;
mod metadata;
mod patience;
mod ports;
mod rig;
mod service;
mod texts;
mod unheard;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
