//! What Altinn tells anybody of resources, access packages and roles (altinn.md 7.3, 7.5, 7.6).

use serde_json::{Value, json};

use crate::rig::{Outcome, Rig};

type Failure = Box<dyn std::error::Error>;

const INFO: &str = "accessmanagement/api/v1/meta/info";
const RESOURCE: &str = "resourceregistry/api/v1/resource";

async fn get(rig: &Rig, path: &str, language: &str) -> Result<(u16, Value), Failure> {
    let address = format!("{}/{path}", rig.practice.addresses().altinn_platform);
    let answer = rig.send(rig.http.get(address).header("accept-language", language)).await?;
    Ok((answer.status, answer.json()?))
}

fn ids<'a>(list: &'a Value, member: &str) -> Vec<&'a str> {
    list.as_array().into_iter().flatten().filter_map(|one| one[member].as_str()).collect()
}

#[tokio::test]
async fn resources_are_there_for_everybody() -> Outcome {
    let rig = Rig::start().await?;
    let (_, one) = get(&rig, &format!("{RESOURCE}/ske-krav-og-betalinger"), "nb").await?;
    assert_eq!(
        (&one["resourceType"], &one["delegable"], &one["title"]["nn"]),
        (&json!("GenericAccessResource"), &json!(true), &json!("Krav og betalingar"))
    );
    assert_eq!(one["hasCompetentAuthority"]["orgcode"], "skd");
    let (_, api) = get(&rig, &format!("{RESOURCE}/nav_aareg_aareg-services-arbeidsforhold"), "nb").await?;
    assert_eq!(api["resourceReferences"][0]["reference"], "nav:aareg/v1/arbeidsforhold");
    assert_eq!(get(&rig, &format!("{RESOURCE}/ske-avtalte-innsyn"), "nb").await?.1["accessListMode"], "Enabled");
    assert_eq!(get(&rig, &format!("{RESOURCE}/app_brg_ny-app"), "nb").await?.1["resourceType"], "AltinnApp", "not registered");
    assert_eq!(get(&rig, &format!("{RESOURCE}/finnes-ikke"), "nb").await?.0, 404);
    let (_, all) = get(&rig, &format!("{RESOURCE}/resourcelist"), "nb").await?;
    let (_, without) = get(&rig, &format!("{RESOURCE}/resourcelist?includeApps=false"), "nb").await?;
    assert!(ids(&all, "identifier").contains(&"app_ttd_demo") && !ids(&without, "identifier").contains(&"app_ttd_demo"));
    let (_, found) = get(&rig, &format!("{RESOURCE}/search?title=SKATTE&OrgCode=skd&ResourceType=genericaccessresource"), "nb").await?;
    assert_eq!(ids(&found, "identifier"), ["ske-skattemelding-naering"]);
    assert_eq!(get(&rig, &format!("{RESOURCE}/orgs"), "nb").await?.1["orgs"]["nav"]["name"]["en"], "Nav");
    Ok(())
}

#[tokio::test]
async fn a_policy_names_what_opens_the_resource() -> Outcome {
    let rig = Rig::start().await?;
    let (_, subjects) = get(&rig, &format!("{RESOURCE}/ske-krav-og-betalinger/policy/subjects"), "nb").await?;
    assert!(ids(&subjects["data"], "urn").contains(&"urn:altinn:accesspackage:skattegrunnlag"));
    let (_, roles) = get(&rig, &format!("{RESOURCE}/ttd-styreprotokoll/policy/subjects"), "nb").await?;
    assert_eq!(ids(&roles["data"], "urn"), ["urn:altinn:external-role:ccr:daglig-leder", "urn:altinn:rolecode:dagl"]);
    let (_, rights) = get(&rig, &format!("{RESOURCE}/ske-krav-og-betalinger/policy/rights"), "nb").await?;
    assert_eq!((&rights[0]["action"]["value"], &rights[0]["subjectTypes"]), (&json!("read"), &json!(["urn:altinn:accesspackage"])));
    assert_eq!(get(&rig, &format!("{RESOURCE}/x/policy/rights"), "nb").await?.0, 404);
    let address = format!("{}/{RESOURCE}/bysubjects/", rig.practice.addresses().altinn_platform);
    let wanted = json!(["urn:altinn:accesspackage:merverdiavgift", "urn:altinn:accesspackage:eksplisitt"]);
    let opened = rig.send(rig.http.post(&address).json(&wanted)).await?.json()?;
    assert_eq!(ids(&opened["data"][0]["resources"], "value"), ["app_skd_mva-melding-innsending-v1"]);
    assert_eq!(opened["data"][1]["resources"], json!([]));
    assert_eq!(rig.send(rig.http.post(&address).json(&json!({}))).await?.status, 400);
    Ok(())
}

