//! What the answer says of the person: whether they logged in anew, and whom they act for.

use inngang_engine::login::{About, Acr, AuthorizationDetails, Client, Level, Order, OrganisationForm, Prompt, Provider};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::Outcome;
use crate::provider::{Bends, Part};
use crate::rig::{Rig, order};
use crate::texts::shown;

/// The person logged in so many seconds before the token was issued.
fn logged_in_before(seconds: i64) -> Bends {
    Bends::default().bend(Part::Claims, move |_, claims| {
        claims["auth_time"] = json!(OffsetDateTime::now_utc().unix_timestamp() - seconds);
    })
}

/// By the provider's own clock: ours may be as wrong as it likes.
#[tokio::test]
async fn an_earlier_session_is_told_and_is_no_new_login() -> Outcome {
    for (turned, before, is_earlier) in [(0, 0, false), (0, 1, false), (0, 3_600, true), (7_200, 0, false), (-7_200, 3_600, true)] {
        let rig = Rig::new(logged_in_before(before)).await?;
        rig.turn(turned);
        let login = rig.log_in(&order()?).await?;
        assert_eq!(login.facts.from_earlier_session, is_earlier, "{turned} {before}");
        let anew = rig.log_in(&Order { prompt: Some(Prompt::Login), ..order()? }).await;
        assert_eq!(anew.err().map(|error| shown(&error).code), is_earlier.then_some("login.stale_authentication"), "{turned} {before}");
        let asked: Vec<_> = rig.provider.asked_for("GET /authorize").iter().map(|asked| asked.field("prompt").map(str::to_owned)).collect();
        assert_eq!(asked, [None, Some("login".to_owned())]);
    }
    Ok(())
}

fn at_ansattporten(details: AuthorizationDetails) -> Outcome<Order> {
    let order = order()?;
    let client = Client { provider: Provider::Ansattporten, ..order.client };
    Ok(Order { client, scopes: Vec::new(), details: Some(details), ..order })
}

/// The provider of the tests, calling its levels as Ansattporten does.
fn ansattporten(claims: Value) -> Bends {
    Bends::default()
        .with(Part::Metadata, "acr_values_supported", json!(["substantial", "high", "entraid"]))
        .with(Part::Metadata, "userinfo_endpoint", Value::Null)
        .with(Part::Claims, "acr", json!("high"))
        .with(Part::Claims, "authorization_details", claims)
}

/// Checklist 27.
#[tokio::test]
async fn whom_they_act_for_is_asked_and_told() -> Outcome {
    let told = json!([{
        "type": "ansattporten:altinn:service", "resource": "urn:altinn:resource:2480:40", "resource_name": "Nøkkelroller",
        "reportees": [{ "Authority": "iso6523-actorid-upis", "ID": "0192:310987654", "Name": "Ås & sønn", "Rights": ["Read"] }],
    }]);
    let rig = Rig::new(ansattporten(told)).await?;
    let details = AuthorizationDetails {
        form: Some(OrganisationForm::Enterprise),
        multiple: true,
        ..AuthorizationDetails::about(About::Service("2480:40".to_owned()))
    };
    let order = Order { acr: vec![Acr::Level(Level::High), Acr::WorkAccount], ..at_ansattporten(details)? };
    let login = rig.log_in(&order).await?;
    let asked = rig.provider.asked_for("GET /authorize").pop().ok_or("not sent")?;
    assert_eq!((asked.field("acr_values"), asked.field("scope")), (Some("high entraid"), Some("openid")));
    let sent: Value = serde_json::from_str(asked.field("authorization_details").ok_or("not asked")?)?;
    let expected = json!([{
        "type": "ansattporten:altinn:service", "resource": "urn:altinn:resource:2480:40", "organizationform": "enterprise",
        "allow_multiple_organizations": "true", "allow_deleted_organizations": "false", "representation_is_required": "false",
    }]);
    assert_eq!(sent, expected);
    let [represented] = &login.facts.represented[..] else { return Err("nobody, or several".into()) };
    assert_eq!((represented.organisation.as_str(), represented.name.as_deref()), ("0192:310987654", Some("Ås & sønn")));
    assert_eq!((represented.resource.as_deref(), &represented.rights[..]), (Some("urn:altinn:resource:2480:40"), &["Read".to_owned()][..]));
    assert_eq!(rig.party.user_info(&login).await.err().map(|error| shown(&error).code), Some("login.not_offered"));
    assert_eq!(rig.party.refresh(&login).await?.facts.represented, login.facts.represented);
    Ok(())
}

/// It may stand beside the tokens alone (RFC 9396 §7), or nowhere: who represents nobody is logged in all the same.
#[tokio::test]
async fn it_may_stand_beside_the_tokens_or_nowhere() -> Outcome {
    let order = at_ansattporten(AuthorizationDetails::about(About::WorkAccount))?;
    let beside = json!([{ "type": "ansattporten:orgno", "orgno": { "authority": "iso6523-actorid-upis", "id": "0192:310987654" } }]);
    let rig = Rig::new(ansattporten(Value::Null).with(Part::Tokens, "authorization_details", beside)).await?;
    let login = rig.log_in(&order).await?;
    assert_eq!(login.facts.represented.iter().map(|one| one.organisation.as_str()).collect::<Vec<_>>(), ["0192:310987654"]);
    for odd in [Value::Null, json!([]), json!("x"), json!([{ "type": "ansattporten:orgno", "orgno": 7 }])] {
        let login = Rig::new(ansattporten(odd.clone())).await?.log_in(&order).await?;
        assert!(login.facts.represented.is_empty(), "{odd}");
    }
    Ok(())
}

/// ID-porten takes details of its own kind alone, which nobody here asks for.
#[tokio::test]
async fn idporten_is_not_asked_whom_they_act_for() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    rig.log_in(&Order { details: Some(AuthorizationDetails::about(About::WorkAccount)), ..order()? }).await?;
    let asked = rig.provider.asked_for("GET /authorize").pop().ok_or("not sent")?;
    assert_eq!(asked.field("authorization_details"), None);
    Ok(())
}
