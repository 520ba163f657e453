//! `inngang certificate`: what files are, what is in them, and whether it can be used.

pub(crate) mod arguments;
mod doctor;
mod given;
mod report;
mod told;

use std::io::{self, Write as _};
use std::path::PathBuf;

use inngang_engine::certificates::{CertificateError, Examination, ExaminedCertificate, FileKind, Usable};
use inngang_engine::problem::Fact;

use crate::words::Words;
use crate::{Ending, Stop};
use given::Given;

/// The one problem that is answered by how the program is called.
const PASSWORD_NEEDED: &str = "certificate.password_needed";

/// Several numbers where there must be one.
const NUMBERS_DISAGREE: &str = "certificate.numbers_disagree";

/// What to examine.
#[derive(Debug, Default)]
pub(crate) struct Order {
    /// As they were given.
    pub(crate) files: Vec<PathBuf>,
    /// Where a password for those that need one can be read.
    pub(crate) password_fd: Option<u32>,
    /// Whether somebody can be asked for it.
    pub(crate) ask: bool,
    /// Without the network.
    pub(crate) offline: bool,
    /// For programs.
    pub(crate) json: bool,
    /// A TOML file; without, each certificate's own environment.
    pub(crate) environment: Option<PathBuf>,
}

/// Opens the files, examines them together, and tells of each.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let files = given::open(order, words)?;
    let examination = doctor::examine(order, &files, words)?;
    let text = if order.json { told::lines(&files, &examination) } else { report::text(&files, &examination, words) };
    io::stdout().write_all(text.as_bytes()).map_err(Stop::unwritable)?;
    Ok(ending(&files, &examination))
}

fn ending(files: &[Given], examination: &Examination) -> Ending {
    if files.iter().any(is_refused) {
        Ending::Refused
    } else if examination.candidates().into_iter().any(is_usable) {
        Ending::Good
    } else {
        Ending::Finding
    }
}

/// Whether nobody can tell what is in the file. One that is recognised as something else is not refused.
fn is_refused(file: &Given) -> bool {
    match &file.opened {
        Err(_) => true,
        Ok(opened) => match &opened.outcome {
            Ok(_) => false,
            Err(CertificateError::NotPkcs12(kind)) => {
                matches!(kind, FileKind::Unknown | FileKind::Empty | FileKind::NotDownloaded | FileKind::Base64)
            }
            Err(_) => true,
        },
    }
}

/// The organisation's number. When there are several none of them is to be believed more than another.
fn numbers(certificate: &ExaminedCertificate) -> Vec<&str> {
    let several =
        certificate.findings.iter().find(|finding| finding.code == NUMBERS_DISAGREE).and_then(|finding| finding.facts.get("numbers"));
    match several {
        Some(Fact::List(numbers)) => numbers.iter().map(String::as_str).collect(),
        _ => certificate.facts.organisation_digits.as_deref().into_iter().collect(),
    }
}

fn is_usable(certificate: &ExaminedCertificate) -> bool {
    certificate.has_key && certificate.usable == Usable::EnterpriseCertificate
}
