//! What is told of each field of a system, beforehand and by the register.

use std::collections::BTreeSet;

use inngang_engine::vendor::systems::{Draft, Field};
use inngang_tests::tls::{Answer, Asked};
use inngang_tests::{Outcome, town};
use serde_json::json;

use super::{CLAIMS, Rig, VENDOR, elsewhere, findings};

/// What the register would refuse is told beside the field, in the register's own words for it, and nothing is sent.
#[tokio::test]
async fn what_would_be_refused_is_told_by_field_before_it_is_sent() -> Outcome {
    let town = town::start().await?;
    let rig = Rig::start(VENDOR, &town).await?;
    let good = rig.draft("kasse");
    let text = |text: &str| vec![text.to_owned()];
    let twice = |text: &str| vec![text.to_owned(), text.to_owned()];
    let cases = [
        (Draft { id: "315000106_kasse".to_owned(), ..good.clone() }, Field::Id, "altinn.system_id_prefix"),
        (Draft { id: "312345609_min kasse".to_owned(), ..good.clone() }, Field::Id, "altinn.system_id_spaces"),
        (Draft { id: "312345609_brød".to_owned(), ..good.clone() }, Field::Id, "system.id_signs"),
        (Draft { id: "312345609_".to_owned(), ..good.clone() }, Field::Id, "system.id_missing"),
        (Draft { id: format!("312345609_{}", "x".repeat(250)), ..good.clone() }, Field::Id, "system.id_long"),
        (Draft { name: [("nb".to_owned(), "Kasse".to_owned())].into(), ..good.clone() }, Field::Name, "system.text_missing"),
        (Draft { description: [].into(), ..good.clone() }, Field::Description, "system.text_missing"),
        (Draft { clients: twice(&good.clients[0]), ..good.clone() }, Field::Clients, "altinn.clients_twice"),
        (Draft { clients: text("312345609"), ..good.clone() }, Field::Clients, "system.client_form"),
        (Draft { redirect_urls: text("http://kasse.example.no"), ..good.clone() }, Field::RedirectUrls, "altinn.redirect_not_https"),
        (Draft { redirect_urls: text("kasse:ferdig"), ..good.clone() }, Field::RedirectUrls, "altinn.redirect_not_https"),
        (Draft { redirect_urls: twice("https://a.example/"), ..good.clone() }, Field::RedirectUrls, "system.url_twice"),
        (Draft { resources: twice(CLAIMS), ..good.clone() }, Field::Resources, "altinn.rights_twice"),
        (Draft { resources: text("urn:altinn:org:skd"), ..good.clone() }, Field::Resources, "altinn.not_a_resource"),
        (Draft { resources: text("krav og betaling"), ..good.clone() }, Field::Resources, "system.resource_signs"),
        (Draft { resources: text("finnes-ikke"), ..good.clone() }, Field::Resources, "altinn.resources_unknown"),
        (
            Draft { resources: text("nav_aareg_aareg-services-arbeidsforhold"), ..good.clone() },
            Field::Resources,
            "altinn.resource_types_not_delegable",
        ),
        (Draft { packages: twice("skattegrunnlag"), ..good.clone() }, Field::Packages, "altinn.packages_twice"),
        (Draft { packages: text("urn:altinn:resource:x"), ..good.clone() }, Field::Packages, "system.package_form"),
        (Draft { packages: text("regnskapsforer-med-signeringsrett"), ..good.clone() }, Field::Packages, "altinn.packages_unknown"),
        (Draft { packages: text("eksplisitt"), ..good.clone() }, Field::Packages, "altinn.packages_unknown"),
        (Draft { packages: text("ansvarlig-revisor"), is_visible: true, ..good.clone() }, Field::Visible, "altinn.client_package_visible"),
    ];
    let before = rig.vendor.platform().trail().entries().len();
    for (draft, field, code) in cases {
        assert_eq!(findings(rig.create(&draft).await)?, [(field, code)], "{draft:?}");
    }
    assert_eq!(rig.writes(before), Vec::<String>::new());
    // All of them at once, and then the system as it should be; the same client package where customers do not see it.
    let worst = Draft { id: "x y".to_owned(), clients: twice("312345609"), resources: text("a b"), ..Draft::default() };
    let fields: BTreeSet<Field> = findings(rig.create(&worst).await)?.into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, [Field::Id, Field::Name, Field::Description, Field::Clients, Field::Resources].into());
    rig.create(&Draft { packages: text("ansvarlig-revisor"), ..good }).await?;
    Ok(())
}

/// altinn.md 4.4, row by row: code, path, and the field of the form.
const REFUSALS: [(&str, &str, Field); 15] = [
    ("AUTH.VLD-00000", "vendor/id", Field::Vendor),
    ("AUTH.VLD-00001", "systemid", Field::Id),
    ("AUTH.VLD-00002", "systemid", Field::Id),
    ("AUTH.VLD-00003", "rights/resource", Field::Resources),
    ("AUTH.VLD-00004", "clientid", Field::Clients),
    ("AUTH.VLD-00005", "allowedredirecturls", Field::RedirectUrls),
    ("AUTH.VLD-00006", "rights/resource", Field::Resources),
    ("AUTH.VLD-00007", "accesspackages", Field::Packages),
    ("AUTH.VLD-00008", "accesspackages", Field::Packages),
    ("AUTH.VLD-00009", "rights/resource", Field::Resources),
    ("AUTH.VLD-00011", "clientid", Field::Clients),
    ("AUTH.VLD-00012", "systemid", Field::Id),
    ("AUTH.VLD-00013", "systemid", Field::Id),
    ("AUTH.VLD-00017", "rights/resource", Field::Resources),
    ("AUTH.VLD-00018", "accesspackages", Field::Packages),
];

#[tokio::test]
async fn each_refusal_of_the_register_stands_beside_its_field() -> Outcome {
    let town = town::start().await?;
    let refused = |_: &Asked| {
        let errors = REFUSALS.map(|(code, path, _)| {
            json!({ "code": code, "title": "English words", "paths": [format!("/registersystemrequest/{path}")], "Ids : ": "a-1" })
        });
        let body = json!({ "type": "urn:altinn:error:STD-00000", "code": "STD-00000", "status": 400, "validationErrors": errors });
        Answer::new(400, "application/problem+json", body.to_string())
    };
    let (rig, _server) = elsewhere(&town, refused).await?;
    let found = findings(rig.create(&rig.draft("kasse")).await)?;
    assert_eq!(found.iter().map(|(field, _)| *field).collect::<Vec<_>>(), REFUSALS.map(|(_, _, field)| field));
    let codes: BTreeSet<&str> = found.iter().map(|(_, code)| *code).collect();
    assert_eq!(codes.len(), REFUSALS.len(), "each has an explanation of its own: {found:?}");
    assert!(!codes.contains("altinn.input_refused"));
    Ok(())
}
