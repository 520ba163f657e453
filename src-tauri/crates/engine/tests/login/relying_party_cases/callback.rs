//! Ways back from the browser that must not be taken: no code is sent that is not this login's own (RFC 6749 §10.12, RFC 9207, RFC 9700).

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use url::Url;

use super::{BELIEVED, refused, refused_unsent, verdict};
use crate::Outcome;
use crate::honest::SECRET;
use crate::provider::{Bends, Part};
use crate::rig::{Rig, order};

type Pairs = Vec<(String, String)>;

/// The way back with its parameters changed.
fn changed(address: &str, change: &dyn Fn(&mut Pairs)) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    let mut pairs: Pairs = url.query_pairs().into_owned().collect();
    change(&mut pairs);
    url.query_pairs_mut().clear().extend_pairs(pairs);
    Some(url.into())
}

/// A provider that sends the browser back so; and then, maybe, as it should be.
fn bent(then_right: bool, change: impl Fn(&mut Pairs) + Send + Sync + 'static) -> Bends {
    Bends::default().bend(Part::Callbacks, move |_, addresses| {
        let right = addresses[0].as_str().unwrap_or_default().to_owned();
        let wrong = changed(&right, &change);
        *addresses = wrong.into_iter().chain(then_right.then_some(right)).collect();
    })
}

fn without(name: &'static str) -> impl Fn(&mut Pairs) + Send + Sync + 'static {
    move |pairs| pairs.retain(|(pair, _)| pair != name)
}

fn beside(name: &'static str, value: &'static str) -> impl Fn(&mut Pairs) + Send + Sync + 'static {
    move |pairs| pairs.push((name.to_owned(), value.to_owned()))
}

/// Refused with nothing sent; and where the right one follows, that one is taken and nothing else.
async fn check(code: &'static str, change: impl Fn(&mut Pairs) + Copy + Send + Sync + 'static) -> Outcome {
    assert_eq!(verdict(bent(false, change)).await?, refused_unsent(code));
    assert_eq!(verdict(bent(true, change)).await?, BELIEVED, "{code}");
    Ok(())
}

#[tokio::test]
async fn rp_missing_state() -> Outcome {
    check("login.state_missing", |pairs| without("state")(pairs)).await?;
    check("login.state_missing", |pairs| pairs.iter_mut().filter(|pair| pair.0 == "state").for_each(|pair| pair.1.clear())).await
}

#[tokio::test]
async fn rp_wrong_state() -> Outcome {
    check("login.state_mismatch", |pairs| pairs.iter_mut().filter(|pair| pair.0 == "state").for_each(|pair| pair.1.push('x'))).await
}

#[tokio::test]
async fn rp_double_state() -> Outcome {
    check("login.answer_doubled", |pairs| beside("state", "another")(pairs)).await?;
    check("login.answer_doubled", |pairs| pairs.insert(0, ("state".to_owned(), "another".to_owned()))).await?;
    check("login.answer_doubled", |pairs| {
        let again = pairs.iter().find(|pair| pair.0 == "state").cloned();
        pairs.extend(again);
    })
    .await
}

#[tokio::test]
async fn rp_double_code() -> Outcome {
    check("login.answer_doubled", |pairs| beside("code", "another")(pairs)).await?;
    check("login.answer_doubled", |pairs| pairs.insert(0, ("code".to_owned(), "another".to_owned()))).await
}

#[tokio::test]
async fn rp_double_iss() -> Outcome {
    check("login.answer_doubled", |pairs| beside("iss", "https://idporten.no")(pairs)).await
}

#[tokio::test]
async fn rp_no_code() -> Outcome {
    check("login.answer_incomplete", |pairs| without("code")(pairs)).await
}

/// RFC 9207 §2.4.
#[tokio::test]
async fn rp_iss_missing_while_announced() -> Outcome {
    assert_eq!(verdict(bent(false, without("iss"))).await?, refused_unsent("login.issuer_missing"));
    let silent = || bent(false, without("iss")).with(Part::Metadata, "authorization_response_iss_parameter_supported", json!(false));
    assert_eq!(verdict(silent()).await?, BELIEVED);
    let other = |pairs: &mut Pairs| pairs.iter_mut().filter(|pair| pair.0 == "iss").for_each(|pair| pair.1.push('/'));
    assert_eq!(verdict(bent(false, other)).await?, refused_unsent("login.issuer_mismatch"));
    // Where it is sent it counts, announced or not.
    let unannounced = bent(false, other).with(Part::Metadata, "authorization_response_iss_parameter_supported", json!(false));
    assert_eq!(verdict(unannounced).await?, refused_unsent("login.issuer_mismatch"));
    Ok(())
}

