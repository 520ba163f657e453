//! The password call.

use std::time::Duration;

use reqwest::StatusCode;

use super::{BAKERY, FORCED, LOGIN, Old, phrase, said};
use crate::testing::Outcome;
use crate::{CertificateOrder, Fault};

#[tokio::test]
async fn a_cookie_comes_folded_among_others_and_opens_level_1() -> Outcome {
    let old = Old::start().await?;
    let response = old.log_in("aase", "boller2026", "").await?;
    assert_eq!((response.status(), response.version()), (StatusCode::OK, reqwest::Version::HTTP_11));
    let folded: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    let folded = folded.first().filter(|_| folded.len() == 1).ok_or("one line")?.to_str()?;
    assert!(folded.contains(", .ASPXAUTH=") && folded.contains("; path=/; HttpOnly; Secure") && folded.contains("Sun, 19-Jun"), "{folded}");
    let cookie = old.cookie("aase", "boller2026", "").await?;
    let value = cookie.trim_start_matches(".ASPXAUTH=");
    assert!(value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit()), "{cookie}");
    let others = format!("ASP.NET_SessionId=y; X{cookie}; {cookie}; b=c");
    assert_eq!(old.json("/api/my/profile", &others).await?["Name"], "Åse Blåbær");
    let wrong = old.get("/api/my/profile").header("cookie", format!("ASPXAUTH={value}")).send().await?;
    assert_eq!(wrong.status(), StatusCode::FOUND, "the dot belongs to the name");
    old.town.practice.clock().advance(Duration::from_secs(31 * 60));
    assert_eq!(old.get("/api/my/profile").header("cookie", &cookie).send().await?.status(), StatusCode::FOUND, "idle too long");
    Ok(())
}

#[tokio::test]
async fn r42_wrong_passwords_lock_for_an_hour() -> Outcome {
    let old = Old::start().await?;
    let wrong = (401, "Wrong user name or password.".to_owned());
    assert_eq!(said(old.log_in("nobody", "boller2026", "").await?).await?, wrong);
    for _ in 0..3 {
        assert_eq!(said(old.log_in("aase", "feil", "").await?).await?, wrong);
    }
    let locked = (401, "The user is locked.".to_owned());
    assert_eq!(said(old.log_in("aase", "boller2026", "").await?).await?, locked);
    old.town.practice.faults().set(Fault::LegacyLogin403, true);
    assert_eq!(said(old.log_in("aase", "boller2026", "").await?).await?, (403, locked.1));
    old.town.practice.faults().clear();
    old.town.practice.clock().advance(Duration::from_secs(60 * 60 + 1));
    assert_eq!(old.log_in("aase", "boller2026", "").await?.status(), StatusCode::OK);
    assert_eq!(said(old.log_in("aase", "feil", "").await?).await?, wrong, "it counts anew");
    assert_eq!(old.log_in("aase", "boller2026", "").await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn r42_an_enterprise_user_needs_its_certificate_looked_at() -> Outcome {
    let mut old = Old::start().await?;
    let needed = (401, "The user logs in with a certificate.".to_owned());
    assert_eq!(said(old.log_in("bakeriet", "surdeig2026", FORCED).await?).await?, needed);
    old.with(CertificateOrder::ordinary(BAKERY)).await?;
    for not_sent in ["", "?ForceEIAuthentication=", "?ForceEIAuthentication=true", "?forceeiauthentication"] {
        assert_eq!(said(old.log_in("bakeriet", "surdeig2026", not_sent).await?).await?, needed, "{not_sent}");
    }
    let cookie = old.cookie("bakeriet", "surdeig2026", FORCED).await?;
    assert_eq!(old.json("/api/reportees", &cookie).await?["_embedded"]["reportees"][0]["OrganizationNumber"], BAKERY);
    let locked = old.log_in("bakeriet-laast", "nokkel2026", FORCED).await?;
    assert_eq!(said(locked).await?, (401, "The user is locked.".to_owned()), "from the start");
    old.with(CertificateOrder::ordinary("310000000")).await?;
    let other = old.log_in("bakeriet", "surdeig2026", FORCED).await?;
    assert_eq!(said(other).await?, (401, "The certificate is not linked to the user.".to_owned()));
    Ok(())
}

#[tokio::test]
async fn a_new_enterprise_user_has_no_roles() -> Outcome {
    let mut old = Old::start().await?;
    old.with(CertificateOrder::ordinary(BAKERY)).await?;
    let cookie = old.cookie("bakeriet-ny", "gjaer2026", FORCED).await?;
    let reportees = old.json("/api/reportees", &cookie).await?;
    assert_eq!(reportees["_embedded"]["reportees"].as_array().map(Vec::len), Some(0));
    assert_eq!(old.get("/api/my/messages").header("cookie", &cookie).send().await?.status(), StatusCode::FORBIDDEN);
    Ok(())
}

#[tokio::test]
async fn only_strict_json_is_read() -> Outcome {
    let old = Old::start().await?;
    let post = |kind: &'static str, body: &'static str| old.client.post(old.url(LOGIN)).header("content-type", kind).body(body).send();
    let unquoted = post("application/hal+json", r#"{UserName:"aase",UserPassword:"boller2026"}"#).await?;
    assert_eq!(unquoted.status(), StatusCode::BAD_REQUEST);
    let form = post("application/x-www-form-urlencoded", "UserName=aase&UserPassword=boller2026").await?;
    assert_eq!(form.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let plain = post("application/json; charset=utf-8", r#"{"UserName":"aase","UserPassword":"boller2026"}"#).await?;
    assert_eq!((plain.status(), phrase(&plain).as_str()), (StatusCode::OK, "OK"), "no ApiKey here");
    Ok(())
}
