//! Clients: listed, made, changed with all that they had, never with their secret in sight.

use inngang_engine::problem::Explain as _;
use inngang_engine::selfservice::{
    ApplicationType, ClientChange, NewClient, change_client, clients, create_client, deactivate_client, new_secret, read_client, scopes,
};
use serde_json::json;

use crate::Outcome;
use crate::rig::Rig;
use crate::state::Reply;

#[tokio::test]
async fn a_change_keeps_what_it_does_not_know() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    rig.digdir.state().clients.insert(
        "c-2".to_owned(),
        json!({
            "client_id": "c-2", "client_name": "Gammel", "description": "x", "integration_type": "maskinporten", "application_type": "web",
            "token_endpoint_auth_method": "private_key_jwt", "scopes": ["a:b"], "later": { "deep": [1, null] }, "client_secret": "hush",
            "created": "2026-01-01T00:00:00.000+01:00", "last_updated": "2026-01-02T00:00:00.000+01:00",
        }),
    );
    let seen = read_client(&"c-2".parse()?, &service).await?;
    let change = ClientChange { name: Some("Ny".to_owned()), scopes: Some(vec!["a:c".parse()?]), ..ClientChange::default() };
    let changed = change_client(&seen, &change, &service).await?;
    let sent = rig.digdir.state().written.last().cloned().ok_or("nothing was sent")?;
    let expected = json!({
        "client_id": "c-2", "client_name": "Ny", "description": "x", "integration_type": "maskinporten", "application_type": "web",
        "token_endpoint_auth_method": "private_key_jwt", "scopes": ["a:c"], "later": { "deep": [1, null] },
    });
    assert_eq!(sent, expected);
    assert_eq!((changed.name.as_str(), changed.scopes.as_slice()), ("Ny", &["a:c".to_owned()][..]));
    assert!(!format!("{seen:?}").contains("hush"));
    // What was seen is no longer so.
    let before = rig.digdir.state().written.len();
    let problem = change_client(&seen, &change, &service).await.err().ok_or("it was changed")?.explain();
    assert_eq!((problem.code, rig.digdir.state().written.len()), ("selfservice.client_changed", before));
    Ok(())
}

#[tokio::test]
async fn what_there_cannot_be_is_not_sent() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let mut new = NewClient::for_maskinporten("Kasse", "Kassesystem", vec!["altinn:instances.read".parse()?]);
    new.application = ApplicationType::Native;
    let problem = create_client(&new, &service).await.err().ok_or("it was made")?.explain();
    assert_eq!((problem.code, rig.digdir.state().written.len()), ("selfservice.combination", 0));
    Ok(())
}

#[tokio::test]
async fn a_secret_is_told_once_and_printed_never() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let told = json!({ "client_id": "c-9", "client_name": "Web", "client_secret": "hush-hush" });
    rig.digdir.state().scripted.extend([Reply::json(200, &told), Reply::json(200, &told)]);
    let created = create_client(&NewClient::for_login("Web", "x", Vec::new(), Vec::new(), None), &service).await?;
    // EXPOSE: the test compares it with what its own server told.
    assert_eq!(created.secret.as_ref().map(|secret| secret.expose().as_str()), Some("hush-hush"));
    assert!(!format!("{created:?}").contains("hush-hush"));
    // EXPOSE: as above.
    assert_eq!(new_secret(&"c-9".parse()?, &service).await?.expose(), "hush-hush");
    rig.digdir.state().scripted.push_back(Reply::json(200, &json!({ "client_id": "c-9" })));
    let problem = new_secret(&"c-9".parse()?, &service).await.err().ok_or("a secret came")?.explain();
    assert_eq!(problem.code, "selfservice.unknown_answer");
    Ok(())
}

#[tokio::test]
async fn lists_are_asked_for_as_the_documents_say() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    clients(true, &service).await?;
    rig.digdir.state().scripted.extend([
        Reply::json(200, &json!([{ "scope": "altinn:a", "state": "APPROVED", "owner_organization_name": "DIGDIR" }])),
        Reply::json(200, &json!([{ "scope": "altinn:a" }, { "scope": "altinn:b" }, { "strange": true }])),
        Reply::json(204, &json!(null)),
    ]);
    let usable: Vec<(String, bool)> =
        scopes(&service).await?.into_iter().map(|access| (access.scope.to_string(), access.for_all)).collect();
    assert_eq!(usable, [("altinn:a".to_owned(), false), ("altinn:b".to_owned(), true)]);
    deactivate_client(&"c-1".parse()?, &service).await?;
    let asked = rig.digdir.state().asked.clone();
    let expected = [
        "GET /api/v1/clients?inactive=true",
        "GET /api/v1/scopes/access/all",
        "GET /api/v1/scopes/access/all?accessible_for_all=true",
        "DELETE /api/v1/clients/c-1",
    ];
    assert_eq!(asked[asked.len() - expected.len()..], expected);
    Ok(())
}
