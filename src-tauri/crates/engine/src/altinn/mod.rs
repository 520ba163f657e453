//! altinn
