//! The built program under limits of memory and stack: it refuses in words, or it opens; it is never killed and never panics.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use inngang_tests::Outcome;
use inngang_tests::others::Material;
use inngang_tests::others::program::{done, run, words};
use serde_json::Value;

use crate::hostile::{PASSWORD, hostile};

/// What the program itself takes is below 64 MiB; as much again is for the file (certificates.md 16 no 20).
const MEMORY: u64 = 128 << 20;
/// An eighth of what a thread usually has.
const STACK: u64 = 1 << 20;
/// Seconds of work after which the system ends it; a guard against hanging, far above what any file takes.
const WORK: u64 = 60;

/// What the program said of some files, one line each, and its exit code.
fn inspect(home: &Path, files: &[PathBuf]) -> Outcome<(i32, Vec<Value>)> {
    let mut line: Vec<String> = vec![format!("--as={MEMORY}"), format!("--stack={STACK}"), format!("--cpu={WORK}")];
    line.extend(["env".to_owned(), format!("HOME={}", home.display()), format!("XDG_DATA_HOME={}", home.display())]);
    // No message bus: the person's keychain is none of the test's business.
    line.extend(["DBUS_SESSION_BUS_ADDRESS=disabled:".to_owned(), program()?.display().to_string()]);
    line.extend(words("certificate --password-fd 0 --offline --json"));
    line.extend(files.iter().map(|file| file.display().to_string()));
    let said = run("prlimit", &line, PASSWORD.as_bytes())?;
    assert!(!said.words.contains("panicked") && !said.words.contains("overflowed"), "{files:?}: {}", said.words);
    let lines = String::from_utf8(said.out)?.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    assert_eq!(lines.len(), files.len(), "{files:?}: {}", said.words);
    Ok((said.code.ok_or_else(|| format!("{files:?}: ended by a signal"))?, lines))
}

/// Where cargo puts it beside the tests; `cargo test` in the workspace's folder builds it before it runs any.
fn program() -> Outcome<PathBuf> {
    let tests = std::env::current_exe()?;
    let beside = tests.ancestors().nth(2).ok_or("no folder above")?.join(format!("inngang{}", std::env::consts::EXE_SUFFIX));
    if beside.is_file() { Ok(beside) } else { Err(format!("{} is missing: cargo build --bin inngang", beside.display()).into()) }
}

/// certificates.md 16 no 20 to 25
#[test]
fn hostile_files_are_refused_by_the_program() -> Outcome {
    let home = tempfile::tempdir()?;
    let mut files: Vec<(PathBuf, &str)> = Vec::new();
    for file in hostile()? {
        let path = home.path().join(&file.name);
        fs::write(&path, &file.bytes)?;
        files.push((path, file.code));
    }
    let huge = |name: &str, bytes: u64| File::create(home.path().join(name)).and_then(|file| file.set_len(bytes));
    huge("zeros-50-mb", 50_000_000)?;
    huge("zeros-1-tib", 1 << 40)?;
    fs::write(home.path().join("random-50-mb"), noise(50_000_000))?;
    fs::write(home.path().join("zeros-900-kb"), vec![0; 900_000])?;
    fs::write(home.path().join("random-900-kb"), noise(900_000))?;
    fs::write(home.path().join("nothing"), [])?;
    for (name, code) in [
        ("zeros-50-mb", "file.too_large"),
        ("zeros-1-tib", "file.too_large"),
        ("random-50-mb", "file.too_large"),
        ("zeros-900-kb", "certificate.not_downloaded"),
        ("random-900-kb", "certificate.unknown_file"),
        ("nothing", "file.empty"),
    ] {
        files.push((home.path().join(name), code));
    }
    for (path, code) in &files {
        let (exit, lines) = inspect(home.path(), std::slice::from_ref(path))?;
        let line = lines.first().ok_or("no line")?;
        assert_eq!((exit, line["outcome"].as_str(), line["problem"]["code"].as_str()), (2, Some("refused"), Some(*code)), "{path:?}");
    }
    let paths: Vec<PathBuf> = files.into_iter().map(|(path, _)| path).collect();
    assert_eq!(inspect(home.path(), &paths)?.0, 2, "all at once");
    Ok(())
}

/// Bytes without any order, the same each time, that begin like no known file.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    std::iter::once(0x99).chain(std::iter::repeat_with(&mut next)).take(length).collect()
}

