//! What the public registry says of the resources and packages of a system, before it is sent.

use futures_util::future::join_all;

use super::check::foreseen;
use super::draft::Draft;
use super::finding::{Field, Finding};
use crate::altinn::registry::{Fitness, ListedPackage, Origin, Registry};
use crate::altinn::{Platform, System};

/// What is wrong with what is new in it. What nobody can say is let be: the register knows.
pub(super) async fn check(draft: &Draft, standing: Option<&System>, registry: &Registry, platform: &Platform) -> Vec<Finding> {
    let held = standing.map(System::resources).unwrap_or_default();
    let ids: Vec<&String> = draft.resources.iter().filter(|id| !held.contains(*id)).collect();
    let answers = join_all(ids.iter().map(|id| registry.resource(id, platform))).await;
    let (mut unknown, mut unfit) = (Vec::new(), Vec::new());
    for (id, answer) in ids.into_iter().zip(answers) {
        match answer {
            Ok(None) => unknown.push(id.clone()),
            Ok(Some(resource)) if !resource.fitness().is_fit() => unfit.push(id.clone()),
            _ => {}
        }
    }
    let mut findings = Vec::new();
    findings.extend(some(unknown).map(|ids| foreseen(Field::Resources, "AUTH.VLD-00003", ids)));
    findings.extend(some(unfit).map(|ids| foreseen(Field::Resources, "AUTH.VLD-00017", ids)));
    if !draft.packages.is_empty() {
        findings.extend(packages(draft, standing, registry, platform).await);
    }
    findings
}

async fn packages(draft: &Draft, standing: Option<&System>, registry: &Registry, platform: &Platform) -> Vec<Finding> {
    let list = registry.packages(platform).await;
    let fitness = |urn: &String| list.entries.iter().find(|package| package.urn == *urn).map(ListedPackage::fitness);
    let is_new = |urn: &&String| standing.is_none_or(|system| !system.packages.contains(*urn));
    // The copy does not have all of them.
    let is_unfit = |urn: &&String| fitness(urn).map_or(list.origin == Origin::Service, |fitness| !fitness.is_fit());
    let unfit: Vec<String> = draft.packages.iter().filter(is_new).filter(is_unfit).cloned().collect();
    let for_clients: Vec<String> = draft.packages.iter().filter(|urn| fitness(urn) == Some(Fitness::ClientsOnly)).cloned().collect();
    let mut findings = Vec::new();
    findings.extend(some(unfit).map(|urns| foreseen(Field::Packages, "AUTH.VLD-00008", urns)));
    if draft.is_visible {
        findings.extend(some(for_clients).map(|urns| foreseen(Field::Visible, "AUTH.VLD-00018", urns)));
    }
    findings
}

fn some(names: Vec<String>) -> Option<Vec<String>> {
    (!names.is_empty()).then_some(names)
}
