//! The whole road in practice, with a fault or without.

use std::fs;
use std::process::Stdio;

use crate::rig::{Outcome, Run, failed, inngang, run};
use serde_json::Value;

const STEPS: [&str; 9] =
    ["certificate", "key", "portal", "token_by_certificate", "token_by_key", "login", "access_organisation", "access_person", "done"];

#[test]
fn the_whole_road_in_words() -> Outcome {
    let place = tempfile::tempdir()?;
    let Run { code, out, err } = run(inngang().args(["rehearse", "--lang", "nb"]).env("TMPDIR", place.path()))?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert_eq!(out.lines().next(), Some("Miljø: Øvelse"));
    assert_eq!(out.lines().filter(|line| line.starts_with("✓ ") && line.ends_with(": gikk bra")).count(), STEPS.len(), "{out}");
    assert_eq!(out.lines().count(), 1 + 2 * STEPS.len(), "a line and its reason for each step: {out}");
    assert!(!out.contains("{{") && !out.contains("cli:"), "{out}");
    assert_eq!(fs::read_dir(place.path())?.count(), 0, "the town's folder is gone");
    no_secret_in(&out);
    Ok(())
}

#[test]
fn the_whole_road_for_programs() -> Outcome {
    // An office's proxy is not asked for what runs inside the program.
    let proxy = "http://127.0.0.1:9";
    let Run { code, out, err } = run(inngang().args(["rehearse", "--json"]).env("HTTP_PROXY", proxy).env("http_proxy", proxy))?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let steps: Vec<Value> = serde_json::from_str(&out)?;
    assert_eq!(steps.iter().map(|step| step["step"].as_str().unwrap_or_default()).collect::<Vec<_>>(), STEPS);
    for step in &steps {
        let members: Vec<&str> = step.as_object().ok_or("no object")?.keys().map(String::as_str).collect();
        assert_eq!(members, ["code", "facts", "milliseconds", "outcome", "step"]);
        assert_eq!((step["outcome"].as_str(), step["code"].is_null()), (Some("passed"), true), "{step}");
        assert!(step["facts"].is_object() && step["milliseconds"].is_u64(), "{step}");
    }
    assert_eq!(steps[0]["facts"]["organisation"], "315000106");
    assert_eq!(steps[3]["facts"]["client_amr"], "virksomhetssertifikat");
    assert_eq!(steps[4]["facts"]["client_amr"], "private_key_jwt");
    no_secret_in(&out);
    Ok(())
}

/// No token, no key, no national id.
fn no_secret_in(out: &str) {
    for secret in ["eyJ", "PRIVATE KEY", "14867521349", "148675"] {
        assert!(!out.contains(secret), "{secret} is in: {out}");
    }
}

#[test]
fn a_key_that_is_not_known() -> Outcome {
    let Run { code, out, .. } = run(inngang().args(["rehearse", "--json", "--fault", "unknown-kid"]))?;
    assert_eq!(code, Some(1), "{out}");
    assert_eq!(failed(&out)?, [("token_by_key".to_owned(), "maskinporten.unknown_key".to_owned())]);
    Ok(())
}

#[test]
fn a_key_that_becomes_known() -> Outcome {
    let Run { code, out, .. } = run(inngang().args(["rehearse", "--lang", "en", "--fault", "key-just-uploaded"]))?;
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("unknown 2 times first"), "{out}");
    Ok(())
}

#[test]
fn a_fault_in_words() -> Outcome {
    let Run { code, out, err } = run(inngang().args(["rehearse", "--lang", "nn", "--fault", "login-cancelled"]))?;
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    let lines: Vec<&str> = out.lines().collect();
    let failed = lines.iter().position(|line| *line == "✗ Innlogging: feila").ok_or_else(|| out.clone())?;
    assert!(lines[failed + 1].ends_with("(login.cancelled_by_person)") && lines[failed + 1].len() > 60, "{out}");
    assert!(lines.contains(&"– Tilgangstest, person: hoppa over"), "{out}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn stopped_in_the_middle_it_leaves_nothing() -> Outcome {
    use std::io::{BufRead as _, BufReader};
    let place = tempfile::tempdir()?;
    let mut command = inngang();
    command.args(["rehearse", "--fault", "unknown-kid"]).env("TMPDIR", place.path());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut first = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut first)?;
    assert_eq!(fs::read_dir(place.path())?.count(), 1, "the town has its folder");
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status()?;
    assert_eq!(child.wait()?.code(), Some(2));
    assert_eq!(fs::read_dir(place.path())?.count(), 0, "the folder is gone");
    Ok(())
}
