//! What comes after a login: userinfo, new tokens, their end, the session's end.

use inngang_engine::problem::Explain as _;
use inngang_tests::Outcome;
use inngang_tests::person::DIRECTOR;

use super::Rig;

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
        let refused = rig.party.refresh(used).await.err().ok_or("it was refreshed")?;
        assert_eq!(refused.explain().code, "login.refresh_refused");
        let said = rig.provider.refusal().await?;
        assert_eq!([&said["place"], &said["error"], &said["detail"]], ["grant", "invalid_grant", detail]);
    }
    Ok(())
}
