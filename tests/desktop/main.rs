//! The built program in a real window, driven as a person drives it. Needs a screen, a keychain and WebDriver: `cargo xtask test desktop`.
#![forbid(unsafe_code)]

mod accessible;
mod bad_input;
mod browser;
mod calendar;
mod clock;
mod delegation;
mod dictionary;
mod doctor;
mod doctor_pages;
mod fresh_key;
mod key_pages;
mod keyboard;
mod keys_of_others;
mod login;
mod login_clients;
mod login_failures;
mod login_pages;
mod logins;
mod maskinporten;
mod order_pages;
mod orders;
mod other_files;
mod own_keys;
mod pages;
mod panel;
mod portal_road;
mod renewal;
mod resume;
mod road;
mod screen;
mod selfservice;
mod steps;
mod system_user;
mod time_travel;
mod token_reader;
mod town_hall;
mod vault;
mod window;

use inngang_tests::{process, webdriver};
