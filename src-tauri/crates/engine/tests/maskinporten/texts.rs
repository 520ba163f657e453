//! That a problem is one which can be shown: its code is declared, with texts in each language.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use inngang_engine::codes::all_codes;
use inngang_engine::problem::{Explain, Problem};
use serde_json::Value;

/// What the page would be given. Panics when it could not be shown.
pub(crate) fn shown(failure: &impl Explain) -> Problem {
    let problem = failure.explain();
    let code = all_codes().find(|code| code.name == problem.code);
    assert!(code.is_some_and(|code| code.facts.iter().all(|name| problem.facts.contains_key(name))), "{problem:?}");
    for (language, texts) in languages() {
        let (noun, what) = problem.code.split_once('.').unwrap_or_default();
        for part in ["title", "cause", "remedy"] {
            assert!(texts[noun][what][part].as_str().is_some_and(|text| !text.is_empty()), "{language} {} {part}", problem.code);
        }
    }
    problem
}

fn languages() -> &'static BTreeMap<&'static str, Value> {
    static TEXTS: OnceLock<BTreeMap<&'static str, Value>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/locales");
        let read = |language| std::fs::read(locales.join(language).join("problems.json")).ok();
        let texts = ["nb", "nn", "en"].map(|language| (language, read(language)));
        texts
            .into_iter()
            .map(|(language, text)| (language, serde_json::from_slice(&text.unwrap_or_default()).unwrap_or_default()))
            .collect()
    })
}