/// Remembers the first way back, and sends those who come later along it: at their own port, with all that it said.
fn replaying(then_right: bool) -> Bends {
    let first = Arc::<Mutex<Option<String>>>::default();
    Bends::default().bend(Part::Callbacks, move |_, addresses| {
        let right = addresses[0].as_str().unwrap_or_default().to_owned();
        let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
        match &*first {
            None => *first = Some(right),
            Some(first) => {
                let query = Url::parse(first).ok().and_then(|first| first.query().map(str::to_owned));
                let replayed = Url::parse(&right).ok().map(|mut url| {
                    url.set_query(query.as_deref());
                    String::from(url)
                });
                *addresses = replayed.into_iter().chain(then_right.then_some(right)).collect();
            }
        }
    })
}

#[tokio::test]
async fn rp_replayed_callback() -> Outcome {
    let rig = Rig::new(replaying(false)).await?;
    assert_eq!(rig.told().await?, BELIEVED);
    assert_eq!(rig.told().await?, refused_unsent("login.state_mismatch"));
    let rig = Rig::new(replaying(true)).await?;
    assert_eq!(rig.told().await?, BELIEVED);
    assert_eq!(rig.told().await?, BELIEVED);
    let codes = rig.provider.asked_for("POST /token").iter().map(|asked| asked.field("code").map(str::to_owned)).collect::<Vec<_>>();
    assert!(codes[0].is_some() && codes[0] != codes[1], "{codes:?}");
    Ok(())
}

/// The same answer twice: the second finds nobody, or a page that says nothing; the code is sent once.
#[tokio::test]
async fn rp_callback_twice() -> Outcome {
    let twice = Bends::default().bend(Part::Callbacks, |_, addresses| *addresses = json!([addresses[0], addresses[0]]));
    assert_eq!(verdict(twice).await?, BELIEVED);
    Ok(())
}

/// A thief's own code, from a login that was never finished: the verifier is not the one that it was asked with (RFC 7636, RFC 9700 §4.5).
#[tokio::test]
async fn rp_code_from_another_login() -> Outcome {
    let stolen = Arc::<Mutex<String>>::default();
    let injected = Arc::clone(&stolen);
    let bends = Bends::default().bend(Part::Callbacks, move |_, addresses| {
        let stolen = injected.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let with_stolen = changed(addresses[0].as_str().unwrap_or_default(), &|pairs| {
            pairs.iter_mut().filter(|pair| pair.0 == "code" && !stolen.is_empty()).for_each(|pair| pair.1.clone_from(&stolen));
        });
        *addresses = with_stolen.into_iter().collect();
    });
    let rig = Rig::new(bends).await?;
    let thief =
        [("client_id", "client-1"), ("redirect_uri", "http://127.0.0.1:1/callback"), ("state", "thief"), ("code_challenge", "thief")];
    let address = crate::provider::with_query(&format!("{}/authorize", rig.provider.origin), &thief)?;
    let back = rig.browser.look(&address).await?;
    let code = Url::parse(&back)?.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned()).ok_or("no code")?;
    assert!(code.starts_with(SECRET), "{code}");
    *stolen.lock().unwrap_or_else(PoisonError::into_inner) = code.clone();
    assert_eq!(rig.told().await?, refused("login.grant_refused"));
    assert_eq!(rig.provider.asked_for("POST /token")[0].field("code"), Some(code.as_str()));
    Ok(())
}

/// The person ends on the program's own page, at an address that keeps nothing of the way back.
#[tokio::test]
async fn rp_nothing_of_the_way_back_is_shown() -> Outcome {
    for (bends, expected) in [(Bends::default(), 200), (bent(false, without("iss")), 400)] {
        let rig = Rig::new(bends).await?;
        assert_eq!(rig.log_in(&order()?).await.is_ok(), expected == 200);
        let last = loop {
            match rig.browser.visits().pop() {
                Some(last) if last.status != Some(302) && last.status != Some(303) => break last,
                _ => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            }
        };
        assert_eq!(last.status, Some(expected), "{last:?}");
        assert!(!last.address.contains('?') && !last.page.contains(SECRET) && !last.page.contains("state"), "{last:?}");
    }
    Ok(())
}

#[tokio::test]
async fn rp_an_error_is_told_as_what_it_is() -> Outcome {
    let bends = |error: &'static str| {
        bent(false, move |pairs| {
            pairs.retain(|(name, _)| name != "code");
            pairs.push(("error".to_owned(), error.to_owned()));
        })
    };
    for (error, code) in [("access_denied", "login.cancelled_by_person"), ("server_error", "login.unavailable"), ("odd", "login.refused")] {
        assert_eq!(verdict(bends(error)).await?, refused_unsent(code), "{error}");
    }
    Ok(())
}
