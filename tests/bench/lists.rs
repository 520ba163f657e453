//! Reading the longest lists that Altinn sends, beside serde_json alone: issue 7's measure.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use inngang_engine::altinn::{Party, SystemUserRequest, read_parties};
use serde_json::Value;

use crate::keys::done;
use crate::{Outcome, in_turns, ms, ratio};

/// About so long is each measured.
const SECONDS: u128 = 4;

pub(crate) fn bench() -> Outcome {
    let (parties, requests) = (parties(10_000)?, requests(1_000)?);
    let tree: usize = read_parties(parties.as_bytes())?.iter().map(|party| party.tree().count()).sum();
    if (tree, serde_json::from_str::<Vec<SystemUserRequest>>(&requests)?.len()) != (10_000, 1_000) {
        return Err("not everything was read".into());
    }
    let mut out = io::stdout().lock();
    writeln!(out, "\n| List | bytes | engine | serde_json's `Value` | ratio |\n|---|---|---|---|---|")?;
    let ours: [(&str, &String, &dyn Fn() -> Outcome); 2] = [
        ("10,000 parties, each once", &parties, &|| done(read_parties(parties.as_bytes())?)),
        ("1,000 requests", &requests, &|| done(serde_json::from_str::<Vec<SystemUserRequest>>(&requests)?)),
    ];
    for (name, text, read) in ours {
        let [took, alone] = in_turns(SECONDS, read, || done(serde_json::from_str::<Value>(text)?))?;
        writeln!(out, "| {name} | {} | {} | {} | **{:.2}** |", text.len(), ms(took), ms(alone), ratio(took, alone))?;
    }
    let all = read_parties(parties.as_bytes())?;
    let wanted = "319999998".parse().or_else(|_| "315000106".parse())?;
    let [found, _] = in_turns(1, || done(Party::find(&all, &wanted).is_some()), || done(()))?;
    writeln!(out, "\nOne of 10,000 found by number: {}.", ms(found))?;
    Ok(())
}

/// Nine main units, each with a subunit after it, as an accountant with many clients gets them.
fn parties(number: usize) -> Outcome<String> {
    let rights = r#""authorizedAccessPackages":["regnskapsforer-lonn","regnskapsforer-med-signeringsrettighet","skattegrunnlag"],"authorizedResources":["app_ttd_demo","ske-krav-og-betalinger"],"authorizedRoles":["regnskapsforer","REGN"],"authorizedInstances":[]"#;
    let mut text = String::from(r#"{"links":{"next":null},"data":["#);
    for index in 0..number {
        let below = index % 10 == 9;
        let kind = if below { "BEDR" } else { "AS" };
        if below {
            text.truncate(text.len() - "]}".len());
        } else if index > 0 {
            text.push(',');
        }
        write!(
            text,
            r#"{{"partyUuid":"00000000-0000-4000-8000-{index:012}","name":"VIRKSOMHET {index} AS","organizationNumber":"{}","parentId":null,"personId":null,"dateOfBirth":null,"partyId":{},"emailId":null,"type":"Organization","unitType":"{kind}","isDeleted":false,"onlyHierarchyElementWithNoAccess":false,{rights},"subunits":[]}}"#,
            310_000_000 + index,
            50_000_000 + index,
        )?;
        if below {
            text.push_str("]}");
        }
    }
    text.push_str("]}");
    Ok(text)
}

fn requests(number: usize) -> Outcome<String> {
    let mut text = String::from("[");
    for index in 0..number {
        if index > 0 {
            text.push(',');
        }
        write!(
            text,
            r#"{{"id":"00000000-0000-4000-8000-{index:012}","externalRef":"kunde-{index}","systemId":"312345609_kasse","partyOrgNo":"{}","rights":[{{"action":null,"resource":[{{"id":"urn:altinn:resource","value":"ske-krav-og-betalinger"}}]}}],"accessPackages":[{{"urn":"urn:altinn:accesspackage:skattegrunnlag"}}],"status":"New","redirectUrl":"","confirmUrl":"https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/request?id={index}","created":"2026-11-21T10:00:00.1234567Z","timedOut":false}}"#,
            310_000_000 + index,
        )?;
    }
    text.push(']');
    Ok(text)
}
