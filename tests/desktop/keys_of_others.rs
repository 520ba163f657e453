//! Keys that other programs make: OpenSSL's.

use std::path::{Path, PathBuf};
use std::process::Command;

use inngang_tests::Outcome;

use crate::window::Home;

/// The public half of a new key, in PEM.
pub(crate) fn public_pem(home: &Home) -> Outcome<String> {
    let private = home.path("others.pem");
    openssl(&["genrsa", "-out", &text(&private), "2048"])?;
    openssl(&["rsa", "-pubout", "-in", &text(&private)])
}

/// A new private key in a file under a password, and its public half.
pub(crate) fn private_file(home: &Home, password: &str) -> Outcome<(PathBuf, String)> {
    let (plain, locked) = (home.path("plain.pem"), home.path("egen nøkkel.pem"));
    openssl(&["genrsa", "-out", &text(&plain), "2048"])?;
    let pass = format!("pass:{password}");
    openssl(&["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", &text(&plain), "-passout", &pass, "-out", &text(&locked)])?;
    Ok((locked, openssl(&["rsa", "-pubout", "-in", &text(&plain)])?))
}

/// The public half of a private key in a file under a password.
pub(crate) fn public_half(file: &Path, password: &str) -> Outcome<String> {
    openssl(&["pkey", "-pubout", "-in", &text(file), "-passin", &format!("pass:{password}")])
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn openssl(words: &[&str]) -> Outcome<String> {
    let answer = Command::new("openssl").args(words).output()?;
    if !answer.status.success() {
        return Err(format!("openssl {}: {}", words.join(" "), String::from_utf8_lossy(&answer.stderr)).into());
    }
    Ok(String::from_utf8(answer.stdout)?)
}
