//! A scripted person in front of ID-porten's pages: follows redirects, fills in forms, ends where a browser would.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::ports::{NoBrowser, OpenUrl};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response};
use tokio::task::JoinHandle;
use url::Url;

use crate::Outcome;

/// Managing director of the bakery.
pub const DIRECTOR: &str = "14867521349";

/// What the person does.
#[derive(Clone)]
pub struct Person {
    /// One of the town's.
    pub national_id: &'static str,
    /// `substantial` or `high`.
    pub level: &'static str,
    /// Scopes that are unticked.
    pub declines: &'static [&'static str],
    /// Whom the person acts for, by number; whoever comes first when nobody is named.
    pub acts_for: &'static [&'static str],
    /// Presses cancel on the first page.
    pub cancels: bool,
    /// What happens just before the browser goes back to the program.
    pub before_return: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Person {
    /// The director at the high level, who agrees to everything.
    pub const fn director() -> Self {
        Self { national_id: DIRECTOR, level: "high", declines: &[], acts_for: &[], cancels: false, before_return: None }
    }
}

/// Where the browser ended.
#[derive(Debug)]
pub struct Seen {
    pub url: Url,
    /// Where it came by on its way, in that order.
    pub passed: Vec<Url>,
    pub status: u16,
    pub page: String,
}

/// Follows the login at `url` until there is nothing more to press, in a browser that has never been used.
pub async fn follow_login(person: &Person, url: Url) -> Outcome<Seen> {
    follow(person, url, &Cookies::default()).await
}

async fn follow(person: &Person, url: Url, cookies: &Cookies) -> Outcome<Seen> {
    let browser = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build()?;
    let mut response = cookies.send(browser.get(url)).await?;
    let mut passed = Vec::new();
    loop {
        passed.push(response.url().clone());
        if response.status().is_redirection() {
            let next = response.url().join(response.headers().get(LOCATION).ok_or("no location")?.to_str()?)?;
            if next.path() == "/callback"
                && let Some(act) = &person.before_return
            {
                act();
            }
            response = cookies.send(browser.get(next)).await?;
            continue;
        }
        let (mut url, status, page) = (response.url().clone(), response.status().as_u16(), response.text().await?);
        if let Some((action, fields)) = carried(&page) {
            response = cookies.send(browser.post(action).form(&fields)).await?;
            continue;
        }
        let Some(fields) = person.fill_in(&page) else { return Ok(Seen { url, passed, status, page }) };
        url.set_query(None);
        response = cookies.send(browser.post(url).form(&fields)).await?;
    }
}

/// The cookies of a browser that only ever visits this computer, whose ports share them.
#[derive(Default)]
struct Cookies(Mutex<BTreeMap<String, String>>);

impl Cookies {
    async fn send(&self, request: RequestBuilder) -> Outcome<Response> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let header: Vec<String> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let response = request.header(COOKIE, header.join("; ")).send().await?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in response.headers().get_all(SET_COOKIE) {
            let (pair, attributes) = cookie.to_str()?.split_once(';').ok_or("a cookie without attributes")?;
            let (name, value) = pair.split_once('=').ok_or("a cookie without a value")?;
            kept.remove(name);
            if !attributes.contains("Max-Age=0") {
                kept.insert(name.to_owned(), value.to_owned());
            }
        }
        drop(kept);
        Ok(response)
    }
}

impl Person {
    /// The fields of the page's form, `None` when it has none.
    fn fill_in(&self, page: &str) -> Option<Vec<(&'static str, String)>> {
        let mut fields = vec![("transaction", hidden(page, "transaction")?), ("lang", hidden(page, "lang")?)];
        let action = if self.cancels {
            "cancel"
        } else if page.contains(r#"id="login-form""#) {
            fields.extend([("person", self.national_id.to_owned()), ("level", self.level.to_owned())]);
            "log-in"
        } else if page.contains(r#"id="organisation-form""#) {
            let offered: Vec<String> = values(page, "organisation").map(|(number, _)| number).collect();
            let named = self.acts_for.iter().map(|number| (*number).to_owned()).collect();
            let chosen: Vec<String> = if self.acts_for.is_empty() { offered.into_iter().take(1).collect() } else { named };
            fields.extend(chosen.into_iter().map(|number| ("organisation", number)));
            "choose"
        } else if page.contains(r#"id="consent-form""#) {
            let given = ticked(page).into_iter().filter(|scope| !self.declines.contains(&scope.as_str()));
            fields.extend(given.map(|scope| ("scope", scope)));
            "consent"
        } else {
            return None;
        };
        fields.push(("action", action.to_owned()));
        Some(fields)
    }
}

/// A browser that such a person sits in front of. It keeps its cookies, so that whoever has logged in stays so.
pub struct ScriptedBrowser {
    person: Person,
    cookies: Arc<Cookies>,
    visits: Mutex<Vec<JoinHandle<Outcome<Seen>>>>,
}

impl ScriptedBrowser {
    pub fn of(person: Person) -> Arc<Self> {
        Arc::new(Self { person, cookies: Arc::default(), visits: Mutex::default() })
    }

    /// Where the newest visit ended. Each is seen once.
    pub async fn seen(&self) -> Outcome<Seen> {
        let visit = self.visits.lock().unwrap_or_else(PoisonError::into_inner).pop();
        visit.ok_or("the browser was not opened")?.await?
    }
}

impl OpenUrl for ScriptedBrowser {
    fn open(&self, url: &Url) -> Result<(), NoBrowser> {
        let (person, cookies, url) = (self.person.clone(), self.cookies.clone(), url.clone());
        let visit = tokio::spawn(async move { follow(&person, url, &cookies).await });
        self.visits.lock().unwrap_or_else(PoisonError::into_inner).push(visit);
        Ok(())
    }
}

/// A system without a browser.
pub struct NoBrowserHere;

impl OpenUrl for NoBrowserHere {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

fn hidden(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!(r#"name="{name}" value=""#))?;
    Some(unescaped(rest.split('"').next().unwrap_or_default()))
}

/// A form of nothing but hidden fields for another place, as a browser that runs scripts submits by itself.
fn carried(page: &str) -> Option<(String, Vec<(String, String)>)> {
    let (_, form) = page.split_once(r#"<form method="post" action="http"#)?;
    let (form, _) = form.split_once("</form><script>")?;
    let (action, inputs) = form.split_once(r#"">"#)?;
    let fields = inputs.split(r#"name=""#).skip(1).filter_map(|input| {
        let (name, rest) = input.split_once(r#"" value=""#)?;
        Some((name.to_owned(), unescaped(rest.split('"').next()?)))
    });
    Some((unescaped(&format!("http{action}")), fields.collect()))
}

/// The scopes whose boxes are ticked from the start.
fn ticked(page: &str) -> Vec<String> {
    values(page, "scope").filter(|(_, tag)| tag.contains("checked")).map(|(scope, _)| scope).collect()
}

/// The values that a form offers under a name, each with the rest of its tag.
fn values<'a>(page: &'a str, name: &str) -> impl Iterator<Item = (String, &'a str)> {
    let rests: Vec<&str> = page.split(&format!(r#"name="{name}" value=""#)).skip(1).collect();
    rests.into_iter().map(|rest| (unescaped(rest.split('"').next().unwrap_or_default()), rest.split('>').next().unwrap_or_default()))
}

fn unescaped(text: &str) -> String {
    text.replace("&#x2f;", "/").replace("&quot;", "\"").replace("&amp;", "&")
}
