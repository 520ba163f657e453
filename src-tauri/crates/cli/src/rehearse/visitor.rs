//! A small web client for practice's own pages: follows nothing by itself, reads forms as text.

use inngang_engine::environment::Environment;
use inngang_engine::http::{Http, HttpFailure, Request, Response};
use inngang_engine::ports::Ports;
use inngang_engine::trail::Trail;
use url::Url;

/// Somebody with a browser in practice.
pub(super) struct Visitor<'a> {
    http: Http,
    ports: &'a Ports,
}

/// A page, or where it leads.
pub(super) struct Page {
    pub(super) url: Url,
    pub(super) next: Option<Url>,
    pub(super) text: String,
    response: Response,
}

impl<'a> Visitor<'a> {
    /// With a trail of its own: what the person does is nothing that the program did.
    pub(super) fn new(environment: &Environment, ports: &'a Ports) -> Result<Self, HttpFailure> {
        Ok(Self { http: Http::new(environment, Trail::default())?, ports })
    }

    pub(super) async fn open(&self, url: Url) -> Result<Page, HttpFailure> {
        let response = self.http.send(Request::get(&url, "/page").accept("text/html"), self.ports).await?;
        Ok(Page::new(url, response))
    }

    pub(super) async fn fill_in(&self, url: Url, fields: &[(&str, &str)]) -> Result<Page, HttpFailure> {
        let response = self.http.send(Request::post_form(&url, "/form", fields).accept("text/html"), self.ports).await?;
        Ok(Page::new(url, response))
    }
}

impl Page {
    fn new(url: Url, response: Response) -> Self {
        let next = response.location.as_deref().and_then(|location| url.join(location).ok());
        // EXPOSE: practice's pages hold no secret but the transaction's name, which dies with the town.
        let text = response.text().map(|text| text.expose().clone()).unwrap_or_default();
        Self { url, next, text, response }
    }

    /// For a page that is not what was asked for.
    pub(super) fn unexpected(&self) -> HttpFailure {
        self.response.unexpected()
    }

    /// The value of the first field with this name.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        self.values(name).next()
    }

    /// The values of all fields with this name.
    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = String> {
        let start = format!(r#"name="{name}" value=""#);
        let rests: Vec<&str> = self.text.split(&start).skip(1).collect();
        rests.into_iter().map(|rest| unescaped(rest.split('"').next().unwrap_or_default()))
    }
}

/// As practice's templates escape (HTML5 13.1.4).
fn unescaped(text: &str) -> String {
    text.replace("&#x2f;", "/").replace("&quot;", "\"").replace("&amp;", "&")
}
