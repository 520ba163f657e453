//! A firm's clients with what each has given it (altinn.md 6.6).

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::client_delegation::KLARA;
use super::{Platform, ÅSE};
use crate::testing::Outcome;

const CLIENTS: &str = "/accessmanagement/api/v1/enduser/clientdelegations/clients";
const FIRM: &str = "a9387877-ab4c-4ebc-a590-4791b313a64e";
const READ: &str = "altinn:clientdelegations.read";

fn names(page: &Value) -> Vec<&str> {
    page["data"].as_array().into_iter().flatten().filter_map(|item| item["client"]["organizationIdentifier"].as_str()).collect()
}

#[tokio::test]
async fn a_firm_sees_its_clients_by_role_and_package() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.person_at(KLARA, READ, "idporten-loa-high").await?;
    let read = async |query: &str| platform.ask(Method::GET, &format!("{CLIENTS}?party={FIRM}{query}"), &token).await;
    let (status, all) = read("").await?;
    assert_eq!((status, names(&all)), (StatusCode::OK, vec!["315000106", "310000000", "210987606"]));
    let role = &all["data"][0]["access"][0]["role"];
    assert_eq!((&role["code"], &role["legacyurn "]), (&json!("regnskapsforer"), &json!("urn:altinn:rolecode:regn")));
    let of_sailmaker: Vec<&Value> =
        all["data"][2]["access"].as_array().into_iter().flatten().map(|access| &access["role"]["code"]).collect();
    assert_eq!(of_sailmaker, [&json!("revisor"), &json!("rettighetshaver")]);
    assert_eq!(names(&read("&roles=revisor").await?.1), ["210987606"]);
    assert_eq!(names(&read("&packages=urn:altinn:accesspackage:skattegrunnlag").await?.1), ["210987606"]);
    assert_eq!(names(&read("&X-Page-Size=1&X-Page-Number=2").await?.1), ["310000000"]);
    let paged = platform.get(&format!("{CLIENTS}?party={FIRM}"), Some(&token), &[("X-Page-Size", "2")]).await?;
    assert_eq!(names(&paged.json().await?).len(), 2);
    assert_eq!(read("&X-Page-Size=101").await?.0, StatusCode::BAD_REQUEST);
    Ok(())
}

#[tokio::test]
async fn nobody_elses_clients_are_told() -> Outcome {
    let platform = Platform::start().await?;
    let klara = platform.person_at(KLARA, READ, "idporten-loa-high").await?;
    let åse = platform.person_at(ÅSE, READ, "idporten-loa-high").await?;
    for (query, token) in [("", &klara), ("?party=x", &klara), (&*format!("?party={FIRM}"), &åse)] {
        assert_eq!(platform.ask(Method::GET, &format!("{CLIENTS}{query}"), token).await?, (StatusCode::FORBIDDEN, Value::Null), "{query}");
    }
    Ok(())
}
