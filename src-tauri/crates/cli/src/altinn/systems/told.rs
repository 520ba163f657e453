//! How systems are told of: in words, and for programs.

use inngang_engine::altinn::System;
use serde_json::{Value, json};

use crate::json;
use crate::words::Words;

pub(super) fn list_json(systems: &[System]) -> String {
    json::line(&systems.iter().map(system_json).collect::<Value>())
}

pub(super) fn list_in_words(systems: &[System], words: &Words) -> String {
    if systems.is_empty() {
        return words.get("cli:altinn.systems.none", &[]) + "\n";
    }
    systems.iter().map(|system| line(system, words)).collect()
}

fn line(system: &System, words: &Words) -> String {
    let state = if system.is_deleted { "line_deleted" } else { "line" };
    let name = system.name.get(words.language).or_else(|| system.name.get("nb")).map_or("", String::as_str);
    words.get(&format!("cli:altinn.systems.{state}"), &[("id", &system.id), ("name", name)]) + "\n"
}

pub(super) fn system_json(system: &System) -> Value {
    json!({
        "id": system.id,
        "vendor": system.vendor,
        "name": system.name,
        "description": system.description,
        "client_ids": system.clients,
        "resources": system.resources,
        "packages": system.packages,
        "redirect_urls": system.redirect_urls,
        "visible": system.is_visible,
        "deleted": system.is_deleted,
    })
}
