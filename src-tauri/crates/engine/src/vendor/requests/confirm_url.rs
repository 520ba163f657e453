//! The link that a customer approves by: known for Altinn's own before anybody opens it (altinn.md 5.3).

use std::fmt;

use url::Url;

use super::RequestError;
use crate::altinn::{AltinnId, RequestKind};
use crate::environment::{Environment, Origin};

const PAGES: &str = "/accessmanagement/ui/systemuser/";

/// A link to the approval of one request, in this environment. It is shown, copied and opened as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmUrl {
    url: Url,
    kind: RequestKind,
    request: AltinnId,
}

impl ConfirmUrl {
    /// A link that somebody was sent.
    ///
    /// # Errors
    /// [`RequestError::NotALink`], [`RequestError::ForeignLink`], [`RequestError::OtherEnvironment`].
    pub fn read(text: &str, environment: &Environment) -> Result<Self, RequestError> {
        let text = text.trim();
        let ours = environment.hosts.altinn_access_ui.as_ref();
        let ours = ours.ok_or(crate::environment::EnvironmentError::NoHost { field: "altinn_access_ui" })?;
        // An address that would be opened in other letters than it was given in is not opened.
        let url = Url::parse(text).ok().filter(|url| url.as_str() == text).ok_or(RequestError::NotALink)?;
        let theirs = url.host_str().ok_or(RequestError::NotALink)?.to_owned();
        if !is_at(&url, ours) {
            let ours = ours.authority().to_owned();
            let elsewhere = [Environment::test(), Environment::production()].into_iter().filter_map(|other| other.hosts.altinn_access_ui);
            return Err(match elsewhere.into_iter().any(|other| is_at(&url, &other)) {
                true => RequestError::OtherEnvironment { ours, theirs },
                false => RequestError::ForeignLink { ours, theirs },
            });
        }
        let page = url.path().strip_prefix(ours.join(PAGES).path()).unwrap_or_default();
        let kind = RequestKind::ALL.into_iter().find(|kind| self::page(*kind) == page).ok_or(RequestError::NotALink)?;
        let mut ids = url.query_pairs().filter(|(name, _)| name == "id").map(|(_, id)| id.into_owned());
        let request = ids.next().and_then(|id| id.parse().ok()).ok_or(RequestError::NotALink)?;
        if ids.next().is_some() || url.fragment().is_some() {
            return Err(RequestError::NotALink);
        }
        Ok(Self { url, kind, request })
    }

    /// Whether it leads to the page of just this request.
    #[must_use]
    pub fn is_of(&self, request: AltinnId, kind: RequestKind) -> bool {
        self.kind == kind && self.request == request
    }

    /// As it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// For the browser.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.url
    }

    /// What is approved by it.
    #[must_use]
    pub const fn kind(&self) -> RequestKind {
        self.kind
    }

    /// The request's id.
    #[must_use]
    pub const fn request(&self) -> AltinnId {
        self.request
    }
}

impl fmt::Display for ConfirmUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

const fn page(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Standard => "request",
        RequestKind::Agent => "agentrequest",
        RequestKind::Change => "changerequest",
    }
}

/// The same scheme, host and port, and nobody's name before them.
fn is_at(url: &Url, origin: &Origin) -> bool {
    let base = origin.join("/");
    url.origin() == base.origin() && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::environment::{Hosts, Kind};
    use crate::problem::Explain as _;

    const ID: &str = "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11";

    fn code(text: &str, environment: &Environment) -> Result<RequestKind, &'static str> {
        ConfirmUrl::read(text, environment).map(|link| link.kind()).map_err(|error| error.explain().code)
    }

    #[test]
    fn a_link_leads_to_altinns_own_page_in_this_environment() -> Result<(), Box<dyn std::error::Error>> {
        let (test, production) = (Environment::test(), Environment::production());
        let at = |host: &str, page: &str, query: &str| format!("https://{host}{PAGES}{page}?{query}");
        let (own, query) = ("am.ui.altinn.no", format!("id={ID}&DONTCHOOSEREPORTEE=true"));
        let check = |text: &str, expected: Result<RequestKind, &'static str>| assert_eq!(code(text, &production), expected, "{text}");
        check(&at(own, "request", &query), Ok(RequestKind::Standard));
        check(&format!("  {}\n", at(own, "agentrequest", &query)), Ok(RequestKind::Agent));
        check(&at(own, "changerequest", &query), Ok(RequestKind::Change));
        check(&at("am.ui.tt02.altinn.no", "request", &query), Err("request.link_of_other_environment"));
        assert_eq!(code(&at(own, "request", &query), &test), Err("request.link_of_other_environment"));
        for foreign in ["am.ui.altinn.no.example.com", "am.ui.altinn.no:444", "am.ui.altinn.no@example.com", "someone@am.ui.altinn.no"] {
            check(&at(foreign, "request", &query), Err("request.foreign_link"));
        }
        check(&at(own, "request", &query).replace("https", "http"), Err("request.foreign_link"));
        let ids = [format!("id={ID}&id={ID}"), "id=7".to_owned(), String::new(), format!("id={ID}#x")];
        ids.iter().for_each(|query| check(&at(own, "request", query), Err("request.not_a_link")));
        for odd in
            ["", "hei", "javascript:alert(1)", "HTTPS://AM.UI.ALTINN.NO/", &at(own, "overview", &query), &at(own, "x/../request", &query)]
        {
            check(odd, Err("request.not_a_link"));
        }
        let hosts = Hosts::named(Kind::Practice, [("altinn_access_ui", "http://127.0.0.1:4005")])?;
        let practice = Environment::practice(hosts, Vec::new());
        let own = at(own, "request", &query).replace("https://am.ui.altinn.no", "http://127.0.0.1:4005");
        assert_eq!(code(&own, &practice), Ok(RequestKind::Standard));
        assert_eq!(code(&own.replace("4005", "4006"), &practice), Err("request.foreign_link"));
        Ok(())
    }

    proptest! {
        /// Whatever is let through leads to the environment's own host, by https, in the letters that it came in.
        #[test]
        fn no_text_leads_elsewhere(text in ".*|https?://[a-z.@:/]{0,30}/accessmanagement/ui/systemuser/(agent|change)?request\\?id=[0-9a-f-]{36}.{0,9}") {
            if let Ok(link) = ConfirmUrl::read(&text, &Environment::production()) {
                prop_assert!(link.as_str().starts_with("https://am.ui.altinn.no/accessmanagement/ui/systemuser/"));
                prop_assert_eq!(link.as_str(), text.trim());
            }
        }
    }
}
