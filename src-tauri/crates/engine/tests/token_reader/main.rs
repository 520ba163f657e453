//! The token reader from outside: forms, readings, signatures, and what no text may do to it.
#![forbid(unsafe_code)]

mod forms;
mod hostile;
mod readings;
mod rig;
mod signatures;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;
