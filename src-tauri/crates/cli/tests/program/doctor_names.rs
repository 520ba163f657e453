//! `inngang certificate` on hostile and missing names, and on what nobody can know.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::doctor::{doctor, lines};
use crate::rig::{Outcome, Run, run};

/// A certificate that says this of itself, with its key.
fn said_by(folder: &Path, subject: &str, more: &[&str]) -> Outcome<PathBuf> {
    let path = folder.join("said.pem");
    let made = Command::new("openssl")
        .args(["req", "-x509", "-utf8", "-newkey", "rsa:2048", "-nodes", "-keyout", "said.key", "-days", "30", "-subj", subject])
        .args(more)
        .args(["-out", "said.pem"])
        .current_dir(folder)
        .output()?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into());
    }
    fs::write(&path, [fs::read(&path)?, fs::read(folder.join("said.key"))?].concat())?;
    Ok(path)
}

#[test]
fn names_steer_no_terminal() -> Outcome {
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("home");
    let hostile = "A\u{1b}[31mB\u{7}\nInngang: alt i orden\u{202e}C\u{2066}D\u{9b}E";
    let said = said_by(folder.path(), &format!("/C=NO/O={hostile}/CN={hostile}"), &[])?;
    let path = folder.path().join("a\u{1b}]0;x\u{7}b\u{202e}c\nd.pem");
    fs::rename(&said, &path)?;
    let steers = |sign: char| (sign.is_control() && sign != '\n') || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for more in [&["--offline"][..], &["--offline", "--json"]] {
        let Run { code, out, err } = run(&mut doctor(&home, &[&path], more))?;
        assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
        assert!(!out.contains(steers) && !out.lines().any(|line| line.starts_with("Inngang: ") || line.starts_with("d.pem")), "{out:?}");
    }
    let Run { out, .. } = run(&mut doctor(&home, &[&path], &["--offline", "--json"]))?;
    assert_eq!(lines(&out)?[0]["file"].as_str(), path.to_str(), "programs are told the very name");
    let Run { out, .. } = run(&mut doctor(&home, &[&path], &["--offline", "--lang", "nb"]))?;
    assert!(out.contains("a␛]0;x␇b�c␤d.pem: åpnet."), "{out}");
    Ok(())
}

#[test]
fn nothing_is_stated_that_is_not_known() -> Outcome {
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("home");
    let words = |path: &Path| -> Outcome<String> { Ok(run(&mut doctor(&home, &[path], &["--offline", "--lang", "nb"]))?.out) };
    let told = |path: &Path| -> Outcome<Value> { Ok(lines(&run(&mut doctor(&home, &[path], &["--offline", "--json"]))?.out)?.remove(0)) };

    let two = said_by(folder.path(), "/C=NO/O=Svingen AS/organizationIdentifier=NTRNO-315000106/serialNumber=310204577/CN=Svingen", &[])?;
    assert!(words(&two)?.contains("Virksomhet: Svingen AS, 315\u{a0}000\u{a0}106, 310\u{a0}204\u{a0}577\n"), "{}", words(&two)?);
    assert!(words(&two)?.contains("Disse står i det: 315\u{a0}000\u{a0}106 og 310\u{a0}204\u{a0}577."));
    let certificate = &told(&two)?["certificates"][0];
    assert_eq!((&certificate["organisation_number"], certificate["environment"].as_str()), (&Value::Null, Some("unknown")));

    let nameless = said_by(folder.path(), "/C=NO", &[])?;
    let said = words(&nameless)?;
    assert!(said.contains(" uten navn") && !said.contains("Virksomhet:") && !said.contains("Navn:"), "{said}");

    fs::write(folder.path().join("empty.p12"), "")?;
    let empty = told(&folder.path().join("empty.p12"))?;
    assert_eq!((empty["kind"].as_str(), empty["problem"]["code"].as_str()), (Some("empty"), Some("file.empty")));
    fs::write(folder.path().join("id.pub"), "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGx me@here\n")?;
    let public = told(&folder.path().join("id.pub"))?;
    assert_eq!((public["kind"].as_str(), public["problem"]["code"].as_str()), (Some("key"), Some("certificate.public_key")));
    Ok(())
}