#[tokio::test]
async fn packages_lie_in_areas_which_lie_in_groups() -> Outcome {
    let rig = Rig::start().await?;
    let (_, groups) = get(&rig, &format!("{INFO}/accesspackages/group/"), "nn").await?;
    let mut found = Vec::new();
    for group in ids(&groups, "id") {
        let (_, areas) = get(&rig, &format!("{INFO}/accesspackages/group/{group}/areas"), "nb").await?;
        for area in ids(&areas, "id") {
            let (_, packages) = get(&rig, &format!("{INFO}/accesspackages/area/{area}/packages"), "nb").await?;
            found.extend(ids(&packages, "urn").into_iter().map(str::to_owned));
        }
    }
    found.sort_unstable();
    let (_, export) = get(&rig, &format!("{INFO}/accesspackages/export"), "nb").await?;
    let areas = export.as_array().into_iter().flatten().filter_map(|group| group["areas"].as_array()).flatten();
    let mut exported: Vec<String> = areas.flat_map(|area| ids(&area["packages"], "urn")).map(str::to_owned).collect();
    exported.sort_unstable();
    assert_eq!((found.len(), found), (rig.practice.town().packages().len(), exported));
    Ok(())
}

#[tokio::test]
async fn a_package_is_told_in_the_language_that_is_asked_for() -> Outcome {
    let rig = Rig::start().await?;
    let path = format!("{INFO}/accesspackages/package/urn/urn:altinn:accesspackage:regnskapsforer-lonn");
    for (language, name) in [("nb", "Regnskapsfører lønn"), ("nn", "Rekneskapsførar løn"), ("en-GB, nb;q=0.5", "Accountant, payroll")] {
        let (_, package) = get(&rig, &path, language).await?;
        assert_eq!((&package["name"], &package["isDelegable"], &package["isAssignable"]), (&json!(name), &json!(true), &json!(false)));
        assert_eq!(package["id"], "43becc6a-8c6c-4e9e-bb2f-08fe588ada21");
    }
    assert_eq!(get(&rig, &format!("{path}x"), "nb").await?.0, 404);
    let (_, opened) = get(&rig, &format!("{INFO}/accesspackages/package/4c859601-9b2b-4662-af39-846f4117ad7a/resources"), "nb").await?;
    assert!(ids(&opened, "refId").contains(&"ske-krav-og-betalinger"));
    let search = async |query: &str| get(&rig, &format!("{INFO}/accesspackages/search?{query}"), "nb").await;
    let hits = |found: &Value| {
        found.as_array().into_iter().flatten().filter_map(|hit| hit["object"]["code"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(hits(&search("term=skattegrunnlag").await?.1), ["skattegrunnlag"]);
    assert!(
        hits(&search("term=Krav%20og%20bet&searchInResources=true").await?.1)
            .contains(&"regnskapsforer-med-signeringsrettighet".to_owned())
    );
    assert_eq!(hits(&search("term=finnes-ikke").await?.1), [""; 0]);
    let (_, roles) = get(&rig, &format!("{INFO}/roles"), "nn").await?;
    let accountant =
        roles.as_array().and_then(|roles| roles.iter().find(|role| role["code"] == "regnskapsforer")).ok_or("no accountant")?;
    assert_eq!((&accountant["name"], &accountant["legacyUrn"]), (&json!("Rekneskapsførar"), &json!("urn:altinn:rolecode:regn")));
    let id = accountant["id"].as_str().unwrap_or_default();
    assert_eq!(get(&rig, &format!("{INFO}/roles/{id}/packages?variant=AS"), "nb").await?.1.as_array().map(Vec::len), Some(3));
    Ok(())
}
