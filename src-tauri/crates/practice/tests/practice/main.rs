//! The practice services over real HTTP.

mod certificate_status;
mod faults;
mod grants;
mod orders;
mod portal;
mod rig;
mod servers;
mod town_hall;
