//! One adapter a command: accept, act, show. Nothing is decided here.

use std::sync::Arc;

use tauri::ipc::Invoke;
use tauri::{Runtime, State};

use crate::app::App;

mod access;
mod agents;
mod app;
mod calendar;
mod certificates;
mod diagnostics;
mod dictionary;
mod keys;
mod legacy;
mod login;
mod maskinporten;
mod parties;
mod practice;
mod profiles;
mod register;
mod renewal;
mod requests;
mod selfservice;
mod systems;
mod tokens;
mod vault;

use self::{
    access::*, agents::*, app::*, calendar::*, certificates::*, diagnostics::*, dictionary::*, keys::*, legacy::*, login::*,
    maskinporten::*, parties::*, practice::*, profiles::*, register::*, renewal::*, requests::*, selfservice::*, systems::*, tokens::*,
    vault::*,
};

/// The program, as a command gets it.
type Shared<'a> = State<'a, Arc<App>>;

macro_rules! commands {
    ($($name:ident($input:ident) => $answer:ident $(| $progress:ident)?,)+) => { tauri::generate_handler![$($name),+] };
}

/// Every command of the contract's table. One that has no adapter here does not compile.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    include!("../../crates/contract/src/table.rs")
}
