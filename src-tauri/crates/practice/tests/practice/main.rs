//! The practice services over real HTTP.

mod faults;
mod grants;
mod portal;
mod rig;
mod servers;
mod town_hall;
