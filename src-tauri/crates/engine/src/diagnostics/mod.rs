//! Diagnostics: a report of the run that can be sent to anybody (maskinporten.md 11.3).

mod report;
pub mod token_reader;

pub use report::{ReportSubject, ReportedCertificate, ReportedKey, report};
