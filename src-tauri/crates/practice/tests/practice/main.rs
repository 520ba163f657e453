//! The practice services over real HTTP.

mod access_ui;
mod ansattporten;
mod api_rig;
mod browser;
mod certificate_status;
mod faults;
mod hostile;
mod idporten;
mod login_client;
mod maskinporten;
mod metadata;
mod orders;
mod portal;
mod portal_pages;
mod representation;
mod rig;
mod selfservice_access;
mod selfservice_clients;
mod selfservice_keys;
mod servers;
mod sessions;
mod settings;
mod systems;
mod town_hall;
mod vendor;
