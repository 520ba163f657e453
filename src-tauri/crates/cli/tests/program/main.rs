//! The built program as others start it: what it says, how it ends, what it never shows.

mod arguments;
mod certificate;
mod doctor;
mod doctor_names;
mod doctor_town;
mod environment;
mod other_files;
mod rehearse;
mod revocation;
mod rig;
