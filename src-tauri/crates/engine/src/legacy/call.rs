//! Reading what Altinn 2 had, as whoever is logged in, or as nobody.

use std::str::FromStr;

use reqwest::Method;
use serde_json::Value;
use url::Url;

use super::host::{Answer, Asked, CertificateUse, OldAltinn, Proof};
use super::refusals::{self, refusal};
use super::{LegacyError, Listing, Message, Needs, OldSession, Resource};
use crate::names::{NotAName, OrgNumber};
use crate::ports::Ports;

/// Without a value, and without `=` (altinn.md 3.2).
const PARAMETER: &str = "ForceEIAuthentication";

/// The address of one message.
const MESSAGE: &str = "message";

/// Whose: `{who}` in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Who {
    /// Whoever is logged in.
    #[default]
    My,
    /// An organisation.
    Organisation(OrgNumber),
    /// `r` and digits, as a list of reportees names them.
    Reportee(String),
}

impl Who {
    fn as_str(&self) -> &str {
        match self {
            Self::My => "my",
            Self::Organisation(number) => number.as_str(),
            Self::Reportee(id) => id,
        }
    }
}

impl FromStr for Who {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let text = text.trim();
        let reportee =
            |id: &str| id.strip_prefix('r').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
        match text {
            "" | "my" => Ok(Self::My),
            id if reportee(id) => Ok(Self::Reportee(id.to_owned())),
            number => number.parse().map(Self::Organisation),
        }
    }
}

/// Which part of a list (altinn.md 3.6).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// `$skip`.
    pub skip: Option<u32>,
    /// `$top`.
    pub top: Option<u32>,
    /// `$filter`, as it is written there.
    pub filter: Option<String>,
    /// `$orderby`, likewise.
    pub order_by: Option<String>,
}

/// What to read.
#[derive(Debug, Clone)]
pub struct Call {
    /// Which address.
    pub resource: &'static Resource,
    /// Whose.
    pub who: Who,
    /// `{id}`.
    pub id: Option<String>,
    /// Where a list is read.
    pub page: Page,
    /// Messages alone: reading one marked it as read, unless one asked otherwise.
    pub keep_unread: bool,
    /// Where an answer has led to: it goes before the address that would be built.
    pub link: Option<String>,
}

impl Call {
    /// Of an address, with nothing else said.
    #[must_use]
    pub fn new(resource: &'static Resource) -> Self {
        Self { resource, who: Who::My, id: None, page: Page::default(), keep_unread: true, link: None }
    }

    /// Of a link only what stands after the host is taken: no cookie goes to another.
    fn url(&self, host: &OldAltinn) -> Url {
        let link = self.link.as_deref().and_then(|link| Url::parse(link).ok());
        let mut url = link.map_or_else(|| self.built(host), |link| host.origin.in_place_of(&link));
        // What is asked for here goes before what a link brings.
        let query = [self.query(), url.query().unwrap_or_default().to_owned()].into_iter().filter(|part| !part.is_empty());
        let query = query.collect::<Vec<_>>().join("&");
        url.set_query((!query.is_empty()).then_some(&query));
        url
    }

    fn built(&self, host: &OldAltinn) -> Url {
        let mut url = host.origin.join("");
        if let Ok(mut path) = url.path_segments_mut() {
            let segments = self.resource.template.split('/').filter(|segment| !segment.is_empty()).map(|segment| match segment {
                "{who}" => self.who.as_str(),
                "{id}" => self.id.as_deref().unwrap_or_default(),
                fixed => fixed,
            });
            path.pop_if_empty().extend(segments);
        }
        url
    }

    fn query(&self) -> String {
        let Page { skip, top, filter, order_by } = &self.page;
        let number = |name: &'static str, value: &Option<u32>| value.map(|value| (name, value.to_string()));
        let text = |name: &'static str, value: &Option<String>| value.clone().map(|value| (name, value));
        let mut pairs: Vec<(&str, String)> =
            [number("$skip", skip), number("$top", top), text("$filter", filter), text("$orderby", order_by)]
                .into_iter()
                .flatten()
                .collect();
        if self.keep_unread && self.resource.name == MESSAGE {
            pairs.push(("markAsRead", "false".to_owned()));
        }
        // The names have a `$` of their own, which stays; a space is no plus there.
        let encode = |value: &str| url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20");
        pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
    }
}

/// What came of a call.
#[derive(Debug)]
pub struct Read {
    /// What stood there.
    pub listing: Listing,
    /// The message, where one was opened.
    pub message: Option<Message>,
    /// The words after the status.
    pub reason: String,
    /// Whether the certificate was part of it.
    pub certificate: CertificateUse,
}

/// Reads it, as whoever is logged in.
///
/// # Errors
/// [`LegacyError::Closed`] for whatever went wrong in test and production; else why.
pub async fn call(asked: &Call, session: Option<&OldSession>, host: &OldAltinn, ports: &Ports) -> Result<Read, LegacyError> {
    let read = read(asked, session, host, ports).await.map_err(|error| error.at(host.kind(), asked.resource.part));
    host.trail.step(ports, "legacy.call", read)
}

async fn read(asked: &Call, session: Option<&OldSession>, host: &OldAltinn, ports: &Ports) -> Result<Read, LegacyError> {
    let proof = session.map_or(Proof::Nothing, OldSession::proof);
    let url = asked.url(host);
    // The host looks at a certificate where it is told to, on each call (altinn.md 3.2).
    let url = if matches!(proof, Proof::Certificate(_)) { with_parameter(url) } else { url };
    let api_key = session.and_then(OldSession::api_key);
    let template = asked.resource.template;
    let answer = host.send(Asked { method: Method::GET, url, template, api_key, proof, body: None, password: None }, ports).await?;
    if let Some(refused) = refusal(&answer, refusals::Asked::Resource) {
        return Err(if asked.resource.needs == Needs::User { refused.by(session) } else { refused });
    }
    let body: Value = answer.response.json()?;
    let Answer { response, reason, certificate, .. } = answer;
    let reason = response.quote(&reason).unwrap_or_default();
    let message = (asked.resource.name == MESSAGE).then(|| Message::of(&body));
    Ok(Read { listing: Listing::of(asked.resource, &body), message, reason, certificate })
}

/// Before what stands there already, so that nothing can be taken for its value.
pub(super) fn with_parameter(mut url: Url) -> Url {
    let query = match url.query() {
        Some(rest) if rest.split('&').any(|part| part == PARAMETER) => return url,
        Some(rest) => format!("{PARAMETER}&{rest}"),
        None => PARAMETER.to_owned(),
    };
    url.set_query(Some(&query));
    url
}
