//! Every row of altinn.md 9 is read in its documented shape, and the dictionary finds it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::dossier::{AM_VLD, AUTH, AUTH_VLD, LAST_RR_VLD, OTHERS, STD_VLD};
use super::{JSON, read};
use crate::altinn::refusals::{known, rows};
use crate::called::CalledKind;
use crate::dictionary::{Entry, entries, recognise_among};
use crate::problem::{Explain, Fact};

const TRACE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(entries);

/// A problem of altinn.md 9.1.
fn problem(code: &str, status: u16, title: &str) -> Value {
    json!({ "type": format!("urn:altinn:error:{code}"), "title": title, "status": status, "code": code, "traceId": TRACE })
}

/// A validation problem with one error.
fn validation(code: &str, title: &str, path: &str, values: &[&str]) -> Value {
    let mut error = json!({ "code": code, "title": title, "paths": [path] });
    if !values.is_empty() {
        // Names of extensions may have spaces and colons.
        error["ResourceIds Not Found : "] = json!(values);
    }
    let mut problem = problem("STD-00000", 400, "One or more validation errors occurred.");
    problem["validationErrors"] = json!([error]);
    problem
}

/// Reads it as an answer, and looks it up: as a body, alone, in small letters, in a line of a log.
fn check(code: &str, status: u16, body: &Value, expected: &str) {
    let error = read(status, JSON, &body.to_string());
    let (problem, expected) = (error.explain(), format!("altinn.{expected}"));
    assert_eq!((problem.code, error.status(), error.altinn_code()), (expected.as_str(), Some(status), Some(code)), "{body}");
    assert!(problem.said.is_some_and(|said| said.trace_id.as_deref() == Some(TRACE) && said.description.is_some()), "{code}");
    let log = format!("2026-11-20T09:12:31Z ERROR request refused ({code}), HTTP {status}, traceId={TRACE}");
    for text in [code, &code.to_lowercase(), &log, &body.to_string()] {
        let found = recognise_among(text, &ENTRIES).found;
        assert_eq!(found.first().map(|found| found.code), Some(expected.as_str()), "{text} finds {found:?}");
    }
}

#[test]
fn every_problem_of_the_dossier_is_read_and_found() {
    for (code, status, _, title, expected) in AUTH {
        check(code, *status, &problem(code, *status, title), expected);
    }
    for (code, status, title, expected) in OTHERS {
        check(code, *status, &problem(code, *status, title), expected);
    }
    assert_eq!((AUTH.len(), OTHERS.len()), (80, 48 + 4 + 1), "as many as the dossier has");
}

#[test]
fn every_validation_error_of_the_dossier_is_read_and_found() {
    for (code, path, title, values, expected) in AUTH_VLD {
        let body = validation(code, title, path, values);
        check(code, 400, &body, expected);
        let error = read(400, JSON, &body.to_string());
        let fields: Vec<(&str, &str, &str, &[String])> =
            error.fields().iter().map(|field| (field.code.name, &*field.path, &*field.title, &*field.values)).collect();
        let ids: Vec<String> = values.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(fields, [(error.explain().code, *path, *title, &ids[..])]);
        let named = error.explain().facts.get("named").cloned();
        assert!(named.is_none_or(|named| named == Fact::List(ids)), "{code} names what Altinn names");
    }
    for (code, title, expected) in STD_VLD {
        check(code, 400, &validation(code, title, "/x", &[]), expected);
    }
    for (number, title) in AM_VLD {
        let (code, body) = (format!("AM.VLD-{number:05}"), |code: &str| validation(code, title, "/x", &[]));
        check(&code, 400, &body(&code), "access_input");
        let words = read(400, JSON, &body(&code).to_string()).explain().facts.get("words").cloned();
        assert_eq!(words, Some(Fact::from(format!("/x: {title}"))), "the number does not say what it is");
    }
    for number in 0..=LAST_RR_VLD {
        let code = format!("RR.VLD-{number:05}");
        check(&code, 400, &validation(&code, "Out of range", "/size", &[]), "registry_input");
    }
    check("STD-00000", 400, &problem("STD-00000", 400, "Invalid"), "input_refused");
    check("STD-00001", 500, &problem("STD-00001", 500, "Several"), "several_problems");
    let numbers: BTreeSet<u8> = AM_VLD.iter().map(|(number, _)| *number).collect();
    assert_eq!((AUTH_VLD.len(), STD_VLD.len(), AM_VLD.len(), numbers.len()), (18, 18, 26, 25), "as many as the dossier has");
}

#[test]
fn the_tables_have_no_code_beyond_the_dossier_and_none_twice() {
    let mut here: BTreeSet<String> = AUTH.iter().map(|row| row.0.to_owned()).collect();
    here.extend(OTHERS.iter().map(|row| row.0.to_owned()).chain(AUTH_VLD.iter().map(|row| row.0.to_owned())));
    here.extend(STD_VLD.iter().map(|row| row.0.to_owned()).chain(AM_VLD.iter().map(|(number, _)| format!("AM.VLD-{number:05}"))));
    here.extend((0..=LAST_RR_VLD).map(|number| format!("RR.VLD-{number:05}")).chain(["STD-00000".to_owned(), "STD-00001".to_owned()]));
    let codes: Vec<&str> =
        rows().flat_map(|row| row.known.called).filter(|called| called.kind == CalledKind::Code).map(|called| called.name).collect();
    let once: BTreeSet<String> = codes.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(once.len(), codes.len());
    assert_eq!(once, here);
    assert!(crate::altinn::REFUSAL_CODES.iter().all(|code| known().any(|row| row.code.name == code.name)), "each has a source");
}

#[test]
fn packages_are_named_from_a_list_with_commas() {
    for (code, extension) in
        [("AUTH-00063", "NotFoundPackages"), ("AUTH-00064", "NotDelegablePackages"), ("AUTH-00065", "NotDelegablePackages")]
    {
        let mut body = problem(code, 400, "Packages");
        body[extension] = json!("urn:altinn:accesspackage:a, urn:altinn:accesspackage:b");
        let named = Fact::List(["a", "b"].map(|end| format!("urn:altinn:accesspackage:{end}")).into());
        assert_eq!(read(400, JSON, &body.to_string()).explain().facts.get("named"), Some(&named), "{code}");
    }
    let without = read(400, JSON, &problem("AUTH-00063", 400, "More than the system has").to_string());
    assert_eq!(without.explain().facts.get("named"), Some(&Fact::List(vec!["More than the system has".to_owned()])));
}
