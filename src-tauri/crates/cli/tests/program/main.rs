//! The built program as others start it: what it says, how it ends, what it never shows.

mod arguments;
mod certificate;
mod environment;
mod rehearse;
mod rig;
