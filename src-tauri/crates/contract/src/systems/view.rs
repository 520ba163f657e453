//! Systems between the page and the engine.

use std::collections::BTreeMap;

use inngang_engine::altinn::{Right, System};
use inngang_engine::vendor::systems::{Change, ChangeKind, Draft, Field, Finding};

use super::{SaveSystem, SystemChangeKind, SystemChangeView, SystemField, SystemFindingView, SystemView, TextsView};
use crate::moment;

impl From<&BTreeMap<String, String>> for TextsView {
    fn from(texts: &BTreeMap<String, String>) -> Self {
        let text = |language: &str| texts.get(language).cloned().unwrap_or_default();
        Self { nb: text("nb"), nn: text("nn"), en: text("en") }
    }
}

impl From<TextsView> for BTreeMap<String, String> {
    fn from(TextsView { nb, nn, en }: TextsView) -> Self {
        [("nb", nb), ("nn", nn), ("en", en)].map(|(language, text)| (language.to_owned(), text)).into()
    }
}

impl From<&System> for SystemView {
    fn from(system: &System) -> Self {
        Self {
            id: system.id.clone(),
            name: (&system.name).into(),
            description: (&system.description).into(),
            client_ids: system.clients.clone(),
            redirect_urls: system.redirect_urls.clone(),
            resources: system.resources(),
            rights: system.rights.iter().map(Right::to_string).collect(),
            packages: system.packages.clone(),
            visible: system.is_visible,
            deleted: system.is_deleted,
            version: system.version(),
        }
    }
}

impl From<SaveSystem> for Draft {
    fn from(form: SaveSystem) -> Self {
        Self {
            id: form.id,
            name: form.name.into(),
            description: form.description.into(),
            clients: form.client_ids,
            redirect_urls: form.redirect_urls,
            resources: form.resources,
            packages: form.packages,
            is_visible: form.visible,
        }
    }
}

impl From<&Finding> for SystemFindingView {
    fn from(finding: &Finding) -> Self {
        let field = match finding.field {
            Field::Id => SystemField::Id,
            Field::Vendor => SystemField::Vendor,
            Field::Name => SystemField::Name,
            Field::Description => SystemField::Description,
            Field::Clients => SystemField::Clients,
            Field::RedirectUrls => SystemField::RedirectUrls,
            Field::Resources => SystemField::Resources,
            Field::Packages => SystemField::Packages,
            Field::Visible => SystemField::Visible,
            Field::Other => SystemField::Other,
        };
        Self { field, problem: finding.problem.clone().into(), blocks: finding.blocks }
    }
}

impl From<Change> for SystemChangeView {
    fn from(change: Change) -> Self {
        let kind = match change.kind {
            ChangeKind::Create => SystemChangeKind::Create,
            ChangeKind::Update => SystemChangeKind::Update,
            ChangeKind::Rights => SystemChangeKind::Rights,
            ChangeKind::Packages => SystemChangeKind::Packages,
            ChangeKind::Delete => SystemChangeKind::Delete,
            ChangeKind::Other => SystemChangeKind::Other,
        };
        Self { at: change.at.map(moment), kind, by: change.by, client_id: change.client, data: change.data }
    }
}
