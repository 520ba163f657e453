//! What is the answer to a login, what is none, and what the program is told.

use super::*;
use crate::problem::Explain as _;

#[tokio::test]
async fn another_state_ends_the_wait_unless_the_right_one_follows() -> Outcome {
    let rig = start().await?;
    assert_eq!(status(&rig.get(OTHER_STATE).await?), "400");
    assert!(matches!(rig.waiting.await?, Err(LoginError::StateMismatch)));
    let rig = start().await?;
    assert_eq!(status(&rig.get(OTHER_STATE).await?), "400");
    rig.end().await
}

#[tokio::test]
async fn a_stranger_does_not_count_as_another_state() -> Outcome {
    let rig = start_with(Redirect::free_port(), Duration::from_millis(500), expected(STATE)).await?;
    let uri = rig.redirect.on(rig.port);
    for stranger in ["/callback?code=x&state=other", "/callback?code=x&state=other&iss=https%3A%2F%2Fother.example", "/robots.txt"] {
        rig.get(stranger).await?;
    }
    let gave_up = rig.waiting.await?;
    assert!(matches!(&gave_up, Err(LoginError::TimedOut { redirect_uri, strangers: 3 }) if *redirect_uri == uri), "{gave_up:?}");
    Ok(())
}

#[tokio::test]
async fn a_missing_or_double_member_is_no_answer() -> Outcome {
    let rig = start().await?;
    let without = |member: &str| RIGHT.replace(&format!("{member}="), "x=");
    for request in [
        without("state"),
        RIGHT.replace(STATE, ""),
        format!("{RIGHT}&state={STATE}"),
        format!("{RIGHT}&state=other"),
        format!("{RIGHT}&code=b"),
        format!("{RIGHT}&code=a.b-c_d"),
        format!("{RIGHT}&iss=https%3A%2F%2Fissuer.example"),
        RIGHT.replace("a.b-c_d", ""),
        format!("{RIGHT}x"),
    ] {
        let answer = rig.get(&request).await?;
        assert!(status(&answer) == "400" && answer.contains("Ikke ferdig"), "{request}: {answer}");
        assert!(!rig.waiting.is_finished(), "{request}");
    }
    rig.end().await
}

#[tokio::test]
async fn a_code_from_another_login_is_not_taken() -> Outcome {
    const OTHER: &str = "8Yz0Hk2mQ1Wc5Vb7Nn3Xx9Lp4Rt6Jd8Gf0Sa2Ue4Io6";
    let (one, other) = (start().await?, start_with(Redirect::free_port(), PATIENCE, expected(OTHER)).await?);
    let for_other = RIGHT.replace(STATE, OTHER).replace("a.b-c_d", "e.f");
    assert_eq!(status(&one.get(&for_other).await?), "400");
    assert_eq!(status(&other.get(&for_other).await?), "303");
    assert_eq!(other.waiting.await??.expose(), "e.f");
    one.end().await
}

#[tokio::test]
async fn the_issuer_must_be_named_where_metadata_says_so() -> Outcome {
    let without = RIGHT.replace("&iss=https%3A%2F%2Fissuer.example", "");
    let other = RIGHT.replace("issuer.example", "issuer.example%2F");
    for (request, code) in [(&without, "login.issuer_missing"), (&other, "login.issuer_mismatch")] {
        let rig = start().await?;
        assert_eq!(status(&rig.get(request).await?), "303");
        let page = rig.get("/callback/done").await?;
        assert!(status(&page) == "400" && page.contains("Ikke ferdig"), "{page}");
        assert_eq!(rig.waiting.await?.err().map(|error| error.explain().code), Some(code));
    }
    let silent = Expected { iss_is_sent: false, ..expected(STATE) };
    let rig = start_with(Redirect::free_port(), PATIENCE, silent).await?;
    assert_eq!(status(&rig.get(&without).await?), "303");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    Ok(())
}

#[tokio::test]
async fn every_refusal_has_its_code() -> Outcome {
    for (error, code) in [
        ("access_denied", "login.cancelled_by_person"),
        ("invalid_scope", "login.scope_refused"),
        ("unauthorized_client", "login.grant_not_registered"),
        ("unmet_authentication_requirements", "login.level_refused"),
        ("temporarily_unavailable", "login.unavailable"),
        ("something_new", "login.refused"),
    ] {
        let rig = start().await?;
        let request = RIGHT.replace("code=a.b-c_d", &format!("error={error}&error_description=why"));
        assert_eq!(status(&rig.get(&request).await?), "303");
        assert_eq!(status(&rig.get("/callback/done").await?), "400");
        let problem = rig.waiting.await?.err().ok_or("no error")?.explain();
        assert_eq!(problem.code, code);
        assert_eq!(problem.said.and_then(|said| said.description).as_deref(), Some("why"));
    }
    // What stands in their place is no more than is shown of anything.
    let rig = start().await?;
    let long = "%1B".repeat(2_000);
    rig.get(&RIGHT.replace("code=a.b-c_d", &format!("error=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.{long}&error_description={long}"))).await?;
    let problem = format!("{:?}", rig.waiting.await?.err().ok_or("no error")?.explain());
    assert!(problem.contains("login.refused") && !problem.contains("eyJ"), "{problem}");
    assert!(problem.matches("\\u{1b}").count() < 1_100, "{}", problem.len());
    let rig = start().await?;
    rig.get(&RIGHT.replace("code=a.b-c_d&", "")).await?;
    assert!(matches!(rig.waiting.await?, Err(LoginError::AnswerIncomplete { member: "code" })));
    Ok(())
}
