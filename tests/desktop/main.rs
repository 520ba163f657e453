//! The built program in a real window, driven as a person drives it. Needs a screen, a keychain and WebDriver: `cargo xtask test desktop`.
#![forbid(unsafe_code)]

mod accessible;
mod bad_input;
mod browser;
mod doctor;
mod doctor_pages;
mod keyboard;
mod other_files;
mod pages;
mod process;
mod resume;
mod road;
mod screen;
mod steps;
mod town_hall;
mod webdriver;
mod window;
