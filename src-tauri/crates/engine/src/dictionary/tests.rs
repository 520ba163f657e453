//! The dictionary: every name finds its entry, every paste what it speaks of, nothing else is kept.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::called::CalledKind;

/// Made once: there are many texts here.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(entries);

fn codes_for(text: &str) -> Vec<&'static str> {
    recognise_among(text, &ENTRIES).found.into_iter().map(|found| found.code).collect()
}

/// The first that fits.
fn check(text: &str, expected: &str) {
    assert_eq!(codes_for(text).first().copied(), Some(expected), "{text}: {:?}", codes_for(text));
}

#[test]
fn each_code_has_one_entry_and_no_row_is_of_an_unknown_code() {
    let entries = entries();
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry.code.name).collect();
    assert!(names.len() == entries.len() && names.len() == all_codes().count());
    for row in known() {
        assert!(names.contains(row.code.name), "{}", row.code.name);
        assert!(!row.called.is_empty() && row.source != Source::Program && row.evidence != Evidence::Own, "{}", row.code.name);
    }
    let own = |entry: &&Entry| {
        (entry.source == Source::Program) != entry.called.is_empty() || (entry.evidence == Evidence::Own) != entry.called.is_empty()
    };
    assert!(!entries.iter().any(|entry| own(&entry)));
}

#[test]
fn what_others_say_finds_its_own_entry() {
    for row in known() {
        for called in row.called {
            assert!(codes_for(called.name).contains(&row.code.name), "{} does not find {}", called.name, row.code.name);
        }
    }
}

#[test]
fn our_codes_find_themselves_whole_or_by_half() {
    for entry in entries() {
        check(entry.code.name, entry.code.name);
        check(&format!("code: {}.", entry.code.name.to_uppercase()), entry.code.name);
    }
    const OTHERS: Code = Code { name: "shelf.broken", turn: crate::problem::Turn::You, facts: &[] };
    let with_others = entries_with([&OTHERS]);
    assert_eq!(with_others.last().map(|entry| (entry.code.name, entry.source)), Some(("shelf.broken", Source::Program)));
    assert_eq!(recognise_among("shelf.broken", &with_others).found.first().map(|found| found.code), Some("shelf.broken"));
    assert_eq!(codes_for("clock"), ["maskinporten.clock", "login.clock", "access.clock"]);
    assert_eq!(codes_for("key_required"), ["maskinporten.key_required"]);
}

#[test]
fn pastes_of_many_forms_find_what_they_speak_of() {
    check("MP-121", "maskinporten.key_expired");
    check("mp-303", "maskinporten.system_user");
    check(
        r#"{"error":"invalid_scope","error_description":"Token request contains invalid scopes for client, a:b (trace_id: 1)","error_uri":"https://test.maskinporten.no/errors/MP-200"}"#,
        "maskinporten.scope_not_registered",
    );
    check(
        r#"2026-11-20T09:12:31Z ERROR token request failed {"error":"invalid_grant","error_description":"Expired   key (trace_id: 4bf92f3577b34da6a3ce929d0e0e4736)"}"#,
        "maskinporten.key_expired",
    );
    check("UNKNOWN KEY IDENTIFIER (KID) FOR CLIENT", "maskinporten.unknown_key");
    check("Client authentication failed. Invalid JWT claim aud", "maskinporten.audience");
    check("invalid_altinn_customer_configuration", "maskinporten.system_user");
    check("<html><head><title>502 Bad Gateway</title></head></html>", "network.server_error");
    check("<!DOCTYPE HTML><title>Logg inn</title>", "network.not_json");
    check("HTTP/1.1 503", "network.server_error");
    check("504", "network.server_error");
    check("HTTP 428 PRECONDITION_REQUIRED", "selfservice.terms_not_accepted");
    check("«Ny integrasjon» er grå", "selfservice.no_portal_right");
    check("javax.net.ssl.SSLHandshakeException: PKIX path building failed", "network.tls");
    check("connection attempt failed because the connected party did not properly respond", "network.unreachable");
}

