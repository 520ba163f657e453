//! `inngang certificate` asking the issuers of the local practice town.

use std::path::Path;

use inngang_practice::{CertificateOrder, IssuedFile, Options, Practice, Validity};
use serde_json::Value;
use tempfile::TempDir;

use crate::rig::{Outcome, Run, inngang, run_with};

/// One that stands, and one that was revoked a week ago.
fn issued() -> Outcome<(TempDir, [IssuedFile; 2])> {
    let home = tempfile::tempdir()?;
    let files = tokio::runtime::Runtime::new()?.block_on(async {
        let town = Practice::start(Options::new(home.path().join("practice"))).await?;
        let ordinary = CertificateOrder::ordinary("315000106");
        let revoked = CertificateOrder { validity: Validity::Revoked, ..ordinary.clone() };
        Ok::<_, inngang_practice::PracticeError>([town.issue(&ordinary).await?, town.issue(&revoked).await?])
    })?;
    Ok((home, files))
}

fn doctor(home: &Path, file: &IssuedFile, more: &[&str]) -> Outcome<Run> {
    let mut command = inngang();
    command.arg("certificate").arg(&file.path).args(["--password-fd", "0"]).args(more).env("INNGANG_HOME", home);
    // An office's proxy is not asked for what runs inside the program.
    command.env("HTTP_PROXY", "http://127.0.0.1:9").env("http_proxy", "http://127.0.0.1:9");
    run_with(&mut command, file.password.as_bytes())
}

#[test]
fn the_issuer_says_whether_it_stands() -> Outcome {
    let (home, [good, revoked]) = issued()?;
    let check = |file: &IssuedFile, more: &[&str], state: &str, ending: i32, finding: &str| -> Outcome {
        let Run { code, out, err } = doctor(home.path(), file, &[&["--json"], more].concat())?;
        let told: Value = serde_json::from_str(&out)?;
        assert_eq!((told["certificates"][0]["revocation"].as_str(), code, err.as_str()), (Some(state), Some(ending), ""), "{out}");
        let codes: Vec<&str> = told["findings"].as_array().ok_or("none")?.iter().filter_map(|one| one["code"].as_str()).collect();
        assert!(codes.contains(&finding), "{codes:?}");
        Ok(())
    };
    check(&good, &[], "good", 0, "certificate.not_revoked")?;
    check(&revoked, &[], "revoked", 1, "certificate.revoked")?;
    check(&good, &["--offline"], "not_checked", 0, "certificate.revocation_not_checked")?;
    // Without asking nobody can know.
    check(&revoked, &["--offline"], "not_checked", 0, "certificate.revocation_not_checked")?;
    let Run { out, .. } = doctor(home.path(), &revoked, &["--lang", "nb"])?;
    assert!(out.contains("er tilbakekalt. Finn filen til det nye") && out.contains("(certificate.revoked)"), "{out}");
    Ok(())
}
