//! Logging in at a provider on loopback that keeps to the standards until a test bends it.
#![expect(clippy::disallowed_methods, reason = "the walls are the engine's; its tests read texts and ask the clock")]

mod dpop;
mod echoes;
mod flow;
mod flow_person;
mod flow_pushed;
mod flow_test_user;
mod honest;
mod logout;
#[path = "../maskinporten/ports.rs"]
mod ports;
mod provider;
mod proxy;
mod relying_party_cases;
mod rig;
mod session;
mod session_overtaken;
mod signer;
#[path = "../maskinporten/texts.rs"]
mod texts;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
