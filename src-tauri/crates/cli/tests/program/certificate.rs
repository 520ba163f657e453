//! Certificate files on the road: one that OpenSSL wrote, a wrong password, what is no certificate at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::rig::{Outcome, Run, failed, inngang, run, run_with};
use serde_json::Value;

/// Told from every other word in the output.
pub(crate) const PASSWORD: &str = "blåbær-7f31c9";

/// A certificate in the shape of SEID 2.0, signed by itself, packed by OpenSSL.
pub(crate) fn self_made(folder: &Path) -> Outcome<PathBuf> {
    let subject = "/C=NO/O=BLÅBÆRSVINGEN BAKERI AS/organizationIdentifier=NTRNO-315000106/CN=Blåbærsvingen API";
    let openssl = |arguments: &[&str]| -> Outcome {
        let made = Command::new("openssl").args(arguments).current_dir(folder).output()?;
        if made.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&made.stderr).into()) }
    };
    let request = ["req", "-x509", "-utf8", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "own.pem", "-days", "30"];
    openssl(&[&request[..], &["-subj", subject, "-addext", "keyUsage=critical,digitalSignature"]].concat())?;
    fs::write(folder.join("password"), PASSWORD)?;
    openssl(&["pkcs12", "-export", "-inkey", "key.pem", "-in", "own.pem", "-out", "own.p12", "-passout", "file:password"])?;
    Ok(folder.join("own.p12"))
}

/// Rehearses with the file and a password on standard input.
fn rehearse(file: &Path, password: &str, more: &[&str]) -> Outcome<Run> {
    let mut command = inngang();
    command.args(["rehearse", "--p12"]).arg(file).args(["--password-fd", "0"]).args(more);
    run_with(&mut command, format!("{password}\n").as_bytes())
}

#[test]
fn one_that_openssl_wrote_brings_a_key() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let Run { code, out, err } = rehearse(&file, PASSWORD, &["--json"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let steps: Vec<Value> = serde_json::from_str(&out)?;
    assert_eq!((steps[0]["outcome"].as_str(), steps[0]["facts"]["organisation"].as_str()), (Some("passed"), Some("315000106")));
    assert_eq!(steps[1]["facts"]["bits"], 2048, "the certificate's own key is the one that is registered");
    assert_eq!((steps[3]["outcome"].as_str(), steps[3]["code"].as_str()), (Some("skipped"), Some("certificate.self_signed")));
    assert_eq!(steps[4]["outcome"], "passed", "{out}");
    assert_eq!(steps[6]["outcome"], "passed", "{out}");
    assert!(!out.contains(PASSWORD));
    Ok(())
}

#[test]
fn the_reason_is_said_in_words() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let Run { code, out, .. } = rehearse(&file, PASSWORD, &["--lang", "nb"])?;
    assert_eq!(code, Some(0));
    let reason = out.lines().skip_while(|line| *line != "– Token med sertifikat: hoppet over").nth(1).ok_or_else(|| out.clone())?;
    assert!(reason.ends_with("(certificate.self_signed)") && reason.len() > 35, "{reason}");
    assert!(!out.contains(PASSWORD));
    Ok(())
}

#[test]
fn a_wrong_password_fails_that_step_alone() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let Run { code, out, err } = rehearse(&file, "feil-passord-19", &["--json"])?;
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert_eq!(failed(&out)?, [("certificate".to_owned(), "certificate.wrong_password".to_owned())], "{out}");
    assert!(!out.contains("feil-passord-19") && !out.contains(PASSWORD));
    Ok(())
}

#[test]
fn a_password_comes_through_any_descriptor_and_through_no_argument() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let script = "exec \"$0\" rehearse --json --p12 \"$1\" --password-fd 3 3<password";
    let mut shell = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_inngang");
    shell.args(["-c", script, program]).arg(&file).current_dir(folder.path()).stdin(Stdio::null());
    let child = shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // What others on the computer can read of it while it runs.
    #[cfg(target_os = "linux")]
    for what in ["cmdline", "environ"] {
        started(child.id())?;
        let seen = fs::read(format!("/proc/{}/{what}", child.id()))?;
        assert!(!seen.is_empty() && !String::from_utf8_lossy(&seen).contains(PASSWORD), "{what}");
    }
    let output = child.wait_with_output()?;
    let out = String::from_utf8(output.stdout)?;
    assert_eq!(output.status.code(), Some(0), "{out}");
    assert!(!out.contains(PASSWORD) && output.stderr.is_empty());
    Ok(())
}

#[test]
fn nobody_to_ask_for_a_password() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let Run { code, out, .. } = run(inngang().args(["rehearse", "--json", "--p12"]).arg(&file).stdin(Stdio::null()))?;
    assert_eq!(code, Some(1));
    assert_eq!(failed(&out)?, [("certificate".to_owned(), "certificate.password_needed".to_owned())]);
    Ok(())
}

#[test]
fn what_is_no_certificate_is_told_in_words() -> Outcome {
    let folder = tempfile::tempdir()?;
    let own = "name = \"Our own\"\n[hosts]\nportal = \"http://127.0.0.1:9/\"\n";
    let environment = folder.path().join("own.toml");
    fs::write(&environment, own)?;
    let nothing = folder.path().join("nothing.p12");
    fs::write(&nothing, "")?;
    // An environment of one's own starts no town, so this is quick.
    for (file, code) in [
        (folder.path().to_owned(), "file.is_folder"),
        (nothing, "file.empty"),
        (folder.path().join("gone"), "file.gone"),
        (environment.clone(), "certificate.unknown_file"),
    ] {
        let run =
            run(inngang().args(["rehearse", "--json", "--environment"]).arg(&environment).arg("--p12").arg(&file).stdin(Stdio::null()))?;
        assert_eq!(run.code, Some(1), "{file:?}: {}{}", run.out, run.err);
        assert_eq!(failed(&run.out)?, [("certificate".to_owned(), code.to_owned())]);
    }
    Ok(())
}

/// Waits until the shell has become the program.
#[cfg(target_os = "linux")]
fn started(id: u32) -> Outcome {
    for _ in 0..200 {
        if fs::read_to_string(format!("/proc/{id}/comm"))?.trim() == "inngang" && !fs::read(format!("/proc/{id}/cmdline"))?.is_empty() {
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    Err("the program did not start".into())
}