#[test]
fn what_means_many_things_brings_them_all_and_what_tells_more_wins() {
    let grants = codes_for("invalid_grant");
    for code in ["maskinporten.unknown_key", "maskinporten.client_unknown", "maskinporten.signature", "login.grant_refused"] {
        assert!(grants.contains(&code), "{grants:?}");
    }
    assert_eq!(codes_for("invalid_scope").first(), Some(&"maskinporten.scope_refused"), "alone it says no more than that");
    assert_eq!(codes_for(r#"{"error":"invalid_grant","error_uri":"https://maskinporten.no/errors/MP-012"}"#), ["maskinporten.replayed"]);
    assert_eq!(codes_for("first MP-250, then MP-011"), ["maskinporten.scope_not_granted", "maskinporten.malformed"], "as they stand");
    let signature = codes_for("Invalid assertion. Client authentication failed. Invalid JWT signature. (trace_id: 1)");
    assert_eq!(
        signature,
        ["maskinporten.signature", "maskinporten.client_unknown", "login.client_refused", "maskinporten.malformed"],
        "the last says most"
    );
    assert!(codes_for("this is forbidden and took 503 milliseconds of 4000").len() < 6);
    assert_eq!(codes_for("it took 503 milliseconds"), [] as [&str; 0], "a number is no status");
}

#[test]
fn nothing_that_fits_brings_what_is_written_alike() {
    let read = recognise("maskinporten.key_expird");
    assert_eq!((read.found.len(), read.near.first().copied()), (0, Some("maskinporten.key_expired")));
    assert_eq!(recognise("invalid_grnat").near, ["invalid_grant"]);
    let part = recognise("blabla expired").near;
    assert!(part.first() == Some(&"certificate.expired") && part.contains(&"maskinporten.key_expired"), "{part:?}");
    let nothing = recognise("blåbærsyltetøy");
    assert_eq!((nothing.found.len(), nothing.near.len(), nothing.trace_id, nothing.pasted), (0, 0, None, None));
    let unlisted = recognise("MP-999");
    assert_eq!((unlisted.found.len(), unlisted.near.first().copied()), (0, Some("maskinporten.refused")));
    let unlisted = recognise("auth-00029");
    assert_eq!((unlisted.found.len(), unlisted.near.first().copied()), (0, Some("altinn.refused")));
}

#[test]
fn a_trace_id_is_kept_and_a_secret_is_flagged_and_nothing_else_is_kept() {
    let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl";
    let read = recognise(&format!("MP-121 for assertion={jwt} of 14867521349 (trace_id: 4bf92f3577b34da6a3ce929d0e0e4736)"));
    assert_eq!(read.found.first().map(|found| found.code), Some("maskinporten.key_expired"));
    assert_eq!((read.pasted, read.trace_id.as_deref()), (Some(Pasted::Token), Some("4bf92f3577b34da6a3ce929d0e0e4736")));
    let kept = format!("{read:?}");
    assert!(!kept.contains("eyJ") && !kept.contains("14867521349") && !kept.contains("assertion="), "{kept}");
}

/// Pieces of what is looked for, among any bytes.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&str; 20] = [
        "MP-",
        "121",
        "MP-303",
        "invalid_grant",
        "\"",
        "{",
        "}",
        "(trace_id: ",
        "eyJ",
        ".",
        "-----BEGIN PRIVATE KEY-----",
        "<html",
        "503",
        "HTTP ",
        "\u{0}",
        "İ",
        "ß\u{301}",
        "\u{202e}",
        " ",
        "maskinporten.",
    ];
    let piece = prop_oneof![vec(any::<u8>(), 0..4), select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec())];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_and_what_is_found_is_in_the_dictionary(bytes in bytes()) {
        let read = recognise_among(&String::from_utf8_lossy(&bytes), &ENTRIES);
        prop_assert!(read.found.iter().all(|found| all_codes().any(|code| code.name == found.code)));
        prop_assert!(read.found.is_empty() || read.near.is_empty());
        prop_assert!(read.near.iter().all(|name| !codes_for(name).is_empty()));
        prop_assert!(read.trace_id.is_none_or(|id| id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')));
    }
}

#[test]
fn no_more_than_a_message_is_read() {
    let long = |sign: &str| sign.repeat(LONGEST / sign.len() + 1);
    assert_eq!(codes_for(&(long("x ") + "MP-121")), [] as [&str; 0]);
    assert_eq!(codes_for(&(long("æ ") + "MP-121")), [] as [&str; 0], "and it is not cut within a letter");
    check(&("MP-121 ".to_owned() + &long("eyJ.")), "maskinporten.key_expired");
}

#[test]
fn kinds_of_names_are_as_they_should_be() {
    for called in known().flat_map(|row| row.called) {
        let name = called.name;
        let fits = match called.kind {
            CalledKind::Code => (name.starts_with("MP-") && name.len() == 6) || altinn::is_code(name),
            CalledKind::Error => !name.contains(' '),
            CalledKind::Status => name.parse::<u16>().is_ok_and(|status| (300..600).contains(&status)),
            CalledKind::Phrase => name.len() >= 5,
        };
        assert!(fits, "{called:?}");
    }
}
