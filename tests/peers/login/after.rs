//! What comes after a login: userinfo, new tokens, their end, the session's end.

use inngang_engine::login::{BrowserSession, Order};
use inngang_engine::problem::{Action, Explain as _};
use inngang_tests::Outcome;
use inngang_tests::person::DIRECTOR;
use reqwest::Client;
use serde_json::json;

use super::rig::{BACK, GONE, KEY, Rig};

/// The engine takes no answer about another `sub`.
#[tokio::test]
async fn userinfo_is_about_the_same_person() -> Outcome {
    let mut rig = Rig::start().await?;
    let login = rig.logged_in(&rig.native()?).await?;
    let told = rig.party.user_info(&login).await?;
    assert_eq!((told.pid.as_ref().map(|pid| pid.reveal()), told.locale.as_deref()), (Some(DIRECTOR), Some("nb")));
    assert_eq!((told.given_name.as_deref(), told.family_name.as_deref()), (Some("Åse"), Some("Blåbær")));
    Ok(())
}

#[tokio::test]
async fn a_refresh_token_is_used_once() -> Outcome {
    let mut rig = Rig::start().await?;
    let login = rig.logged_in(&rig.native()?).await?;
    let fresh = rig.party.refresh(&login).await?;
    // EXPOSE: to see that both are new.
    assert_ne!(fresh.access_token.expose(), login.access_token.expose());
    assert_ne!(fresh.refresh_token.as_ref().map(|token| token.expose()), login.refresh_token.as_ref().map(|token| token.expose()));
    assert_eq!(rig.party.user_info(&fresh).await?.pid, login.facts.pid);
    // Used twice, it takes the one that came in its place with it (RFC 9700 §4.14.2).
    for (used, detail) in [(&login, "refresh token already used"), (&fresh, "refresh token not found")] {
        let refused = rig.party.refresh(used).await.err().ok_or("it was refreshed")?.explain();
        assert_eq!((refused.code, &refused.actions[..]), ("login.refresh_refused", &[Action::LogInAgain][..]));
        let said = rig.provider.refusal().await?;
        assert_eq!([&said["place"], &said["error"], &said["detail"]], ["grant", "invalid_grant", detail]);
    }
    Ok(())
}

/// Of no use to whoever has the tokens alone (RFC 9449, idporten.md 16.3).
#[tokio::test]
async fn tokens_are_bound_to_a_key_by_dpop() -> Outcome {
    let mut rig = Rig::start().await?;
    for order in [rig.native()?, Order { pushed: true, ..rig.signed(KEY)? }] {
        let login = rig.logged_in(&Order { dpop: true, ..order }).await?;
        assert_eq!(rig.provider.refusal().await?["error"], "use_dpop_nonce", "the first proof has none");
        assert_eq!(rig.party.user_info(&login).await?.pid, login.facts.pid);
        let fresh = rig.party.refresh(&login).await?;
        assert_eq!(rig.party.user_info(&fresh).await?.pid, login.facts.pid);
        let userinfo = Client::builder().no_proxy().build()?.get(format!("{}/userinfo", rig.provider.issuer));
        // EXPOSE: to the provider that made it, which must not take it without a proof.
        let answer = userinfo.bearer_auth(fresh.access_token.expose()).send().await?;
        assert_eq!((answer.status().as_u16(), &rig.provider.refusal().await?["error"]), (401, &json!("invalid_token")));
        rig.log_out(&fresh, None).await?.revoked?;
    }
    Ok(())
}

#[tokio::test]
async fn logging_out_revokes_the_tokens_of_this_client() -> Outcome {
    let mut rig = Rig::start().await?;
    let order = rig.signed(KEY)?;
    let login = rig.logged_in(&order).await?;
    rig.log_out(&login, None).await?.revoked?;
    assert_eq!(rig.party.user_info(&login).await.err().map(|refused| refused.explain().code), Some("login.user_info_refused"));
    let said = rig.provider.refusal().await?;
    assert_eq!([&said["place"], &said["error"], &said["detail"]], ["userinfo", "invalid_token", "access token not found"]);
    assert_eq!(rig.party.refresh(&login).await.err().map(|refused| refused.explain().code), Some("login.refresh_refused"));
    assert_eq!(rig.provider.refusal().await?["detail"], "refresh token not found");
    Ok(())
}

#[tokio::test]
async fn logging_out_ends_the_session_at_the_provider() -> Outcome {
    let mut rig = Rig::start().await?;
    let login = rig.logged_in(&rig.native()?).await?;
    assert_eq!(rig.log_out(&login, None).await?.browser, BrowserSession::Sent);
    rig.chromium.see("#logged-out").await?;
    // Whoever is logged in is sent past the form, and could not fill it in.
    rig.logged_in(&rig.native()?).await?;
    Ok(())
}

#[tokio::test]
async fn logging_out_comes_back_to_where_it_is_registered() -> Outcome {
    let mut rig = Rig::start().await?;
    let login = rig.logged_in(&rig.native()?).await?;
    assert_eq!(rig.log_out(&login, Some(BACK.parse()?)).await?.browser, BrowserSession::CameBack);
    assert_eq!(rig.chromium.text("h1").await?, GONE);
    assert!(rig.chromium.url().await?.split('?').next().is_some_and(|place| place.ends_with("/utlogget")));
    rig.logged_in(&rig.native()?).await?;
    Ok(())
}
