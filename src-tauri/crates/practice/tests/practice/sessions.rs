//! The session between a browser and a login host: idporten.md 8, 11, 15.2; "things a simulator must reject" 15.

use std::time::Duration;

use reqwest::header::ORIGIN;
use serde_json::Value;

use crate::browser::{Browser, Landing};
use crate::login_client::{ACCOUNTANT, DIRECTOR, LoginClient};
use crate::rig::{Outcome, Rig};

const MINUTE: u64 = 60;
const AFTER: &str = "http://127.0.0.1:43210/logged-out";
const RETURNS: (&str, &str) = ("post_logout_redirect_uri", AFTER);
const COOKIE: &str = "idporten-session";
const READS: (&str, &str) = ("scope", "altinn:instances.read");
const CONSENT: (&str, &str) = ("scope", "openid altinn:instances.read");

fn pass(rig: &Rig, minutes: u64) {
    rig.practice.clock().advance(Duration::from_secs(minutes * MINUTE));
}

fn error(landing: &Landing) -> Option<String> {
    landing.parameter("error")
}

async fn is_live(rig: &Rig, tokens: &Value) -> Result<bool, Box<dyn std::error::Error>> {
    let token = tokens["access_token"].as_str().ok_or("no access token")?;
    let address = format!("{}/userinfo", rig.practice.addresses().idporten);
    Ok(rig.send(rig.http.get(address).bearer_auth(token)).await?.status != 401)
}

#[tokio::test]
async fn one_login_serves_every_client_that_shares_it() -> Outcome {
    let rig = Rig::start().await?;
    let (one, other) = (LoginClient::register(&rig, "login", &[]).await?, LoginClient::register(&rig, "idporten", &[]).await?);
    let browser = Browser::new(&rig);
    let first = one.id_claims(&one.log_in(&browser, (DIRECTOR, "high"), &[]).await?).await?;
    assert_eq!(first["auth_time"], first["iat"]);
    pass(&rig, 10);
    for client in [&one, &other] {
        let again = client.id_claims(&client.authorize(&browser, &[]).await?).await?;
        assert_eq!((&again["auth_time"], &again["acr"], &again["pid"]), (&first["auth_time"], &first["acr"], &first["pid"]));
        assert!(again["iat"].as_i64() >= first["iat"].as_i64().map(|iat| iat + 600), "{again}");
    }
    assert!(other.authorize(&Browser::new(&rig), &[]).await?.has("login-form"), "another browser has no session");
    Ok(())
}

/// What the client is given counts from when it is given.
#[tokio::test]
async fn an_authorization_lives_as_long_after_an_old_login() -> Outcome {
    let rig = Rig::start().await?;
    let lifetimes = [("authorization_lifetime", "900"), ("refresh_token_lifetime", "900")];
    let client = LoginClient::register(&rig, "login", &lifetimes).await?;
    let browser = Browser::new(&rig);
    client.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    pass(&rig, 20);
    let tokens = client.tokens(&client.authorize(&browser, &[]).await?).await?;
    assert_eq!(tokens["refresh_token_expires_in"], 900, "{tokens}");
    Ok(())
}

#[tokio::test]
async fn thirty_idle_minutes_end_it() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "login", &[]).await?;
    let browser = Browser::new(&rig);
    client.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    for _ in 0..2 {
        pass(&rig, 29);
        assert!(client.authorize(&browser, &[]).await?.parameter("code").is_some(), "each request begins the half hour anew");
    }
    pass(&rig, 30);
    assert!(client.authorize(&browser, &[]).await?.has("login-form"));
    Ok(())
}

#[tokio::test]
async fn two_hours_end_it_however_busy_the_person_is() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "login", &[]).await?;
    let browser = Browser::new(&rig);
    client.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    for minutes in [25, 25, 25, 25, 19] {
        pass(&rig, minutes);
        assert!(client.authorize(&browser, &[]).await?.parameter("code").is_some());
    }
    pass(&rig, 1);
    assert!(client.authorize(&browser, &[]).await?.has("login-form"));
    Ok(())
}

#[tokio::test]
async fn a_higher_level_is_a_step_up() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "login", &[]).await?;
    let browser = Browser::new(&rig);
    client.log_in(&browser, (DIRECTOR, "substantial"), &[]).await?;
    let high = [("acr_values", "idporten-loa-high")];
    assert_eq!(error(&client.authorize(&browser, &[high[0], ("prompt", "none")]).await?).as_deref(), Some("login_required"));
    pass(&rig, 5);
    let raised = client.id_claims(&client.log_in(&browser, (DIRECTOR, "high"), &high).await?).await?;
    assert_eq!((&raised["acr"], &raised["auth_time"]), (&"idporten-loa-high".into(), &raised["iat"]));
    let lower = client.id_claims(&client.authorize(&browser, &[("acr_values", "idporten-loa-substantial")]).await?).await?;
    assert_eq!((&lower["acr"], &lower["auth_time"]), (&raised["acr"], &raised["auth_time"]), "the higher level does for the lower");
    Ok(())
}

