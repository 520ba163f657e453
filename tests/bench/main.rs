//! Opening certificate files beside OpenSSL, in turns: in one process, and as whole programs; then its keys; then tokens beside the ideal; then long lists beside serde_json. Prints medians.
#![forbid(unsafe_code)]

mod keys;
mod lists;
mod maskinporten;
mod tokens;

use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use inngang_engine::certificates::{CertificateFile, Effort, open};
use inngang_engine::secret::Secret;
use openssl::pkcs12::Pkcs12;
use openssl::provider::Provider;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const PASSWORD: &str = "hemmelig1";

/// A file, and whether it is opened with its own password.
struct Case {
    name: &'static str,
    path: PathBuf,
    password: &'static str,
}

/// The first argument is the headless program; the second, where there is one, says which of the four: `files`, `keys`, `tokens`, `lists`.
fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    let program = PathBuf::from(arguments.next().ok_or("which program?")?);
    let _providers = [Provider::load(None, "default")?, Provider::load(None, "legacy")?];
    let only = arguments.next();
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    if wanted("files") {
        files(&program)?;
    }
    if wanted("keys") {
        keys::bench()?;
    }
    if wanted("tokens") {
        tokens::bench()?;
    }
    if wanted("lists") {
        lists::bench()?;
    }
    Ok(())
}

fn files(program: &Path) -> Outcome {
    let folder = tempfile::tempdir()?;
    let cases = cases(folder.path())?;
    let mut out = io::stdout().lock();
    writeln!(out, "| File | engine | OpenSSL's library | ratio | `inngang certificate` | `openssl pkcs12` | ratio |")?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for Case { name, path, password } in &cases {
        let bytes = std::fs::read(path)?;
        let right = *password == PASSWORD;
        let [ours, theirs] = in_turns(4, || engine(&bytes, password, right), || library(&bytes, password, right))?;
        let [ours_whole, theirs_whole] =
            in_turns(4, || inngang(program, folder.path(), path, password, right), || openssl(path, password, right))?;
        let (one, whole) = (ratio(ours, theirs), ratio(ours_whole, theirs_whole));
        writeln!(
            out,
            "| {name} | {} | {} | **{one:.2}** | {} | {} | **{whole:.2}** |",
            ms(ours),
            ms(theirs),
            ms(ours_whole),
            ms(theirs_whole)
        )?;
    }
    Ok(())
}

fn cases(folder: &Path) -> Outcome<Vec<Case>> {
    let at = |name: &str| folder.join(name).display().to_string();
    let (key, certificate) = (at("key.pem"), at("certificate.pem"));
    let request = ["req", "-x509", "-newkey", "rsa:3072", "-noenc", "-subj", "/CN=x", "-keyout", &key, "-out", &certificate];
    run("openssl", &request)?;
    let write = |name: &str, more: &[&str]| {
        let (file, password) = (at(name), format!("pass:{PASSWORD}"));
        let line = ["pkcs12", "-export", "-inkey", &key, "-in", &certificate, "-name", "x", "-passout", &password, "-out", &file];
        run("openssl", &[&line, more].concat())
    };
    write("modern", &[])?;
    write("costly", &["-iter", "600000"])?;
    write("legacy", &["-legacy"])?;
    let (from, to) = (at("modern"), at("java"));
    let line = ["-importkeystore", "-noprompt", "-srcstoretype", "PKCS12", "-srcstorepass", PASSWORD, "-srckeystore", &from];
    run("keytool", &[&line[..], &["-deststoretype", "PKCS12", "-deststorepass", PASSWORD, "-destkeystore", &to]].concat())?;
    let case = |name, file: &str, password| Case { name, path: folder.join(file), password };
    Ok(vec![
        case("OpenSSL's, 2,048 rounds", "modern", PASSWORD),
        case("Java's, 10,000 rounds", "java", PASSWORD),
        case("600,000 rounds, as Bouncy Castle", "costly", PASSWORD),
        case("3DES with RC2-40, 2,048 rounds", "legacy", PASSWORD),
        case("OpenSSL's, wrong password", "modern", "feil"),
        case("600,000 rounds, wrong password", "costly", "feil"),
    ])
}

fn run(program: &str, arguments: &[&str]) -> Outcome {
    let ended = Command::new(program).args(arguments).output()?;
    if ended.status.success() { Ok(()) } else { Err(format!("{program}: {}", String::from_utf8_lossy(&ended.stderr)).into()) }
}

/// Medians of both, one run of each after the other, so that what else the computer does hits both alike.
fn in_turns(seconds: u128, ours: impl Fn() -> Outcome, theirs: impl Fn() -> Outcome) -> Outcome<[Duration; 2]> {
    let once = |work: &dyn Fn() -> Outcome| {
        let begun = Instant::now();
        work().map(|()| begun.elapsed())
    };
    let first = once(&ours)?.max(once(&theirs)?);
    // As many as fit in so many seconds, and never so few that one strange run counts.
    let runs = (seconds * 1_000 / first.as_millis().max(1)).clamp(11, 401);
    let (mut all_ours, mut all_theirs) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        all_ours.push(once(&ours)?);
        all_theirs.push(once(&theirs)?);
    }
    all_ours.sort();
    all_theirs.sort();
    Ok([all_ours[all_ours.len() / 2], all_theirs[all_theirs.len() / 2]])
}

fn engine(bytes: &[u8], password: &str, right: bool) -> Outcome {
    let bytes = Arc::new(Secret::new(bytes.to_vec()));
    let file = CertificateFile { name: String::new(), bytes, password: Some(Secret::new(password.to_owned())) };
    expected(open(&file, &Effort::default()).outcome.is_ok(), right)
}

fn library(bytes: &[u8], password: &str, right: bool) -> Outcome {
    expected(Pkcs12::from_der(bytes)?.parse2(password).is_ok_and(|parsed| parsed.pkey.is_some() && parsed.cert.is_some()), right)
}

/// In a home where nobody has practised.
fn inngang(program: &Path, home: &Path, file: &Path, password: &str, right: bool) -> Outcome {
    let mut command = Command::new(program);
    command.args(["certificate", "--password-fd", "0", "--offline", "--json"]).arg(file);
    command.env("HOME", home).env("XDG_DATA_HOME", home);
    // A certificate that no authority issued is opened, and of no use.
    expected(told(&mut command, password)? == Some(1), right)
}

fn openssl(file: &Path, password: &str, right: bool) -> Outcome {
    let mut command = Command::new("openssl");
    command.args(["pkcs12", "-passin", "stdin", "-nodes", "-legacy", "-in"]).arg(file);
    expected(told(&mut command, password)? == Some(0), right)
}

fn told(command: &mut Command, password: &str) -> Outcome<Option<i32>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(password.as_bytes())?;
    Ok(child.wait()?.code())
}

fn expected(opened: bool, right: bool) -> Outcome {
    if opened == right { Ok(()) } else { Err("it ended otherwise than it must".into()) }
}

fn ratio(ours: Duration, theirs: Duration) -> f64 {
    ours.as_secs_f64() / theirs.as_secs_f64()
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}
