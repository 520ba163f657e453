//! The calendar beside the services: a key ends on the day that the calendar says, and its year begins anew when it is posted again.

use std::sync::Arc;

use inngang_engine::calendar::{ENDED, Entry, NOTICE_DAYS, notices, start_of_norwegian_day};
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::{Credential, Order, obtain};
use inngang_engine::names::{ClientId, KeyId};
use inngang_engine::problem::Explain as _;
use inngang_engine::selfservice::{SelfService, read_keys, renew_key};
use inngang_platform::clock::OffsetClock;
use inngang_tests::{BAKERY, Outcome, portal};
use time::{Duration, OffsetDateTime};

use crate::selfservice::{Rig, make_key};

const SCOPE: &str = "altinn:instances.read";

/// A client with one key, in a program whose clock goes with the town's.
struct Year {
    rig: Rig,
    client: ClientId,
    key: String,
    kid: KeyId,
}

impl Year {
    async fn begin() -> Outcome<Self> {
        let mut rig = Rig::start().await?;
        let practice = Arc::clone(&rig.town.practice);
        rig.ports.clock = Arc::new(OffsetClock(move || practice.clock().advanced()));
        let client: ClientId = portal::create_client(&rig.town, BAKERY, "maskinporten", &[SCOPE], &[]).await?.parse()?;
        let key = make_key(&rig.ports)?;
        portal::upload_key(&rig.town, client.as_str(), &key.facts.jwk(&key.kid, SigningAlgorithm::Rs256).to_string()).await?;
        Ok(Self { rig, client, key: key.id, kid: key.kid })
    }

    fn now(&self) -> OffsetDateTime {
        self.rig.ports.clock.now()
    }

    fn travel_to(&self, moment: OffsetDateTime) {
        self.rig.town.practice.clock().travel_to(moment.unix_timestamp());
    }

    /// As the calendar has it, from what the service says of the key.
    async fn entry(&self, service: &SelfService) -> Outcome<Entry> {
        let set = read_keys(&self.client, service).await?;
        let posted = set.key(self.kid.as_str()).and_then(|key| key.year_began()).ok_or("no date")?;
        Ok(Entry::key(&self.client, &self.kid, posted))
    }

    /// The code of Maskinporten's refusal; none when a token comes.
    async fn refusal(&self) -> Outcome<Option<&'static str>> {
        let credential = Credential::RegisteredKey { key: self.key.clone(), kid: self.kid.clone(), algorithm: SigningAlgorithm::Rs256 };
        let order = Order::new(self.client.clone(), vec![SCOPE.parse()?], credential);
        let token = obtain(&order, &self.rig.town.environment, &self.rig.town.http, &self.rig.ports).await;
        Ok(token.err().map(|error| error.explain().code))
    }
}

#[tokio::test]
async fn a_key_ends_when_the_calendar_says() -> Outcome {
    let year = Year::begin().await?;
    let entry = [year.entry(&year.rig.connect().await?).await?];
    let mut told = Vec::new();
    for days in NOTICE_DAYS {
        // At noon, whichever way clocks are turned in between.
        year.travel_to(start_of_norwegian_day(entry[0].last_day() - Duration::days(days)) + Duration::hours(12));
        let due: Vec<_> = notices(&entry, year.now(), &told).iter().map(|notice| (notice.told_as(), notice.threshold)).collect();
        assert_eq!(due.iter().map(|(_, threshold)| *threshold).collect::<Vec<_>>(), [days]);
        told.extend(due);
        assert_eq!(year.refusal().await?, None, "{days} days before its end");
    }
    year.travel_to(entry[0].ends_at - Duration::MINUTE);
    assert_eq!((year.refusal().await?, entry[0].is_over(year.now())), (None, false));
    year.travel_to(entry[0].ends_at + Duration::MINUTE);
    assert_eq!((year.refusal().await?, entry[0].is_over(year.now())), (Some("maskinporten.key_expired"), true));
    let ended: Vec<i64> = notices(&entry, year.now(), &told).iter().map(|notice| notice.threshold).collect();
    assert_eq!(ended, [ENDED]);
    Ok(())
}

/// Posting the same key again restarts its year (maskinporten.md 8).
#[tokio::test]
async fn a_key_that_is_posted_again_has_another_year() -> Outcome {
    let year = Year::begin().await?;
    let first = year.entry(&year.rig.connect().await?).await?;
    year.travel_to(first.ends_at - Duration::days(3));
    let service = year.rig.connect().await?;
    renew_key(&year.client, &year.kid, &service).await?;
    let second = year.entry(&service).await?;
    assert_eq!(second.id, first.id);
    assert!((second.ends_at - first.ends_at - Duration::days(362)).abs() < Duration::MINUTE, "{first:?} {second:?}");
    year.travel_to(first.ends_at + Duration::DAY);
    assert_eq!((year.refusal().await?, second.is_over(year.now())), (None, false));
    year.travel_to(second.ends_at + Duration::MINUTE);
    assert_eq!((year.refusal().await?, second.is_over(year.now())), (Some("maskinporten.key_expired"), true));
    Ok(())
}
