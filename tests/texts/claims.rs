//! Each claim that the token reader knows has its words.

use std::collections::BTreeSet;

use inngang_engine::diagnostics::token_reader::KNOWN_CLAIMS;

use crate::locales::{LANGUAGES, read};
use crate::{Failure, assert_none};

#[test]
fn every_known_claim_has_a_name_and_a_meaning() -> Result<(), Failure> {
    let wanted: BTreeSet<String> = KNOWN_CLAIMS
        .iter()
        .map(|name| name.replace(|sign: char| !sign.is_ascii_alphanumeric(), "_"))
        .flat_map(|name| ["name", "what"].map(|part| format!("claim.{name}.{part}")))
        .collect();
    let mut different = Vec::new();
    for language in LANGUAGES {
        let said: BTreeSet<String> =
            read("ui/src/locales", language, "token")?.into_keys().filter(|key| key.starts_with("claim.")).collect();
        different.extend(wanted.symmetric_difference(&said).map(|key| format!("{language}: {key}")));
    }
    assert_none("Claims that are known or have words, and not both", &different);
    Ok(())
}
