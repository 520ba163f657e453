//! Journeys of the engine against practice, by real HTTP.

mod login;