#[tokio::test]
async fn prompt_login_forces_the_page_and_joins_the_session() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "login", &[]).await?;
    let browser = Browser::new(&rig);
    client.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    pass(&rig, 25);
    let forced = client.id_claims(&client.log_in(&browser, (DIRECTOR, "high"), &[("prompt", "login")]).await?).await?;
    assert_eq!(forced["auth_time"], forced["iat"], "logged in anew");
    let next = client.id_claims(&client.authorize(&browser, &[]).await?).await?;
    assert_eq!(next["auth_time"], forced["auth_time"]);
    for _ in 0..3 {
        pass(&rig, 25);
        assert!(client.authorize(&browser, &[]).await?.parameter("code").is_some());
    }
    pass(&rig, 20);
    assert!(client.authorize(&browser, &[]).await?.has("login-form"), "it is the old session, whose two hours are over");
    Ok(())
}

#[tokio::test]
async fn prompt_none_shows_no_page() -> Outcome {
    let rig = Rig::start().await?;
    let (plain, api) = (LoginClient::register(&rig, "login", &[]).await?, LoginClient::register(&rig, "idporten", &[READS]).await?);
    let (browser, none) = (Browser::new(&rig), ("prompt", "none"));
    let answer = async |client: &LoginClient<'_>, changes: &[(&str, &str)]| -> Result<Option<String>, Box<dyn std::error::Error>> {
        Ok(error(&client.authorize(&browser, changes).await?))
    };
    assert_eq!(answer(&plain, &[none]).await?.as_deref(), Some("login_required"));
    plain.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    assert_eq!(answer(&plain, &[none]).await?, None);
    assert_eq!(answer(&plain, &[("prompt", "none login")]).await?.as_deref(), Some("invalid_request"));

    let work = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let details = ("authorization_details", r#"[{"type":"ansattporten:altinn:service","resource":"urn:altinn:resource:2480:40"}]"#);
    work.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    assert_eq!(answer(&work, &[none]).await?, None);
    assert_eq!(answer(&work, &[none, details]).await?.as_deref(), Some("interaction_required"));

    assert_eq!(answer(&api, &[none, CONSENT]).await?.as_deref(), Some("consent_required"));
    let page = api.authorize(&browser, &[CONSENT]).await?;
    assert!(page.has("consent-form"), "the login page is skipped, the consent is not: {page:?}");
    browser.submit(&page, &[READS, ("action", "consent")]).await?;
    assert_eq!(answer(&api, &[none, CONSENT]).await?, None);
    Ok(())
}

#[tokio::test]
async fn an_isolated_client_shares_with_itself_alone_but_is_logged_out_with_everybody() -> Outcome {
    let rig = Rig::start().await?;
    let alone = LoginClient::register(&rig, "login", &[("sso_disabled", "true")]).await?;
    let shared = LoginClient::register(&rig, "login", &[]).await?;
    let browser = Browser::new(&rig);
    shared.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    alone.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    for client in [&alone, &shared] {
        assert!(client.authorize(&browser, &[]).await?.parameter("code").is_some());
    }
    assert!(browser.open(shared.at_login_host("/logout", &[])?).await?.has("logged-out"));
    for client in [&alone, &shared] {
        assert!(client.authorize(&browser, &[]).await?.has("login-form"));
    }
    Ok(())
}

#[tokio::test]
async fn ansattporten_isolates_every_client_and_has_a_session_of_its_own() -> Outcome {
    let rig = Rig::start().await?;
    let people = LoginClient::register(&rig, "login", &[]).await?;
    let (one, other) = (LoginClient::register(&rig, "ansattporten", &[]).await?, LoginClient::register(&rig, "ansattporten", &[]).await?);
    let browser = Browser::new(&rig);
    people.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    one.log_in(&browser, (ACCOUNTANT, "high"), &[]).await?;
    assert!(other.authorize(&browser, &[]).await?.has("login-form"));
    assert!(one.authorize(&browser, &[]).await?.parameter("code").is_some());
    assert_eq!(people.id_claims(&people.authorize(&browser, &[]).await?).await?["pid"], DIRECTOR, "untouched by the other provider");
    Ok(())
}

#[tokio::test]
async fn somebody_else_begins_a_session_of_their_own() -> Outcome {
    let rig = Rig::start().await?;
    let (shared, alone) =
        (LoginClient::register(&rig, "login", &[]).await?, LoginClient::register(&rig, "login", &[("sso_disabled", "true")]).await?);
    let browser = Browser::new(&rig);
    for client in [&shared, &alone] {
        client.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    }
    shared.log_in(&browser, (ACCOUNTANT, "high"), &[("prompt", "login")]).await?;
    assert_eq!(shared.id_claims(&shared.authorize(&browser, &[]).await?).await?["pid"], ACCOUNTANT);
    assert!(alone.authorize(&browser, &[]).await?.has("login-form"), "the director's logins are gone");
    Ok(())
}

