//! Since when a key stands on a client: what Digdir does to its year is what the calendar and the page tell.

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::Outcome;
use super::rig::Rig;

/// A client whose key is ours, seen through the self-service API.
struct Year {
    rig: Rig,
    client: String,
    kid: String,
}

impl Year {
    fn begun() -> Outcome<Self> {
        let rig = Rig::begun()?;
        rig.connected()?;
        let client = rig.maskinporten_client()?;
        let shown = rig.ask("selfservice_client", json!({ "client_id": client }))?;
        let kid = shown["keys"][0]["kid"].as_str().ok_or("no kid")?.to_owned();
        Ok(Self { rig, client, kid })
    }

    fn travel(&self, days: i64) -> Result<Value, String> {
        self.rig.ask("practice_travel", json!({ "days": days }))
    }

    /// When the key ends, by the calendar.
    fn end(&self) -> Outcome<OffsetDateTime> {
        let calendar = self.rig.ask("calendar_open", json!({}))?;
        let ours = |entry: &&Value| entry["client_id"] == self.client.as_str() && entry["name"] == self.kid.as_str();
        let entry = calendar["entries"].as_array().into_iter().flatten().find(ours).ok_or_else(|| calendar.to_string())?;
        Ok(OffsetDateTime::parse(entry["expires_at"].as_str().ok_or("no end")?, &Rfc3339)?)
    }

    /// The same, by the client's page, where no other key of ours stands under that name.
    fn shown(&self, view: &Value) -> Outcome<OffsetDateTime> {
        let key = view["keys"].as_array().into_iter().flatten().find(|key| key["kid"] == self.kid.as_str()).ok_or("not shown")?;
        Ok(OffsetDateTime::parse(key["expires_at"].as_str().ok_or("no end")?, &Rfc3339)?)
    }
}

fn near(moment: OffsetDateTime, expected: OffsetDateTime) -> bool {
    (moment - expected).abs() < Duration::minutes(5)
}

#[test]
fn a_key_posted_again_after_eleven_months_has_another_year() -> Outcome {
    let year = Year::begun()?;
    let first = year.end()?;
    year.travel(335)?;
    let view = year.rig.ask("selfservice_renew_key", json!({ "client_id": year.client, "kid": year.kid }))?;
    let second = year.end()?;
    assert!(near(second, first + Duration::days(335)), "{first} {second}");
    assert_eq!((year.shown(&view)?, year.rig.history()?.first().map(String::as_str)), (second, Some("renewed")));
    let gone = year.rig.ask("selfservice_renew_key", json!({ "client_id": year.client, "kid": "no-such-kid" }));
    assert_eq!(gone.err().as_deref(), Some("selfservice.key_gone"));
    year.travel(40)?;
    assert!(year.rig.obtain(&year.client)?["token"].is_string(), "past the first end");
    year.travel(330)?;
    assert_eq!(year.rig.obtain(&year.client).err().as_deref(), Some("maskinporten.key_expired"), "past the second");
    Ok(())
}

#[test]
fn a_key_that_is_added_posts_those_that_stand_there_again() -> Outcome {
    let year = Year::begun()?;
    let first = year.end()?;
    year.travel(300)?;
    let key = year.rig.ask("key_create", json!({ "bits": "2048" }))?;
    let view = year.rig.ask("selfservice_add_key", json!({ "client_id": year.client, "key": key["id"] }))?;
    let second = year.end()?;
    assert!(near(second, first + Duration::days(300)), "{first} {second}");
    assert_eq!(year.shown(&view)?, second);
    assert!(!year.rig.history()?.contains(&"renewed".to_owned()));
    Ok(())
}

/// The renewal's step adds the new key to those that stand there.
#[test]
fn a_renewal_posts_the_old_key_again_too() -> Outcome {
    let year = Year::begun()?;
    let first = year.end()?;
    year.travel(300)?;
    year.rig.ask("renewal_begin", json!({ "client_id": year.client, "road": "api", "bits": "2048", "scopes": "altinn:instances.read" }))?;
    for stage in ["made", "added"] {
        assert_eq!(year.rig.ask("renewal_advance", json!({ "client_id": year.client }))?["stage"], stage);
    }
    assert!(near(year.end()?, first + Duration::days(300)), "{first} {}", year.end()?);
    Ok(())
}

/// The portal writes one key, and the date of the set tells nothing of the others.
#[test]
fn a_key_that_is_pasted_beside_it_gives_no_year() -> Outcome {
    let year = Year::begun()?;
    let first = year.end()?;
    year.travel(300)?;
    let key = year.rig.ask("key_create", json!({ "bits": "2048" }))?;
    year.rig.portal(&format!("clients/{}/keys", year.client), &[("key", key["jwk"].as_str().ok_or("no jwk")?)])?;
    let view = year.rig.ask("selfservice_client", json!({ "client_id": year.client }))?;
    assert!(near(year.end()?, first) && near(year.shown(&view)?, first), "{first} {}", year.end()?);
    year.travel(70)?;
    assert_eq!(year.rig.obtain(&year.client).err().as_deref(), Some("maskinporten.key_expired"));
    Ok(())
}
