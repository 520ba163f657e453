//! Journeys of the engine against practice, by real HTTP.

mod access;
mod calendar;
mod certificates;
mod doctor;
mod dry_run;
mod faults;
mod keys;
mod login;
mod login_tokens;
mod maskinporten;
mod renewal;
mod secrets;
mod selfservice;
mod system_user;
mod tls;
mod token_reader;
