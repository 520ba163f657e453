//! Certificate files that others wrote, and files made to do harm, opened by the engine and by the built program.
// Where the tools come by apt, and where a program can be held to its limits from outside.
#![cfg(target_os = "linux")]

mod bounded;
mod forge;
mod hostile;
mod matrix;
mod table;
