//! The dry run as a whole.
