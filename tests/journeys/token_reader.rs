//! Every token that practice gives, read whole and held against the keys that its issuer publishes.

use std::sync::Arc;

use inngang_engine::altinn::{Provider, exchange};
use inngang_engine::diagnostics::token_reader::{Against, Reading, Role, Signature, TokenKind, read, signature};
use inngang_engine::login::Redirect;
use inngang_engine::secret::Secret;
use inngang_tests::person::{NoBrowserHere, Person};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome};

use crate::{login, maskinporten};

async fn read_whole(token: &Secret<String>, town: &Town) -> Outcome<(Reading, Signature)> {
    let ports = town.ports(Arc::new(NoBrowserHere));
    let against = Against { environment: Some(&town.environment), now: ports.clock.now(), clock_offset: town.http.trail().clock_offset() };
    Ok((read(token, against)?, signature(token, &town.environment, &town.http, &ports).await?))
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

fn consumer(reading: &Reading) -> Option<&str> {
    reading.parties.iter().find(|party| party.role == Role::Consumer)?.organisation.as_ref()?.number.as_deref()
}

#[tokio::test]
async fn an_organisation_s_tokens_are_read_and_verified() -> Outcome {
    let rig = maskinporten::Rig::start().await?;
    let token = rig.obtain(&rig.order).await?.secret;
    let (reading, checked) = read_whole(&token, &rig.town).await?;
    assert_eq!((reading.kind, codes(&reading), consumer(&reading)), (TokenKind::Maskinporten, vec![], Some(BAKERY)));
    assert!(matches!(checked, Signature::Verified { .. }), "{checked:?}");

    let exchanged = exchange(Provider::Maskinporten, &token, &rig.town.environment, &rig.town.http, &rig.ports).await?;
    let (reading, checked) = read_whole(&exchanged.secret, &rig.town).await?;
    assert_eq!((reading.kind, codes(&reading), consumer(&reading)), (TokenKind::Altinn, vec![], Some(BAKERY)));
    assert!(matches!(checked, Signature::Verified { .. }), "{checked:?}");

    let grant = Secret::new(rig.keys.signed().pop().ok_or("nothing was signed")?);
    let (reading, checked) = read_whole(&grant, &rig.town).await?;
    assert_eq!((reading.kind, codes(&reading), checked), (TokenKind::Grant, vec!["token.is_a_grant"], Signature::OfClient));
    Ok(())
}

#[tokio::test]
async fn a_person_s_tokens_are_read_and_verified() -> Outcome {
    let rig = login::Rig::start(Redirect::free_port()).await?;
    let login = rig.log_in(Person::director()).await?;
    for (token, kind, found) in
        [(&login.access_token, TokenKind::Idporten, vec![]), (&login.id_token, TokenKind::Id, vec!["token.is_an_id_token"])]
    {
        let (reading, checked) = read_whole(token, &rig.town).await?;
        assert_eq!((reading.kind, codes(&reading)), (kind, found));
        assert!(reading.parties.iter().any(|party| party.role == Role::Person && party.name.ends_with("*****")), "{:?}", reading.parties);
        assert!(matches!(checked, Signature::Verified { .. }), "{checked:?}");
    }
    Ok(())
}
