//! `inngang certificate`: its JSON, its words, its endings, and the ways to a password.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::slice::from_ref;

use inngang_practice::{CertificateOrder, IssuedFile, Issuer, Options, Practice};
use serde_json::Value;
use tempfile::TempDir;

use crate::certificate::{PASSWORD, self_made};
use crate::rig::{Outcome, Run, inngang, run, run_with};

const BAKERY: &str = "315000106";

/// A computer with a practice town, and a set of three that its town hall issued.
pub(crate) fn town_with_a_set() -> Outcome<(TempDir, Vec<IssuedFile>)> {
    let home = tempfile::tempdir()?;
    let set = tokio::runtime::Runtime::new()?.block_on(async {
        let town = Practice::start(Options::new(home.path().join("practice"))).await?;
        town.issue_set(&CertificateOrder { issuer: Issuer::CommfidesLike, ..CertificateOrder::ordinary(BAKERY) }).await
    })?;
    Ok((home, set))
}

/// The doctor on a computer where the program was never used, or on that one.
pub(crate) fn doctor(home: &Path, files: &[&Path], more: &[&str]) -> Command {
    let mut command = inngang();
    command.arg("certificate").args(files).args(more).env("INNGANG_HOME", home).stdin(Stdio::null());
    command
}

pub(crate) fn lines(out: &str) -> Outcome<Vec<Value>> {
    Ok(out.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn members(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()).unwrap_or_default()
}

const FILE: [&str; 8] = ["certificates", "file", "findings", "keys", "kind", "mac", "outcome", "problem"];
const KEY: [&str; 4] = ["algorithm", "bits", "certificate_sha256", "spki_sha256"];
const FINDING: [&str; 4] = ["code", "facts", "severity", "turn"];
const PROBLEM: [&str; 3] = ["code", "facts", "turn"];
const CERTIFICATE: [&str; 15] = [
    "chain",
    "environment",
    "issuer",
    "issuer_family",
    "not_after",
    "not_before",
    "organisation_name",
    "organisation_number",
    "revocation",
    "roles",
    "seid",
    "serial_hex",
    "sha256",
    "spki_sha256",
    "subject",
];

/// Every member that programs were promised, and no other.
fn has_the_promised_shape(file: &Value) {
    let each = |name: &str| file[name].as_array().cloned().unwrap_or_default();
    assert_eq!(members(file), FILE, "{file}");
    for (name, expected) in [("keys", &KEY[..]), ("certificates", &CERTIFICATE[..]), ("findings", &FINDING[..])] {
        assert!(file[name].is_array(), "{file}");
        each(name).iter().for_each(|one| assert_eq!(members(one), expected, "{one}"));
    }
    match &file["problem"] {
        Value::Null => assert_eq!(file["outcome"], "opened", "{file}"),
        problem => assert_eq!((members(problem), file["outcome"].as_str()), (PROBLEM.to_vec(), Some("refused")), "{file}"),
    }
    let text = |value: &Value, allowed: &[&str]| assert!(value.as_str().is_some_and(|text| allowed.contains(&text)), "{value} in {file}");
    for certificate in each("certificates") {
        text(&certificate["issuer_family"], &["Buypass", "Commfides", "practice", "unknown"]);
        text(&certificate["environment"], &["production", "test", "practice", "unknown"]);
        text(&certificate["chain"], &["anchored", "incomplete", "untrusted", "retired", "person"]);
        text(&certificate["revocation"], &["good", "revoked", "unknown", "not_checked"]);
        assert!(certificate["seid"].is_null() || certificate["seid"] == "1.0" || certificate["seid"] == "2.0", "{certificate}");
    }
    for finding in each("findings") {
        text(&finding["severity"], &["good", "note", "warning", "blocking"]);
        text(&finding["turn"], &["you", "your_organisation", "service", "network", "us"]);
    }
}

#[test]
fn a_set_is_told_as_promised() -> Outcome {
    let (home, set) = town_with_a_set()?;
    let password = set.first().ok_or("no set")?.password.clone();
    let paths: Vec<&Path> = set.iter().map(|file| file.path.as_path()).collect();
    let Run { code, out, err } =
        run_with(&mut doctor(home.path(), &paths, &["--password-fd", "0", "--offline", "--json"]), format!("{password}\r\n").as_bytes())?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let files = lines(&out)?;
    files.iter().for_each(has_the_promised_shape);
    let told: Vec<&str> = files.iter().filter_map(|file| file["file"].as_str()).collect();
    assert_eq!(told, paths.iter().filter_map(|path| path.to_str()).collect::<Vec<_>>(), "as they were given");
    for (file, role) in files.iter().zip(set.iter().map(|issued| issued.role.name())) {
        assert_eq!((file["kind"].as_str(), file["mac"].as_str()), (Some("p12"), Some("verified")));
        let (key, leaf) = (&file["keys"][0], &file["certificates"][0]);
        assert_eq!((key["algorithm"].as_str(), &key["certificate_sha256"]), (Some("RSA"), &leaf["sha256"]));
        assert_eq!((&key["spki_sha256"], &leaf["roles"]), (&leaf["spki_sha256"], &serde_json::json!([role])));
        assert_eq!((leaf["organisation_number"].as_str(), leaf["seid"].as_str()), (Some(BAKERY), Some("2.0")));
        let place = (leaf["environment"].as_str(), leaf["chain"].as_str(), leaf["revocation"].as_str());
        assert_eq!(place, (Some("practice"), Some("anchored"), Some("not_checked")));
        assert!(file["certificates"].as_array().is_some_and(|all| all.len() > 1), "authorities too");
    }
    assert!(!out.contains(&password));
    Ok(())
}

#[test]
fn how_it_ends() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let place = |name: &str| folder.path().join(name);
    fs::write(place("letter.p12"), b"%PDF-1.7 a letter")?;
    fs::write(place("poem.txt"), "hei")?;
    fs::write(place("empty.p12"), "")?;
    let check = |files: &[PathBuf], password: &str, expected: i32, codes: &[Option<&str>]| -> Outcome {
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let more: &[&str] = if password.is_empty() { &["--json"] } else { &["--json", "--password-fd", "0"] };
        let Run { code, out, err } = run_with(&mut doctor(&place("home"), &files, more), format!("{password}\n").as_bytes())?;
        let told = lines(&out)?;
        told.iter().for_each(has_the_promised_shape);
        let said: Vec<Option<&str>> = told.iter().map(|file| file["problem"]["code"].as_str()).collect();
        assert_eq!((code, err.as_str(), &said[..]), (Some(expected), "", codes), "{files:?}");
        assert!(password.is_empty() || !out.contains(password), "{out}");
        Ok(())
    };
    check(from_ref(&file), PASSWORD, 1, &[None])?;
    check(from_ref(&file), "feil-passord-19", 2, &[Some("certificate.wrong_password")])?;
    check(from_ref(&file), "", 2, &[Some("certificate.password_needed")])?;
    check(&[place("letter.p12")], "", 1, &[Some("certificate.document")])?;
    check(&[file.clone(), place("letter.p12")], PASSWORD, 1, &[None, Some("certificate.document")])?;
    check(&[place("poem.txt")], "", 2, &[Some("certificate.unknown_file")])?;
    check(&[place("empty.p12"), folder.path().into()], "", 2, &[Some("file.empty"), Some("file.is_folder")])?;
    check(&[place("gone"), file], PASSWORD, 2, &[Some("file.gone"), None])?;
    assert!(!place("home").exists(), "looking leaves nothing behind");
    Ok(())
}

