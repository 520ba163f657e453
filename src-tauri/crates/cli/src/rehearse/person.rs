//! The person in practice: follows ID-porten's pages as a browser does, and agrees to everything.

use inngang_engine::http::HttpFailure;
use inngang_engine::names::OrgNumber;
use inngang_practice::{Person, Town};
use url::Url;

use super::visitor::{Page, Visitor};

/// More pages than any login has.
const MOST_PAGES: usize = 20;

/// Where the browser ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// Back at the program.
    Back,
    /// On a page that leads nowhere.
    Stuck,
}

/// Somebody who acts for the organisation, or else anybody.
pub(super) fn of(town: &Town, organisation: &OrgNumber) -> Option<&'static Person> {
    let acts = |person: &&Person| town.positions(person.national_id).any(|position| position.organisation == organisation.as_str());
    town.people().iter().find(acts).or_else(|| town.people().first())
}

/// Logs in at `url` at the high level, and goes where ID-porten sends the browser.
pub(super) async fn log_in(person: &Person, url: Url, visitor: &Visitor<'_>) -> Result<Arrival, HttpFailure> {
    let mut page = visitor.open(url).await?;
    for _ in 0..MOST_PAGES {
        page = match page.next.take() {
            Some(next) if next.path() == "/callback" => {
                visitor.open(next).await?;
                return Ok(Arrival::Back);
            }
            Some(next) => visitor.open(next).await?,
            None => match answers(&page, person) {
                Some(fields) => {
                    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    let mut form = page.url;
                    form.set_query(None);
                    visitor.fill_in(form, &fields).await?
                }
                None => return Ok(Arrival::Stuck),
            },
        };
    }
    Ok(Arrival::Stuck)
}

/// What the person fills in; `None` where there is no form.
fn answers(page: &Page, person: &Person) -> Option<Vec<(&'static str, String)>> {
    let mut fields = vec![("transaction", page.field("transaction")?), ("lang", page.field("lang")?)];
    if page.text.contains(r#"id="login-form""#) {
        fields.extend(
            [("person", person.national_id), ("level", "high"), ("action", "log-in")].map(|(name, value)| (name, value.to_owned())),
        );
    } else if page.text.contains(r#"id="consent-form""#) {
        fields.extend(page.values("scope").map(|scope| ("scope", scope)));
        fields.push(("action", "consent".to_owned()));
    } else {
        return None;
    }
    Some(fields)
}
