//! An Altinn whose ids are none: nothing is asked by them.

use std::sync::Arc;

use inngang_engine::altinn::{Platform, RequestKind};
use inngang_engine::environment::{Environment, Hosts};
use inngang_engine::vendor::{Vendor, requests, system_users};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::{BAKERY, Outcome};

use super::{CLAIMS, Rig, SYSTEM, code, wanted};
use crate::hostile_altinn::{host, reply};

#[tokio::test]
async fn an_id_that_is_none_is_refused_in_words() -> Outcome {
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    let hostile = host(|asked| {
        let one = r#"{ "id": "../../vendor", "systemId": "312345609_kasse", "partyOrgNo": "315000106", "reporteeOrgNo": "315000106" }"#;
        let is_list = asked.lines().next().is_some_and(|line| line.contains("bysystem"));
        reply("200 OK", "application/json", &if is_list { format!(r#"{{ "links": {{}}, "data": [{one}] }}"#) } else { one.to_owned() })
    })
    .await?;
    let environment = &rig.town.environment;
    let hosts = Hosts { altinn_platform: hostile.hosts.altinn_platform, ..environment.hosts.clone() };
    let ports = rig.town.ports(Arc::new(NoBrowserHere));
    let platform = Platform::new(Environment { hosts, ..environment.clone() }, rig.town.http.clone(), ports);
    let vendor = Vendor::new(platform, rig.tokens.clone(), rig.order.client.clone(), rig.order.credential.clone());

    let bad = Some("altinn.bad_id");
    assert_eq!(code(requests::create(&wanted(BAKERY, None, &[CLAIMS], &[])?, &vendor).await), bad);
    assert_eq!(code(requests::check(&own, &vendor).await), bad);
    for kind in RequestKind::ALL {
        assert_eq!(code(requests::list(kind, SYSTEM, &[], &vendor).await), bad, "{kind:?}");
    }
    assert_eq!(code(system_users::list(SYSTEM, &vendor).await.map_err(Into::into)), bad);
    assert_eq!(code(system_users::find(SYSTEM, &BAKERY.parse()?, None, &vendor).await.map_err(Into::into)), bad);
    Ok(())
}