#[test]
fn a_password_that_is_needed_is_told_how_to_give() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let Run { out, .. } = run(&mut doctor(folder.path(), &[&file], &["--json"]))?;
    assert_eq!(lines(&out)?[0]["problem"]["facts"]["options"], serde_json::json!(["--password-fd", "--ask"]));
    let Run { out, .. } = run(&mut doctor(folder.path(), &[&file], &["--lang", "en"]))?;
    assert!(out.contains("Give the password with --ask or --password-fd N."), "{out}");
    Ok(())
}

#[test]
fn a_key_in_one_file_and_its_certificate_in_another() -> Outcome {
    let folder = tempfile::tempdir()?;
    self_made(folder.path())?;
    let openssl = |arguments: &[&str]| -> Outcome {
        assert!(Command::new("openssl").args(arguments).current_dir(folder.path()).status()?.success(), "{arguments:?}");
        Ok(())
    };
    openssl(&["pkcs12", "-export", "-inkey", "key.pem", "-nocerts", "-out", "key.p12", "-passout", "file:password"])?;
    openssl(&["x509", "-in", "own.pem", "-outform", "der", "-out", "own.cer"])?;
    let (key, certificate) = (folder.path().join("key.p12"), folder.path().join("own.cer"));
    let more = ["--json", "--password-fd", "0", "--offline"];
    let Run { code, out, .. } = run_with(&mut doctor(folder.path(), &[&key, &certificate], &more), PASSWORD.as_bytes())?;
    let files = lines(&out)?;
    assert_eq!(code, Some(1), "{out}");
    assert_eq!(files[0]["keys"][0]["certificate_sha256"], files[1]["certificates"][0]["sha256"], "{out}");
    assert_eq!((files[1]["kind"].as_str(), &files[1]["mac"]), (Some("cer"), &Value::Null));
    Ok(())
}

#[test]
fn a_file_may_come_through_a_pipe() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let script = "exec \"$0\" certificate - --json --offline --password-fd 3 < own.p12 3< password";
    let piped = run(Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_inngang")]).current_dir(folder.path()))?;
    let told = lines(&piped.out)?;
    assert_eq!((piped.code, told[0]["file"].as_str(), told[0]["outcome"].as_str()), (Some(1), Some("-"), Some("opened")), "{}", piped.err);
    let both = run_with(&mut doctor(folder.path(), &[Path::new("-")], &["--password-fd", "0", "--lang", "en"]), &fs::read(file)?)?;
    assert_eq!((both.code, both.err.as_str()), (Some(2), "--password-fd 0 cannot be used together with -.\n"));
    Ok(())
}

