//! How a command that works in a profile fails: told in words or as JSON, with its own exit code.

use std::io::{self, Write as _};

use inngang_engine::access::AccessError;
use inngang_engine::altinn::AltinnError;
use inngang_engine::altinn::client_delegation::ClientDelegationError;
use inngang_engine::certificates::CertificateError;
use inngang_engine::environment::EnvironmentError;
use inngang_engine::http::HttpFailure;
use inngang_engine::keys::{ImportError, KeyError};
use inngang_engine::legacy::LegacyError;
use inngang_engine::login::RedirectError;
use inngang_engine::maskinporten::{MaskinportenError, VariantError};
use inngang_engine::problem::{Explain, Problem};
use inngang_engine::register::RegisterError;
use inngang_engine::renewal::RenewalError;
use inngang_engine::selfservice::SelfServiceError;
use inngang_engine::vendor::VendorError;
use inngang_engine::vendor::requests::RequestError;
use inngang_platform::database::DatabaseError;
use inngang_platform::files::FileError;

use crate::words::Words;
use crate::{Ending, Stop, json, print};

/// Why a command did not do what it was asked for.
#[derive(Debug)]
pub(crate) enum Failed {
    /// Something that every part of the program explains in the same words.
    Problem(Box<Problem>, Ending),
    /// The arguments.
    Stop(Stop),
}

impl Failed {
    /// What was typed cannot be used.
    pub(crate) fn refused(failure: &impl Explain) -> Self {
        Self::of(failure, Ending::Refused)
    }

    fn of(failure: &impl Explain, ending: Ending) -> Self {
        Self::Problem(Box::new(failure.explain()), ending)
    }
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

macro_rules! ends {
    ($ending:ident: $($error:ty),+) => {
        $(impl From<$error> for Failed {
            fn from(failure: $error) -> Self {
                Self::of(&failure, Ending::$ending)
            }
        })+
    };
}

// What lies on this computer, or in the arguments.
ends! { Refused: KeyError, DatabaseError, ImportError, CertificateError, FileError, EnvironmentError, VariantError, RedirectError }
// What a service has answered is something found.
ends! { Finding: SelfServiceError, MaskinportenError, RenewalError, HttpFailure, AltinnError, AccessError, ClientDelegationError }
ends! { Finding: RequestError, VendorError, RegisterError, LegacyError }

/// Tells of a failure: for programs where the answer would have come, for people on the error output.
pub(crate) fn settle(done: Result<Ending, Failed>, json: bool, words: &Words) -> Result<Ending, Stop> {
    match done {
        Ok(ending) => Ok(ending),
        Err(Failed::Stop(stop)) => Err(stop),
        Err(Failed::Problem(problem, ending)) => {
            if json {
                print(&json::line(&json::Failure::of(&problem)))?;
            } else {
                writeln!(io::stderr(), "{}", in_words(&problem, words)).map_err(Stop::unwritable)?;
            }
            Ok(ending)
        }
    }
}

/// The same where nothing but the answer itself may stand on the output.
pub(crate) fn settle_aside(done: Result<Ending, Failed>, json: bool, words: &Words) -> Result<Ending, Stop> {
    match done {
        Err(Failed::Problem(problem, ending)) if json => {
            io::stderr().write_all(json::line(&json::Failure::of(&problem)).as_bytes()).map_err(Stop::unwritable)?;
            Ok(ending)
        }
        done => settle(done, json, words),
    }
}

pub(crate) fn in_words(problem: &Problem, words: &Words) -> String {
    let mut text = words.whole_problem(problem);
    let how = match problem.code {
        "key.vault_locked" => Some("cli:profile.give_password"),
        "key.password_needed" | "certificate.password_needed" => Some("cli:certificate.give_password"),
        _ => None,
    };
    text.extend(how.map(|key| format!("\n{}", words.get(key, &[]))));
    let Some(said) = &problem.said else { return text };
    let status = said.status.map(|status| status.to_string());
    let parts = [status.as_deref(), said.error.as_deref(), said.description.as_deref(), said.trace_id.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    format!("{text}\n{}", words.get("cli:said", &[("said", &parts.join(" · "))]))
}
