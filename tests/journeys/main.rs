//! Journeys of the engine against practice, by real HTTP.

mod access;
mod access_system_user;
mod agent_clients;
mod calendar;
mod certificates;
mod doctor;
mod dry_run;
mod faults;
mod hostile_altinn;
mod keys;
mod legacy;
mod legacy_closed;
mod login;
mod login_tokens;
mod maskinporten;
mod parties;
mod renewal;
mod requests;
mod secrets;
mod selfservice;
mod system_user;
mod systems;
mod tls;
mod token_reader;
