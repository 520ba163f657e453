//! Logging out: tokens taken back, the browser's session ended by a page that it posts, and what of it can fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use inngang_engine::login::{BrowserSession, LoggedOut, Login, Redirect, RelyingParty};
use inngang_engine::ports::{NoBrowser, OpenUrl, Ports};
use serde_json::{Value, json};
use url::Url;

use crate::Outcome;
use crate::provider::{Asked, Bends, Part, plain, refusal};
use crate::rig::{Rig, leaving, order};
use crate::texts::shown;

const REVOKE: &str = "POST /token/revoke";

async fn logged_in(bends: Bends) -> Outcome<(Rig, Login)> {
    let rig = Rig::new(bends).await?;
    let login = rig.log_in(&order()?).await?;
    Ok((rig, login))
}

fn code(left: &LoggedOut) -> Option<&'static str> {
    left.revoked.as_ref().err().map(|error| shown(error).code)
}

/// Fields and address of the form in a page.
fn form(page: &str) -> Outcome<(String, Vec<(String, String)>)> {
    let attribute = |text: &str, name: &str| -> Option<String> {
        let value = text.split_once(&format!("{name}=\""))?.1.split_once('"')?.0;
        Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let action = attribute(page, "action").ok_or("no form")?;
    let fields = page.split("<input").skip(1).map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)));
    Ok((action, fields.collect::<Option<_>>().ok_or("a field without value")?))
}

/// Checklist 21: the ID token is in the form, and in no address.
#[tokio::test]
async fn tokens_are_taken_back_and_the_browser_posts_its_way_out() -> Outcome {
    let (rig, login) = logged_in(Bends::default()).await?;
    let left = rig.log_out(&login).await;
    assert_eq!((code(&left), left.browser), (None, BrowserSession::Sent));
    let revoked: Vec<Asked> = rig.provider.asked_for(REVOKE);
    let hints: Vec<_> = revoked.iter().filter_map(|asked| asked.field("token_type_hint")).collect();
    assert_eq!(hints, ["refresh_token", "access_token"], "the one need not take the other along");
    // EXPOSE: the provider's own, held against what came back to it.
    let (access, hint) = (login.access_token.expose(), login.id_token.expose());
    assert_eq!(revoked[1].field("token"), Some(access.as_str()));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let visits = rig.browser.visits();
    let page = visits.last().ok_or("nowhere")?;
    assert!(page.address.starts_with("http://127.0.0.1:") && page.status == Some(200), "{page:?}");
    let (action, mut fields) = form(&page.page)?;
    fields.sort();
    let expected = [("client_id", "client-1"), ("id_token_hint", hint), ("ui_locales", "nb")];
    assert_eq!(action, format!("{}/logout", rig.provider.origin));
    assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert!(visits.iter().all(|visit| !visit.address.contains(hint)) && !format!("{:?}", rig.http.trail()).contains(hint));
    Ok(())
}

/// The provider's failure keeps nobody logged in here, nor in the browser.
#[tokio::test]
async fn what_the_provider_fails_at_is_told_and_stops_nothing() -> Outcome {
    for (status, error, expected, asked) in
        [(503, "", "network.server_error", 1), (400, "unsupported_token_type", "login.refused", 2), (401, "invalid_client", "", 2)]
    {
        let reply = move || if error.is_empty() { plain(status, "text/html", "") } else { refusal(status, error) };
        let (rig, login) = logged_in(Bends::default().instead(move |asked| (asked.line == REVOKE).then(&reply))).await?;
        let left = rig.log_out(&login).await;
        assert!(code(&left).is_some_and(|code| expected.is_empty() || code == expected), "{:?}", code(&left));
        assert_eq!((left.browser, rig.provider.asked_for(REVOKE).len()), (BrowserSession::Sent, asked), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn an_access_token_that_is_over_is_not_taken_back() -> Outcome {
    let (rig, login) = logged_in(Bends::default().with(Part::Tokens, "expires_in", json!(0))).await?;
    assert_eq!(code(&rig.log_out(&login).await), None);
    assert_eq!(rig.provider.asked_for(REVOKE).len(), 1);
    Ok(())
}

#[tokio::test]
async fn what_is_not_offered_is_not_asked_for() -> Outcome {
    let without = |member| Bends::default().with(Part::Metadata, member, Value::Null);
    let (rig, login) = logged_in(without("end_session_endpoint")).await?;
    let left = rig.log_out(&login).await;
    assert_eq!((code(&left), left.browser), (None, BrowserSession::NotOffered));
    let (rig, login) = logged_in(without("revocation_endpoint")).await?;
    let left = rig.log_out(&login).await;
    assert_eq!((code(&left), left.browser, rig.provider.asked_for(REVOKE).len()), (None, BrowserSession::Sent, 0));
    Ok(())
}

/// Opens nothing, and remembers how many tokens had been taken back by then.
#[derive(Default)]
struct Nobody {
    revoked: Arc<AtomicUsize>,
    by_then: AtomicUsize,
}

impl OpenUrl for Nobody {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        self.by_then.store(self.revoked.load(Ordering::SeqCst), Ordering::SeqCst);
        Err(NoBrowser)
    }
}

/// Checklist 21, its order: tokens first, then the browser.
#[tokio::test]
async fn a_browser_that_does_not_open_is_told() -> Outcome {
    let nobody = Arc::new(Nobody::default());
    let revoked = Arc::clone(&nobody.revoked);
    let counting = Bends::default().instead(move |asked| {
        revoked.fetch_add(usize::from(asked.line == REVOKE), Ordering::SeqCst);
        None
    });
    let (rig, login) = logged_in(counting).await?;
    let ports = Ports { browser: nobody.clone(), ..rig.ports.clone() };
    let party = RelyingParty::new(rig.environment.clone(), rig.http.clone(), ports);
    let left = party.log_out(&login, &leaving(None)).await;
    assert_eq!((code(&left), left.browser), (None, BrowserSession::NotSent));
    assert_eq!((rig.provider.asked_for(REVOKE).len(), nobody.by_then.load(Ordering::SeqCst)), (2, 2));
    Ok(())
}

/// Where a way back is registered, it is sent along, with a state of its own; who comes that way has come back.
#[tokio::test]
async fn the_browser_comes_back_where_that_is_registered() -> Outcome {
    let (rig, login) = logged_in(Bends::default()).await?;
    let leaving = leaving(Some("http://127.0.0.1:0/farvel".parse::<Redirect>()?));
    let back = async {
        let page = loop {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if let Some(page) = rig.browser.visits().into_iter().find(|visit| visit.page.contains("<form")) {
                break page.page;
            }
        };
        let (_, fields) = form(&page)?;
        let value = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default();
        let way = Url::parse_with_params(value("post_logout_redirect_uri"), [("state", value("state"))])?;
        assert_eq!(way.path(), "/farvel");
        let client = reqwest::Client::builder().no_proxy().build()?;
        let gone = client.get(way).header("sec-fetch-dest", "document").send().await?;
        assert!(gone.status() == 200 && gone.text().await?.contains("Du er logget ut"));
        Outcome::Ok(())
    };
    let (left, back) = tokio::join!(rig.party.log_out(&login, &leaving), back);
    back?;
    assert_eq!((code(&left), left.browser), (None, BrowserSession::CameBack));
    Ok(())
}
