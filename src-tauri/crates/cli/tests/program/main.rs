//! The built program as others start it: what it says, how it ends, what it never shows.

mod access;
mod arguments;
#[cfg(target_os = "linux")]
mod asked;
#[cfg(unix)]
mod calendar;
mod certificate;
mod doctor;
mod doctor_names;
mod doctor_town;
mod environment;
mod explain;
#[cfg(unix)]
mod home;
#[cfg(unix)]
mod key_files;
#[cfg(unix)]
mod keys;
#[cfg(unix)]
mod legacy;
#[cfg(target_os = "linux")]
mod login;
#[cfg(target_os = "linux")]
mod login_proofs;
#[cfg(target_os = "linux")]
mod login_rig;
mod other_files;
#[cfg(unix)]
mod parties;
#[cfg(unix)]
mod portal;
mod rehearse;
#[cfg(unix)]
mod requests;
mod revocation;
mod rig;
#[cfg(unix)]
mod systems;
mod token;
#[cfg(unix)]
mod token_dry_run;
mod token_read;
#[cfg(unix)]
mod token_refused;
#[cfg(unix)]
mod token_rig;