#[test]
fn the_words_are_the_pages() -> Outcome {
    let (home, set) = town_with_a_set()?;
    let (password, paths) = (set[0].password.clone(), set.iter().map(|file| file.path.as_path()).collect::<Vec<_>>());
    let letter = home.path().join("letter.pdf");
    fs::write(&letter, b"%PDF-1.7 a letter")?;
    let files: Vec<&Path> = paths.into_iter().chain([letter.as_path()]).collect();
    let check = |language: &str, expected: &[&str]| -> Outcome {
        let more = ["--password-fd", "0", "--offline", "--lang", language];
        let Run { code, out, err } = run_with(&mut doctor(home.path(), &files, &more), password.as_bytes())?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        for text in expected {
            assert!(out.contains(text), "{language} lacks {text}: {out}");
        }
        let unsaid = ["{{", "cli:", "certificate:", "problems:", "common:", &password];
        assert!(unsaid.iter().all(|text| !out.contains(text)), "{out}");
        Ok(())
    };
    check(
        "nb",
        &[
            "åpnet. Nøkler: 1.",
            "ikke åpnet. Filen er ikke et sertifikat.",
            "315\u{a0}000\u{a0}106",
            " norsk tid (20",
            " UTC)",
            "  Anbefalt: Det er for autentisering",
        ],
    )?;
    check("nn", &["opna. Nøklar: 1.", "ikkje opna.", " norsk tid (20", "(certificate.document)"])?;
    check("en", &["opened. Keys: 1.", "not opened.", " Norwegian time (20", " UTC)"])?;
    Ok(())
}

#[test]
fn an_environment_of_ones_own_decides_for_itself() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let own = folder.path().join("own.toml");
    fs::write(&own, "name = \"Our own\"\n[hosts]\nportal = \"http://127.0.0.1:9/\"\n")?;
    let environment = own.to_str().ok_or("no path")?;
    let more = ["--json", "--offline", "--password-fd", "0", "--environment", environment];
    let Run { code, out, err } = run_with(&mut doctor(folder.path(), &[&file], &more), PASSWORD.as_bytes())?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "nothing is refused for a strange issuer: {out}");
    Ok(())
}

#[test]
fn whoever_stops_listening_is_not_shouted_at() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let script = "\"$0\" certificate \"$1\" --json --password-fd 3 3< password | true";
    let mut shell = Command::new("sh");
    let Run { err, .. } = run(shell.args(["-c", script, env!("CARGO_BIN_EXE_inngang")]).arg(&file).current_dir(folder.path()))?;
    assert_eq!(err, "");
    Ok(())
}

/// What somebody types at a terminal. `script` gives the program one.
#[cfg(target_os = "linux")]
#[test]
fn a_password_is_asked_for_and_not_shown() -> Outcome {
    let folder = tempfile::tempdir()?;
    self_made(folder.path())?;
    let check = |typed: &[&str], expected: i32, said: &str| -> Outcome {
        let program = format!("{} certificate own.p12 --ask --offline --lang en", env!("CARGO_BIN_EXE_inngang"));
        let mut terminal = Command::new("script");
        terminal.args(["-qec", &program, "/dev/null"]).current_dir(folder.path()).env("INNGANG_HOME", folder.path().join("home"));
        let mut child = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (mut keyboard, mut screen) = (child.stdin.take().ok_or("no input")?, child.stdout.take().ok_or("no output")?);
        let mut shown = Vec::new();
        for line in typed {
            let mut byte = [0];
            while !shown.ends_with(b"Password for own.p12: ") && screen.read(&mut byte)? == 1 {
                shown.extend(byte);
            }
            // The prompt stands before what is typed is hidden.
            std::thread::sleep(std::time::Duration::from_millis(300));
            keyboard.write_all(format!("{line}\n").as_bytes())?;
            shown.push(b'\n');
        }
        screen.read_to_end(&mut shown)?;
        let shown = String::from_utf8(shown)?;
        assert_eq!(child.wait()?.code(), Some(expected), "{shown}");
        assert_eq!(shown.matches("Password for own.p12:").count(), typed.len(), "{shown}");
        assert!(shown.contains(said) && typed.iter().all(|typed| !shown.contains(typed)), "{shown}");
        Ok(())
    };
    check(&["feil-en-19", PASSWORD], 1, "own.p12: opened. Keys: 1.")?;
    check(&["feil-en-19", "feil-to-19", "feil-tre-19"], 2, "own.p12: not opened. Wrong password")?;
    Ok(())
}

#[test]
fn nobody_to_ask() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = self_made(folder.path())?;
    let mut alone = Command::new("setsid");
    let arguments = ["--wait", env!("CARGO_BIN_EXE_inngang"), "certificate", "--ask", "--lang", "en"];
    let Run { code, out, err } = run(alone.args(arguments).arg(&file).stdin(Stdio::null()))?;
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert_eq!(err, "There is no terminal to ask for the password on. Use --password-fd N.\n");
    Ok(())
}
