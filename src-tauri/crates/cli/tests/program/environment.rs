//! An environment of one's own: what is played in it, and files that describe none.

use std::fs;
use std::path::PathBuf;

use crate::rig::{Outcome, Run, inngang, run};
use serde_json::Value;
use tempfile::TempDir;

const OWN: &str = "name = \"Vårt eget\"\n[hosts]\nmaskinporten = \"http://127.0.0.1:9/\"\nidporten = \"http://127.0.0.1:9\"\n";

fn described(text: &[u8]) -> Outcome<(TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("own.toml");
    fs::write(&file, text)?;
    Ok((folder, file))
}

#[test]
fn steps_that_need_practice_say_so() -> Outcome {
    let (_folder, file) = described(OWN.as_bytes())?;
    let Run { code, out, err } = run(inngang().args(["rehearse", "--json", "--environment"]).arg(&file))?;
    // Nothing was proved, so nothing is called good.
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    let steps: Vec<Value> = serde_json::from_str(&out)?;
    let told = steps.iter().map(|step| (step["step"].as_str().unwrap_or_default(), step["code"].as_str().unwrap_or_default()));
    let expected = [
        ("certificate", "rehearse.no_file"),
        ("key", "rehearse.needs_step"),
        ("portal", "rehearse.only_practice"),
        ("token_by_certificate", "rehearse.needs_step"),
        ("token_by_key", "rehearse.needs_step"),
        ("login", "rehearse.no_person"),
        ("access_organisation", "rehearse.needs_step"),
        ("access_person", "rehearse.needs_step"),
        ("done", "rehearse.not_proved"),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let Run { out, .. } = run(inngang().args(["rehearse", "--lang", "en", "--environment"]).arg(&file))?;
    assert!(out.starts_with("Environment: Vårt eget\n– Certificate: skipped\n  No certificate file was chosen."), "{out}");
    Ok(())
}

#[test]
fn a_file_that_describes_none_ends_with_two() -> Outcome {
    fn check(text: &[u8], said: &[&str]) -> Outcome {
        let (_folder, file) = described(text)?;
        let Run { code, out, err } = run(inngang().args(["rehearse", "--lang", "en", "--environment"]).arg(&file))?;
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.lines().count() >= 3 && !err.contains("{{") && !err.contains("problems:"), "title, cause, remedy: {err}");
        assert!(said.iter().all(|text| err.contains(text)), "{said:?}: {err}");
        Ok(())
    }
    check(b"name = \"x\"\n[hosts]\nportal = \"http://192.168.1.1/\"\n", &["portal", "http://192.168.1.1/"])?;
    check(b"name = \"x\"\n[hosts]\nidporten = \"https://oidc.difi.no\"\n", &["oidc.difi.no"])?;
    check(b"name = \"x\"\n[hosts]\nmasknporten = \"x\"\n", &["3"])?;
    check(b"name = \"x\"\ntls_ca = \"no-such.pem\"\n", &["no-such.pem"])?;
    check(b"\xff\xfe", &[])?;
    check(b"", &[])?;
    let Run { code, err, .. } = run(inngang().args(["rehearse", "--environment", "/no/such/file.toml"]))?;
    assert_eq!((code, err.lines().count()), (Some(2), 3), "{err}");
    Ok(())
}
