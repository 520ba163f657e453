//! The copy of what our documents name, for when Altinn cannot be read.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::kinds::{Listed, ListedPackage, ListedResource, Origin};

/// The resources in it.
pub(super) fn resources() -> &'static Listed<ListedResource> {
    &COPY.0
}

/// The access packages in it.
pub(super) fn packages() -> &'static Listed<ListedPackage> {
    &COPY.1
}

/// The test below proves that it is whole.
static COPY: LazyLock<(Listed<ListedResource>, Listed<ListedPackage>)> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("offline.toml")).unwrap_or_default();
    let as_of = OffsetDateTime::parse(&file.as_of, &Rfc3339).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let resources = Listed { origin: Origin::Copy, as_of, entries: file.resource.into_iter().map(Resource::read).collect() };
    (resources, Listed { origin: Origin::Copy, as_of, entries: file.package.into_iter().map(Package::read).collect() })
});

#[derive(Default, Deserialize)]
struct File {
    as_of: String,
    resource: Vec<Resource>,
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Resource {
    id: String,
    title: BTreeMap<String, String>,
    owner: String,
    kind: String,
    delegable: bool,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    title: BTreeMap<String, String>,
    #[serde(default)]
    about: BTreeMap<String, String>,
    delegable: bool,
    assignable: bool,
}

impl Resource {
    fn read(self) -> ListedResource {
        let owner = BTreeMap::from([("nb".to_owned(), self.owner)]);
        let Self { id, title, kind, delegable: is_delegable, .. } = self;
        ListedResource { id, title, description: BTreeMap::new(), owner, kind, is_delegable }
    }
}

impl Package {
    fn read(self) -> ListedPackage {
        ListedPackage {
            urn: format!("urn:altinn:accesspackage:{}", self.name),
            name: self.title,
            description: self.about,
            is_delegable: self.delegable,
            is_assignable: self.assignable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::altinn::registry::Fitness;

    #[test]
    fn the_copy_is_whole() {
        let (resources, packages) = (resources(), packages());
        let text = include_str!("offline.toml");
        let tables = |name: &str| text.lines().filter(|line| *line == format!("[[{name}]]")).count();
        assert_eq!((resources.entries.len(), packages.entries.len()), (tables("resource"), tables("package")));
        assert!(packages.entries.len() >= 12 && !resources.entries.is_empty() && packages.as_of > OffsetDateTime::UNIX_EPOCH);
        for texts in packages.entries.iter().map(|one| &one.name).chain(resources.entries.iter().map(|one| &one.title)) {
            assert!(["nb", "nn", "en"].iter().all(|language| texts.get(*language).is_some_and(|text| !text.is_empty())), "{texts:?}");
        }
    }

    /// altinn.md 6.4, the table.
    #[test]
    fn the_packages_of_providers_are_for_clients_alone() {
        let fitness = |name: &str| {
            let urn = format!("urn:altinn:accesspackage:{name}");
            packages().entries.iter().find(|package| package.urn == urn).map(ListedPackage::fitness)
        };
        for name in ["regnskapsforer-med-signeringsrettighet", "regnskapsforer-lonn", "ansvarlig-revisor", "forretningsforer-eiendom"] {
            assert_eq!(fitness(name), Some(Fitness::ClientsOnly), "{name}");
        }
        assert_eq!((fitness("skattegrunnlag"), fitness("ffor-tilgangsstyrer-nuf")), (Some(Fitness::Any), Some(Fitness::OwnOnly)));
        assert_eq!((fitness("eksplisitt"), fitness("regnskapsforer-med-signeringsrett")), (Some(Fitness::NotDelegable), None));
    }

    #[test]
    fn a_search_is_in_three_languages() {
        let found = |words: &str| packages().search(words).into_iter().map(|package| package.urn.clone()).collect::<Vec<_>>();
        for words in ["auditor", "ansvarlig revisor", "ansvarleg REVISOR"] {
            assert_eq!(found(words).first().map(String::as_str), Some("urn:altinn:accesspackage:ansvarlig-revisor"), "{words}");
        }
        assert!(found("finnes ikke").is_empty());
        assert_eq!(found("").len(), packages().entries.len());
        assert!(!resources().search("krav").is_empty());
    }
}
