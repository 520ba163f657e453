//! A scripted person in front of ID-porten's pages: follows redirects, fills in forms, ends where a browser would.

use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::ports::{NoBrowser, OpenUrl};
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
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
    /// Presses cancel on the first page.
    pub cancels: bool,
    /// What happens just before the browser goes back to the program.
    pub before_return: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Person {
    /// The director at the high level, who agrees to everything.
    pub const fn director() -> Self {
        Self { national_id: DIRECTOR, level: "high", declines: &[], cancels: false, before_return: None }
    }
}

/// Where the browser ended.
#[derive(Debug)]
pub struct Seen {
    pub url: Url,
    pub status: u16,
    pub page: String,
}

/// Follows the login at `url` until there is nothing more to press.
pub async fn follow_login(person: &Person, url: Url) -> Outcome<Seen> {
    let browser = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build()?;
    let mut response = browser.get(url).send().await?;
    loop {
        if response.status().is_redirection() {
            let next = response.url().join(response.headers().get(LOCATION).ok_or("no location")?.to_str()?)?;
            if next.path() == "/callback"
                && let Some(act) = &person.before_return
            {
                act();
            }
            response = browser.get(next).send().await?;
            continue;
        }
        let (mut url, status, page) = (response.url().clone(), response.status().as_u16(), response.text().await?);
        let Some(fields) = person.fill_in(&page) else { return Ok(Seen { url, status, page }) };
        url.set_query(None);
        response = browser.post(url).form(&fields).send().await?;
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

/// A browser that such a person sits in front of.
pub struct ScriptedBrowser {
    person: Person,
    visits: Mutex<Vec<JoinHandle<Outcome<Seen>>>>,
}

impl ScriptedBrowser {
    pub fn of(person: Person) -> Arc<Self> {
        Arc::new(Self { person, visits: Mutex::default() })
    }

    /// Where the newest visit ended. Each is seen once.
    pub async fn seen(&self) -> Outcome<Seen> {
        let visit = self.visits.lock().unwrap_or_else(PoisonError::into_inner).pop();
        visit.ok_or("the browser was not opened")?.await?
    }
}

impl OpenUrl for ScriptedBrowser {
    fn open(&self, url: &Url) -> Result<(), NoBrowser> {
        let (person, url) = (self.person.clone(), url.clone());
        let visit = tokio::spawn(async move { follow_login(&person, url).await });
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

/// The scopes whose boxes are ticked from the start.
fn ticked(page: &str) -> Vec<String> {
    let boxes = page.split(r#"name="scope" value=""#).skip(1);
    let ticked = boxes.filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains("checked")));
    ticked.map(|rest| unescaped(rest.split('"').next().unwrap_or_default())).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&#x2f;", "/").replace("&quot;", "\"").replace("&amp;", "&")
}