#[tokio::test]
async fn a_cookie_is_made_by_the_login_host_at_each_login() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "login", &[]).await?;
    let browser = Browser::new(&rig);
    browser.plant(COOKIE, "chosen-by-somebody-else");
    client.log_in(&browser, (DIRECTOR, "high"), &[]).await?;
    let first = browser.cookie(COOKIE).ok_or("no cookie")?;
    assert!(first != "chosen-by-somebody-else" && first.len() == 43, "{first}");
    client.log_in(&browser, (DIRECTOR, "high"), &[("prompt", "login")]).await?;
    assert_ne!(browser.cookie(COOKIE), Some(first.clone()));
    let thief = Browser::new(&rig);
    thief.plant(COOKIE, &first);
    assert!(client.authorize(&thief, &[]).await?.has("login-form"), "the old one is worth nothing");
    Ok(())
}

#[tokio::test]
async fn rejection_15_a_browser_without_a_cookie_has_nothing_to_log_out_of() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "login", &[RETURNS]).await?;
    let tokens = client.tokens(&client.log_in(&Browser::new(&rig), (DIRECTOR, "high"), &[]).await?).await?;
    let hint = ("id_token_hint", tokens["id_token"].as_str().ok_or("no id_token")?);
    for parameters in [&[][..], &[hint], &[hint, RETURNS]] {
        let page = Browser::new(&rig).open(client.at_login_host("/logout", parameters)?).await?;
        assert!(page.status == 400 && page.has("no-session"), "{page:?}");
    }
    assert!(is_live(&rig, &tokens).await?, "nothing has ended");
    Ok(())
}

#[tokio::test]
async fn logging_out_ends_the_session_with_the_tokens_that_are_nothing_but_a_login() -> Outcome {
    let rig = Rig::start().await?;
    let (plain, api) = (LoginClient::register(&rig, "login", &[RETURNS]).await?, LoginClient::register(&rig, "idporten", &[READS]).await?);
    for by_form in [false, true] {
        let browser = Browser::new(&rig);
        let login = plain.tokens(&plain.log_in(&browser, (DIRECTOR, "high"), &[]).await?).await?;
        let mut page = api.authorize(&browser, &[CONSENT]).await?;
        if page.has("consent-form") {
            page = browser.submit(&page, &[READS, ("action", "consent")]).await?;
        }
        let access = api.tokens(&page).await?;
        let elsewhere = plain.tokens(&plain.log_in(&Browser::new(&rig), (ACCOUNTANT, "high"), &[]).await?).await?;

        let hint = login["id_token"].as_str().ok_or("no id_token")?;
        let parameters = [("id_token_hint", hint), RETURNS, ("state", "s t+a/te")];
        let back = match by_form {
            // A program's own page, on another port.
            true => {
                let form = rig.http.post(plain.at_login_host("/logout", &[])?).form(&parameters);
                browser.follow(form.header(ORIGIN, "http://127.0.0.1:43210").header("sec-fetch-site", "same-site")).await?
            }
            false => browser.open(plain.at_login_host("/logout", &parameters)?).await?,
        };
        assert!(back.url.as_str().starts_with(&format!("{AFTER}?")) && back.status == 302, "{back:?}");
        assert_eq!(back.parameter("state").as_deref(), Some("s t+a/te"));
        assert_eq!([is_live(&rig, &login).await?, is_live(&rig, &access).await?, is_live(&rig, &elsewhere).await?], [false, true, true]);
        assert_eq!(browser.cookie(COOKIE), None);
        assert!(plain.authorize(&browser, &[]).await?.has("login-form"));
    }
    Ok(())
}

#[tokio::test]
async fn rejection_15_a_refused_logout_ends_nothing() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "login", &[RETURNS]).await?;
    let browser = Browser::new(&rig);
    let tokens = client.tokens(&client.log_in(&browser, (DIRECTOR, "high"), &[]).await?).await?;
    let hint = ("id_token_hint", tokens["id_token"].as_str().ok_or("no id_token")?);
    for parameters in [
        &[hint, ("post_logout_redirect_uri", "http://127.0.0.1:43210/logged-out/")][..],
        &[hint, ("post_logout_redirect_uri", "http://127.0.0.1:43211/logged-out")],
        &[hint, RETURNS, ("state", "smørbrød")],
        &[("id_token_hint", "e30.e30.e30"), RETURNS],
        &[("client_id", "nobody"), RETURNS],
    ] {
        let page = browser.open(client.at_login_host("/logout", parameters)?).await?;
        assert!(page.status == 400 && page.has("error"), "{parameters:?} {page:?}");
    }
    assert!(is_live(&rig, &tokens).await? && client.authorize(&browser, &[]).await?.parameter("code").is_some());
    let stays = browser.open(client.at_login_host("/logout", &[RETURNS, ("state", "s")])?).await?;
    assert!(stays.status == 200 && stays.has("logged-out"), "neither hint nor client: the person stays: {stays:?}");
    assert!(!is_live(&rig, &tokens).await?);
    Ok(())
}
