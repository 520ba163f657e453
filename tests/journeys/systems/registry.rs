//! The public registry of resources and access packages, in practice and where nobody answers.

use std::sync::Arc;

use inngang_engine::altinn::Platform;
use inngang_engine::altinn::registry::{Fitness, Origin, Registry};
use inngang_engine::environment::from_toml;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::{Outcome, town};

use super::{CLAIMS, package};

#[tokio::test]
async fn the_public_registry_is_read_once_and_searched_in_three_languages() -> Outcome {
    let town = town::start().await?;
    let platform = Platform::new(town.environment.clone(), town.http.clone(), town.ports(Arc::new(NoBrowserHere)));
    let registry = Registry::default();
    let resources = registry.resources(&platform).await;
    assert_eq!(resources.origin, Origin::Service);
    for words in ["krav og betalinger", "betalingar", "claims PAYMENTS", "skatteetaten krav"] {
        assert_eq!(resources.search(words).first().map(|entry| entry.id.as_str()), Some(CLAIMS), "{words}");
    }
    let fitness = |id: &str| resources.entries.iter().find(|entry| entry.id == id).map(|entry| entry.fitness());
    assert_eq!(fitness("nav_aareg_aareg-services-arbeidsforhold"), Some(Fitness::WrongKind));
    assert_eq!((fitness("ttd-personlig-melding"), fitness(CLAIMS)), (Some(Fitness::NotDelegable), Some(Fitness::Any)));
    let packages = registry.packages(&platform).await;
    let fitness = |name: &str| packages.entries.iter().find(|entry| entry.urn == package(name)).map(|entry| entry.fitness());
    assert_eq!((fitness("ansvarlig-revisor"), fitness("skattegrunnlag")), (Some(Fitness::ClientsOnly), Some(Fitness::Any)));
    assert_eq!((fitness("ffor-tilgangsstyrer-nuf"), fitness("eksplisitt")), (Some(Fitness::OwnOnly), Some(Fitness::NotDelegable)));
    let named = packages.entries.iter().find(|entry| entry.urn == package("regnskapsforer-med-signeringsrettighet"));
    assert_eq!(named.map(|entry| entry.name.len()), Some(3), "in each language");

    let before = town.http.trail().entries().len();
    registry.resources(&platform).await;
    registry.packages(&platform).await;
    assert_eq!(registry.resource(CLAIMS, &platform).await?.map(|found| found.id).as_deref(), Some(CLAIMS));
    assert_eq!(town.http.trail().entries().len(), before, "kept for the run");
    assert_eq!(registry.resource("finnes-ikke", &platform).await?, None);

    // Where nobody answers, the copy that comes along; asked for again each time.
    let text = "name = \"Stille\"\n[hosts]\naltinn_platform = \"http://127.0.0.1:9\"\n";
    let silent = Platform::new(from_toml(text, |_| None)?, town.http.clone(), town.ports(Arc::new(NoBrowserHere)));
    let (registry, before) = (Registry::default(), town.http.trail().entries().len());
    assert_eq!(registry.packages(&silent).await.origin, Origin::Copy);
    assert_eq!(registry.resources(&silent).await.origin, Origin::Copy);
    assert!(town.http.trail().entries().len() > before);
    assert!(registry.resource(CLAIMS, &silent).await.is_err(), "nobody can say");
    Ok(())
}