/// What is in the file, and which findings it must have.
struct Odd {
    name: &'static str,
    arguments: String,
    key: Option<&'static str>,
    certificates: usize,
    code: &'static str,
}

/// certificates.md 16 no 26, 27, 29, 30
#[test]
fn odd_contents_are_told_apart() -> Outcome {
    let material = Material::make()?;
    let pair = |name: &str| format!("-inkey {} -in {}", material.text(&format!("{name}.key")), material.text(&format!("{name}.pem")));
    let (certificates, key) =
        (format!("-nokeys -in {}", material.text("one-chain.pem")), format!("-nocerts -inkey {}", material.text("one.key")));
    let odd = |name, arguments: String, key, certificates, code| Odd { name, arguments, key, certificates, code };
    for Odd { name, arguments, key, certificates, code } in [
        odd("only certificates", certificates, None, 3, "certificate.no_key"),
        odd("only a key", key, Some("RSA"), 0, "certificate.no_certificate"),
        odd("no MAC", format!("{} -nomac", pair("one")), Some("RSA"), 1, "certificate.no_mac"),
        odd("EC", pair("ec"), Some("EC"), 1, "certificate.ec_key"),
        odd("Ed25519", pair("ed25519"), Some("Ed25519"), 1, "certificate.ec_key"),
        odd("RSASSA-PSS", pair("pss"), Some("RSASSA-PSS"), 1, "certificate.ec_key"),
    ] {
        let file = material.path("odd.p12");
        let line = [words("pkcs12 -export -passout"), vec![format!("pass:{PASSWORD}"), "-out".to_owned(), file.display().to_string()]];
        done("openssl", &[line.concat(), words(&arguments)].concat(), &[])?;
        let (exit, lines) = inspect(material.folder(), &[file])?;
        let line = lines.first().ok_or("no line")?;
        let held = line["certificates"].as_array().map_or(0, Vec::len);
        assert_eq!(
            (exit, line["outcome"].as_str(), line["keys"][0]["algorithm"].as_str(), held),
            (1, Some("opened"), key, certificates),
            "{name}"
        );
        assert!(findings(line).contains(&code), "{name}: {line}");
        assert_eq!(line["mac"].as_str(), Some(if name == "no MAC" { "absent" } else { "verified" }), "{name}");
    }
    Ok(())
}

/// certificates.md 16 no 26: `certtool` writes a key beside a certificate that is not its own, as if it were.
#[test]
fn a_key_and_a_stranger_s_certificate_are_no_pair() -> Outcome {
    let material = Material::make()?;
    let file = material.path("crossed.p12");
    let mut line = words("--to-p12 --p12-name x --outder --password");
    line.extend([PASSWORD.to_owned(), "--load-privkey".to_owned(), material.text("one.key")]);
    line.extend(["--load-certificate".to_owned(), material.text("two.pem"), "--outfile".to_owned(), file.display().to_string()]);
    done("certtool", &line, &[])?;
    let (exit, lines) = inspect(material.folder(), std::slice::from_ref(&file))?;
    let line = lines.first().ok_or("no line")?;
    assert_eq!((exit, line["keys"][0]["certificate_sha256"].as_str()), (1, None), "{line}");
    assert!(findings(line).contains(&"certificate.key_mismatch"), "{line}");
    // With the file that has the right one beside it, each key finds its own.
    let (_, lines) = inspect(material.folder(), &[file, material.path("source-two.p12"), material.path("one.pem")])?;
    let own = lines[2]["certificates"][0]["sha256"].as_str().ok_or("no fingerprint")?;
    assert_eq!(lines[0]["keys"][0]["certificate_sha256"].as_str(), Some(own));
    Ok(())
}

/// certificates.md 16 no 28
#[test]
fn issuers_in_a_ring_come_to_an_end() -> Outcome {
    let material = Material::make()?;
    let files = ["ring.pem", "ring-a.pem", "ring-b.pem", "b.pem", "a.pem"].map(|name| material.path(name));
    let (exit, lines) = inspect(material.folder(), &files[..3])?;
    assert_eq!(exit, 1);
    assert_eq!(lines[0]["certificates"][0]["chain"].as_str(), Some("untrusted"), "{}", lines[0]);
    let (exit, _) = inspect(material.folder(), &files)?;
    assert_eq!(exit, 1, "with the ends of the ring too");
    Ok(())
}

fn findings(line: &Value) -> Vec<&str> {
    line["findings"].as_array().into_iter().flatten().filter_map(|finding| finding["code"].as_str()).collect()
}
