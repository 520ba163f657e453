//! Where the API is found, with which scopes, and that nothing is written before.

use inngang_engine::names::Scope;
use inngang_engine::problem::{Explain as _, Fact};
use inngang_engine::selfservice::{NewClient, SelfServiceError, add_key, clients, create_client};
use serde_json::json;
use time::Duration;

use crate::Outcome;
use crate::rig::{Rig, registration};
use crate::state::Reply;

const READ: &str = "idporten:dcr.read";
const WRITE: &str = "idporten:dcr.write";
const MODIFY: &str = "idporten:dcr.modify";

#[tokio::test]
async fn the_api_is_found_under_each_prefix_that_was_seen() -> Outcome {
    let rig = Rig::start().await?;
    for configured in ["/api/v1", "/of/our/own", ""] {
        for there in ["/api/v1", "/external/api/v1", "", "/of/our/own"] {
            rig.digdir.state().prefixes = vec![there.to_owned()];
            let found = rig.connect_at(configured).await?;
            let known = there == configured || there != "/of/our/own";
            assert_eq!(
                found.as_ref().map(|service| service.base().path().to_owned()).ok(),
                known.then(|| there.to_owned()),
                "{configured}"
            );
        }
    }
    assert!(rig.digdir.state().asked.iter().all(|asked| asked.starts_with("GET ") || asked == "POST /token"), "nothing is written");
    Ok(())
}

/// An older prefix may send one on. Where to is not followed, and the known prefixes are tried.
#[tokio::test]
async fn an_address_that_sends_one_on_is_not_the_api() -> Outcome {
    for status in [301, 307] {
        let rig = Rig::start().await?;
        rig.digdir.state().prefixes = vec!["/api/v1".to_owned(), "/external/api/v1".to_owned()];
        rig.digdir.state().scripted.push_back(Reply::json(status, &json!({ "message": "moved" })));
        let found = rig.connect_at("/api/v1").await?;
        assert_eq!(found.map(|service| service.base().path().to_owned()).ok().as_deref(), Some("/external/api/v1"), "{status}");
    }
    Ok(())
}

/// After connecting too: what only reads is read where it is now, and what writes goes there next.
#[tokio::test]
async fn an_api_that_moves_is_found_anew() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect_at("/api/v1").await?;
    let service = service?;
    for (there, reads) in [("/external/api/v1", true), ("/of/our/own", false), ("/api/v1", true)] {
        rig.digdir.state().prefixes = vec![there.to_owned()];
        let before = service.base().path().to_owned();
        let new = NewClient::for_maskinporten("Lønn", "Lønn", vec!["altinn:instances.read".parse()?]);
        assert!(create_client(&new, &service).await.is_err(), "what writes is not sent twice");
        assert_eq!(service.base().path(), before);
        assert_eq!(clients(false, &service).await.is_ok(), reads, "{there}");
        assert_eq!(service.base().path(), if reads { there } else { &before });
    }
    Ok(())
}

#[tokio::test]
async fn a_host_without_the_api_is_named() -> Outcome {
    let rig = Rig::start().await?;
    rig.digdir.state().prefixes.clear();
    let problem = rig.connect_at("/api/v1").await?.err().ok_or("it connected")?.explain();
    let host = rig.digdir.state().address.replace("http://", "");
    assert_eq!((problem.code, problem.facts.get("host")), ("selfservice.no_api", Some(&Fact::Text(host))));
    assert_eq!(problem.said.and_then(|said| said.status), Some(404));
    Ok(())
}

#[tokio::test]
async fn as_much_is_connected_as_maskinporten_gives() -> Outcome {
    let rig = Rig::start().await?;
    for named in [true, false] {
        for (refused, create, change) in
            [(vec![], true, true), (vec![WRITE], false, true), (vec![MODIFY], true, true), (vec![WRITE, MODIFY], false, false)]
        {
            {
                let mut state = rig.digdir.state();
                (state.refused, state.names_refused) = (refused.clone(), named);
            }
            let rights = rig.connect().await?.rights();
            assert_eq!((rights.create, rights.change), (create, change), "{refused:?} {named}");
            assert_eq!(rights.missing.iter().map(Scope::as_str).collect::<Vec<_>>(), refused);
        }
        rig.digdir.state().refused = vec![READ];
        let problem = rig.connect_at("/api/v1").await?.err().ok_or("it connected")?.explain();
        assert_eq!(problem.code, "selfservice.scope_missing");
        assert!(matches!(problem.facts.get("scopes"), Some(Fact::List(scopes)) if scopes.contains(&READ.to_owned())), "{named}");
    }
    rig.digdir.state().refused.clear();
    rig.digdir.state().unknown_for = 1;
    let problem = rig.connect_at("/api/v1").await?.err().ok_or("it connected")?.explain();
    assert_eq!(problem.code, "maskinporten.unknown_key", "other refusals are Maskinporten's own");
    Ok(())
}

#[tokio::test]
async fn what_the_token_may_not_do_is_not_sent() -> Outcome {
    let rig = Rig::start().await?;
    rig.digdir.state().refused = vec![WRITE, MODIFY];
    let service = rig.connect().await?;
    rig.digdir.state().asked.clear();
    let new = NewClient::for_maskinporten("Kasse", "Kassesystem", vec!["altinn:instances.read".parse()?]);
    let refused = [create_client(&new, &service).await.err(), add_key(&registration("ours", 1)?, &service).await.err()];
    for error in refused {
        assert!(matches!(error, Some(SelfServiceError::ScopeMissing { said: None, .. })), "{error:?}");
    }
    assert_eq!(rig.digdir.state().asked, Vec::<String>::new());
    assert_eq!(clients(false, &service).await?.len(), 1, "reading works");
    Ok(())
}

#[tokio::test]
async fn a_token_that_is_over_or_refused_is_fetched_anew_once() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let tokens = || rig.digdir.state().tokens.len();
    clients(false, &service).await?;
    assert_eq!(tokens(), 1, "one token serves");
    rig.turn(Duration::minutes(3));
    clients(false, &service).await?;
    assert_eq!(tokens(), 2, "it was over");
    rig.digdir.state().tokens = vec!["forgotten".to_owned(), "forgotten too".to_owned()];
    clients(false, &service).await?;
    assert_eq!(tokens(), 3, "it was refused");
    let refusal = crate::state::Reply::json(401, &serde_json::json!({ "error": "invalid_token" }));
    rig.digdir.state().scripted.extend([refusal.clone(), refusal]);
    let problem = clients(false, &service).await.err().ok_or("it was answered")?.explain();
    assert_eq!((problem.code, tokens()), ("selfservice.token_refused", 4));
    Ok(())
}
