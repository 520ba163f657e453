//! Rejection 25: what goes wrong on the way.
