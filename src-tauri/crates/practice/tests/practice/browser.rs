//! A browser that keeps its cookies and follows redirects until it meets a page or leaves the login host.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Mutex, PoisonError};

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{RequestBuilder, Response};
use url::Url;

use crate::rig::Rig;

/// Where the browser ended: on a page, or at an address outside that nobody has fetched.
#[derive(Debug)]
pub(crate) struct Landing {
    pub(crate) url: Url,
    /// 302 when the browser left.
    pub(crate) status: u16,
    pub(crate) page: String,
}

impl Landing {
    /// The parameter that the browser brings along.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.page.contains(&format!(r#"id="{id}""#))
    }

    /// The value of a hidden field.
    fn hidden(&self, name: &str) -> Result<String, Box<dyn Error>> {
        let start = format!(r#"name="{name}" value=""#);
        let (_, rest) = self.page.split_once(&start).ok_or_else(|| format!("no field {name}: {self:?}"))?;
        Ok(rest.split('"').next().unwrap_or_default().to_owned())
    }
}

/// One browser with its cookies.
pub(crate) struct Browser<'a> {
    rig: &'a Rig,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(rig: &'a Rig) -> Self {
        Self { rig, cookies: Mutex::default() }
    }

    pub(crate) async fn open(&self, url: Url) -> Result<Landing, Box<dyn Error>> {
        self.follow(self.rig.http.get(url)).await
    }

    /// Fills in the form of the page.
    pub(crate) async fn submit(&self, landing: &Landing, fields: &[(&str, &str)]) -> Result<Landing, Box<dyn Error>> {
        let hidden = [("transaction", landing.hidden("transaction")?), ("lang", landing.hidden("lang")?)];
        let mut url = landing.url.clone();
        url.set_query(None);
        let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).chain(fields.iter().copied()).collect();
        self.follow(self.rig.http.post(url).form(&fields)).await
    }

    /// Sends the request as this browser would, then goes where it is sent.
    pub(crate) async fn follow(&self, request: RequestBuilder) -> Result<Landing, Box<dyn Error>> {
        let mut response = self.send(request).await?;
        loop {
            let Some(next) = response.headers().get(LOCATION) else {
                let (url, status) = (response.url().clone(), response.status().as_u16());
                return Ok(Landing { url, status, page: response.text().await? });
            };
            let next = response.url().join(next.to_str()?)?;
            if next.origin() != response.url().origin() {
                return Ok(Landing { url: next, status: response.status().as_u16(), page: String::new() });
            }
            response = self.send(self.rig.http.get(next)).await?;
        }
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, Box<dyn Error>> {
        let response = request.header(COOKIE, self.cookies()).send().await?;
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in response.headers().get_all(SET_COOKIE) {
            let (pair, attributes) = cookie.to_str()?.split_once("; ").ok_or("no attributes")?;
            let (name, value) = pair.split_once('=').ok_or("no value")?;
            assert!(
                attributes.contains("HttpOnly") && attributes.contains("SameSite=Lax") && attributes.contains("Path=/"),
                "{attributes}"
            );
            match attributes.contains("Max-Age=0") {
                true => cookies.remove(name),
                false => cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        drop(cookies);
        Ok(response)
    }

    fn cookies(&self) -> String {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// What the browser keeps under the name.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Puts a cookie into the browser that nobody has given it.
    pub(crate) fn plant(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), value.to_owned());
    }
}
