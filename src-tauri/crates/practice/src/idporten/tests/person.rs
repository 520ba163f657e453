//! A program that plays the person in front of the login page.

use reqwest::{Response, StatusCode};
use url::Url;

use super::{Road, redirect};
use crate::testing::Outcome;

/// What the person does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person<'a> {
    pub(super) national_id: &'a str,
    pub(super) level: &'a str,
    /// Scopes that the person unticks.
    pub(super) declines: &'a [&'a str],
}

impl Person<'_> {
    /// Follows redirects and fills in forms until the browser leaves ID-porten. Says which forms there were.
    pub(super) async fn log_in(self, road: &Road, mut response: Response) -> Outcome<(Url, Vec<&'static str>)> {
        let mut forms = Vec::new();
        loop {
            if response.status() == StatusCode::FOUND {
                let next = redirect(&response)?;
                if !next.as_str().starts_with(road.login_host()) {
                    return Ok((next, forms));
                }
                response = road.town.http.get(next).send().await?;
                continue;
            }
            let (path, page) = (response.url().path().to_owned(), response.text().await?);
            let mut fields = vec![("transaction".to_owned(), hidden(&page, "transaction")?), ("lang".to_owned(), hidden(&page, "lang")?)];
            if page.contains(r#"id="login-form""#) {
                forms.push("login-form");
                fields.extend([("person".to_owned(), self.national_id.to_owned()), ("level".to_owned(), self.level.to_owned())]);
                fields.push(("action".to_owned(), "log-in".to_owned()));
            } else if page.contains(r#"id="consent-form""#) {
                forms.push("consent-form");
                let given = ticked(&page).into_iter().filter(|scope| !self.declines.contains(&scope.as_str()));
                fields.extend(given.map(|scope| ("scope".to_owned(), scope)));
                fields.push(("action".to_owned(), "consent".to_owned()));
            } else {
                return Err(format!("no form: {page}").into());
            }
            response = road.town.http.post(format!("{}{path}", road.login_host())).form(&fields).send().await?;
        }
    }
}

/// The value of a hidden field.
pub(super) fn hidden(page: &str, name: &str) -> Outcome<String> {
    let start = format!(r#"name="{name}" value=""#);
    let (_, rest) = page.split_once(&start).ok_or_else(|| format!("no field {name}: {page}"))?;
    Ok(unescaped(rest.split('"').next().unwrap_or_default()))
}

/// The scopes whose boxes are ticked from the start.
pub(super) fn ticked(page: &str) -> Vec<String> {
    let boxes = page.split(r#"name="scope" value=""#).skip(1);
    boxes
        .filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains("checked")))
        .map(|rest| unescaped(rest.split('"').next().unwrap_or_default()))
        .collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&#x2f;", "/").replace("&quot;", "\"").replace("&amp;", "&")
}
