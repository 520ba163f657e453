//! The calendar through time: days, reminders, and the file as other programs read it.
#![forbid(unsafe_code)]

mod entries;
mod ics;
mod through_time;

/// How a test ends.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;
