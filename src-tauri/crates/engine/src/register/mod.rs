//! Enhetsregisteret, the open register of Norwegian organisations: who a number is, who may act for it, whose accountant it is (altinn.md 7.8).
//!
//! Its data is Brønnøysundregistrene's, under NLOD.

mod approvers;
mod clients;
mod error;
mod roles;
mod unit;

use serde_json::Value;
use url::Url;

pub use self::approvers::{Approver, ApproverName, Approvers};
pub use self::clients::{RegisteredClient, RegisteredClients};
pub use self::error::{CODES, RegisterError};
pub use self::roles::{Holder, Role, RoleCode};
pub use self::unit::{Found, Standing, Unit};

use crate::environment::{Environment, EnvironmentError, Kind};
use crate::http::{Http, Request, Response};
use crate::names::OrgNumber;
use crate::ports::Ports;
use crate::said::readable;

/// Where the open data begins on the register's host.
const BASE: &str = "/enhetsregisteret/api";

/// The register of an environment: the real one in production, the one of invented organisations in test. Clones share connections.
#[derive(Clone)]
pub struct Register {
    environment: Environment,
    http: Http,
    ports: Ports,
}

impl Register {
    /// That of an environment.
    #[must_use]
    pub const fn new(environment: Environment, http: Http, ports: Ports) -> Self {
        Self { environment, http, ports }
    }

    /// Who has this number: a main unit, or a subunit where it is none.
    ///
    /// # Errors
    /// [`RegisterError`] when the register says neither yes nor no.
    pub async fn look_up(&self, number: &OrgNumber) -> Result<Found, RegisterError> {
        let found = match self.unit(number, "enheter", "/enhetsregisteret/api/enheter/{orgnr}").await {
            Ok(Found::Unknown) => self.unit(number, "underenheter", "/enhetsregisteret/api/underenheter/{orgnr}").await,
            other => other,
        };
        self.http.trail().step(&self.ports, "register.look_up", found)
    }

    /// Whether the number looks as if it were another environment's: invented ones begin with 2 or 3, real ones with 8 or 9
    /// (altinn.md 7.9). It is a warning, and nothing is refused for it.
    #[must_use]
    pub fn looks_foreign(&self, number: &OrgNumber) -> bool {
        let is_real = number.as_str().starts_with(['8', '9']);
        match self.environment.kind {
            Kind::Production => !is_real,
            Kind::Test | Kind::Practice => is_real,
            Kind::Custom => false,
        }
    }

    /// What answers for a unit of this kind.
    async fn unit(&self, number: &OrgNumber, kind: &str, template: &'static str) -> Result<Found, RegisterError> {
        let response = self.send(Request::get(&self.url(&[kind, number.as_str()])?, template)).await?;
        match response.status {
            200..=299 => Ok(unit::read(&response.json::<Value>()?, kind == "underenheter")?),
            404 => Ok(Found::Unknown),
            410 => Ok(Found::Removed),
            _ => Err(self.refused(&response)),
        }
    }

    fn url(&self, path: &[&str]) -> Result<Url, EnvironmentError> {
        let host = self.environment.hosts.register.as_ref().ok_or(EnvironmentError::NoHost { field: "register" })?;
        let mut url = host.join(BASE);
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.extend(path);
        }
        Ok(url)
    }

    async fn send(&self, request: Request<'_>) -> Result<Response, RegisterError> {
        Ok(self.http.send(request.of_a_list(), &self.ports).await?)
    }

    fn refused(&self, response: &Response) -> RegisterError {
        match response.status {
            500.. => response.unexpected().into(),
            _ if response.content_type == "text/html" => response.unexpected().into(),
            429 => RegisterError::Busy(response.said()),
            _ => RegisterError::Refused(response.said()),
        }
    }
}

/// A code with its name, as the register writes them.
fn code(value: &Value) -> Option<&str> {
    value.get("kode").and_then(Value::as_str)
}

/// A member that is text, fit to be shown.
fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(readable)
}
