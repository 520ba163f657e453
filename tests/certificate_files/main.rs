//! Certificate files that others wrote, and files made to do harm, opened by the engine and by the built program.

mod bounded;
mod forge;
mod hostile;
mod matrix;
mod table;
