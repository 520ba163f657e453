//! One key in, out or anew among those that are there.

use inngang_engine::problem::Explain as _;
use inngang_engine::selfservice::{RemoveKey, SelfServiceError, WhenLast, add_key, read_keys, remove_key, renew_key};
use serde_json::json;

use crate::Outcome;
use crate::rig::{Rig, registration};
use crate::state::{Reply, other_key};

fn code<T>(outcome: Result<T, SelfServiceError>) -> Option<&'static str> {
    outcome.err().map(|error| error.explain().code)
}

fn hold(rig: &Rig, kids: &[&str]) {
    rig.digdir.state().keys.insert("c-1".to_owned(), kids.iter().map(|kid| other_key(kid)).collect());
}

fn removal(kid: &str, when_last: WhenLast) -> Outcome<RemoveKey> {
    Ok(RemoveKey { client: "c-1".parse()?, kid: kid.to_owned(), must_stay: None, when_last })
}

#[tokio::test]
async fn a_key_is_put_beside_the_others() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    hold(&rig, &["theirs"]);
    let merged = add_key(&registration("ours", 1)?, &service).await?;
    assert!(merged.written && merged.came.is_empty() && merged.went.is_empty());
    assert_eq!(rig.digdir.state().kids("c-1"), ["ours", "theirs"]);
    let sent = rig.digdir.state().written.clone();
    let theirs = json!({ "kid": "theirs", "kty": "RSA", "n": "n-of-theirs", "e": "AQAB", "use": "sig", "alg": "RS256" });
    assert_eq!((sent.len(), &sent[0]["keys"][0]), (1, &theirs), "what the server dated goes back without its dates");
    let members: Vec<&str> = sent[0]["keys"][1].as_object().ok_or("no key")?.keys().map(String::as_str).collect();
    assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"]);
    let again = add_key(&registration("ours", 1)?, &service).await?;
    assert!(!again.written, "done is done");
    assert!(again.set.key("ours").and_then(|key| key.year_began()).is_some());
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_is_told_before_anything_is_written() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    hold(&rig, &["ours"]);
    assert_eq!(code(add_key(&registration("ours", 1)?, &service).await), Some("selfservice.kid_taken"));
    hold(&rig, &["1", "2", "3", "4", "5"]);
    assert_eq!(code(add_key(&registration("ours", 1)?, &service).await), Some("selfservice.too_many_keys"));
    assert_eq!(code(renew_key(&"c-1".parse()?, &"ours".parse()?, &service).await), Some("selfservice.key_gone"));
    hold(&rig, &["old"]);
    assert_eq!(code(remove_key(&removal("old", WhenLast::Keep)?, &service).await), Some("selfservice.last_key"));
    let demanding = RemoveKey { must_stay: Some(registration("new", 1)?), ..removal("old", WhenLast::Remove)? };
    assert_eq!(code(remove_key(&demanding, &service).await), Some("selfservice.key_gone"));
    hold(&rig, &["old", "new"]);
    assert_eq!(code(remove_key(&demanding, &service).await), Some("selfservice.key_gone"), "another key goes by its name");
    assert_eq!(rig.digdir.state().written, Vec::<serde_json::Value>::new());
    Ok(())
}

#[tokio::test]
async fn a_key_is_taken_away_and_the_last_with_the_whole_set() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    hold(&rig, &["a", "b"]);
    remove_key(&removal("a", WhenLast::Keep)?, &service).await?;
    assert_eq!(rig.digdir.state().kids("c-1"), ["b"]);
    assert!(!remove_key(&removal("a", WhenLast::Keep)?, &service).await?.written, "gone is gone");
    remove_key(&removal("b", WhenLast::Remove)?, &service).await?;
    assert_eq!(rig.digdir.state().kids("c-1"), Vec::<String>::new());
    assert!(rig.digdir.state().asked.iter().any(|asked| asked == "DELETE /api/v1/clients/c-1/jwks"));
    Ok(())
}

#[tokio::test]
async fn a_key_posted_again_begins_its_year_anew() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    hold(&rig, &["ours", "theirs"]);
    let began = async || Outcome::Ok(read_keys(&"c-1".parse()?, &service).await?.key("ours").and_then(|key| key.year_began()));
    let before = began().await?;
    renew_key(&"c-1".parse()?, &"ours".parse()?, &service).await?;
    assert!(began().await? > before);
    assert_eq!(rig.digdir.state().kids("c-1"), ["ours", "theirs"]);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_got_lost_is_looked_for() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    rig.digdir.state().drop_write = true;
    let merged = add_key(&registration("ours", 1)?, &service).await?;
    assert!(merged.set.key("ours").is_some());
    assert_eq!(rig.digdir.state().written.len(), 1, "it had been done");
    Ok(())
}

#[tokio::test]
async fn a_set_that_is_not_understood_is_not_replaced() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    for strange in [json!({ "jwks": { "keys": [] } }), json!({ "keys": "none" }), json!([])] {
        rig.digdir.state().scripted.push_back(Reply::json(200, &strange));
        assert_eq!(code(add_key(&registration("ours", 1)?, &service).await), Some("selfservice.unknown_answer"), "{strange}");
    }
    rig.digdir.state().scripted.push_back(Reply::json(404, &json!({ "message": "no keys" })));
    assert_eq!(read_keys(&"c-1".parse()?, &service).await?.keys.len(), 0, "the client is there, so it is its keys that are not");
    assert_eq!(code(read_keys(&"c-0".parse()?, &service).await), Some("selfservice.client_not_found"));
    assert_eq!(rig.digdir.state().written.len(), 0);
    Ok(())
}

#[tokio::test]
async fn an_api_that_does_not_keep_what_it_took_is_given_up() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    hold(&rig, &["theirs"]);
    rig.digdir.state().other = Some(Box::new(|_, keys| keys.retain(|key| key["kid"] == "theirs")));
    assert_eq!(code(add_key(&registration("ours", 1)?, &service).await), Some("selfservice.changed_meanwhile"));
    assert_eq!(rig.digdir.state().kids("c-1"), ["theirs"]);
    assert!(rig.digdir.state().written.len() <= 6);
    Ok(())
}
