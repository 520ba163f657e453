//! The practice services over real HTTP.

mod api_rig;
mod certificate_status;
mod faults;
mod hostile;
mod maskinporten;
mod orders;
mod portal;
mod portal_pages;
mod rig;
mod selfservice_access;
mod selfservice_clients;
mod selfservice_keys;
mod servers;
mod settings;
mod systems;
mod town_hall;
