//! Diagnostics: a report of the run that can be sent to anybody (maskinporten.md 11.3).

mod report;
mod scrub;

pub use report::{ReportSubject, ReportedCertificate, ReportedKey, report};
pub use scrub::scrub;
