//! Certificate files that other programs wrote.

use std::path::PathBuf;
use std::process::Command;

use inngang_tests::{BAKERY, Outcome};

use crate::steps::{Issued, PASSWORD};
use crate::window::{Home, Window};

/// A certificate for the bakery, shaped as SEID 2.0 has it (certificates.md), sealed by OpenSSL.
fn by_openssl(home: &Home) -> Outcome<Issued> {
    let (key, certificate, file) = (home.path("key.pem"), home.path("certificate.pem"), home.path("openssl.p12"));
    let subject =
        format!("/C=NO/O=BLÅBÆRSVINGEN BAKERI AS/CN=BLÅBÆRSVINGEN BAKERI AS/organizationIdentifier=NTRNO-{BAKERY}/serialNumber={BAKERY}");
    let words = ["req", "-x509", "-newkey", "rsa:3072", "-nodes", "-utf8", "-days", "365", "-subj", &subject];
    let usage = ["-addext", "keyUsage=critical,digitalSignature", "-addext", "extendedKeyUsage=clientAuth"];
    openssl(&[&words[..], &usage], &[("-keyout", &key), ("-out", &certificate)], "")?;
    let words: [&[&str]; 1] = [&["pkcs12", "-export", "-name", "bakeriet", "-passout", "env:PASSWORD"]];
    openssl(&words, &[("-inkey", &key), ("-in", &certificate), ("-out", &file)], PASSWORD)?;
    Ok(Issued { path: file, password: PASSWORD.to_owned() })
}

fn openssl(words: &[&[&str]], files: &[(&str, &PathBuf)], password: &str) -> Outcome {
    let mut command = Command::new("openssl");
    command.args(words.concat()).env("PASSWORD", password);
    for (option, file) in files {
        command.arg(option).arg(file);
    }
    let answer = command.output()?;
    if answer.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&answer.stderr).into()) }
}

#[tokio::test]
async fn a_file_of_openssl_is_imported() -> Outcome {
    let home = Home::new()?;
    let window = Window::open(&home).await?;
    window.start().await?;
    window.examine(&by_openssl(&home)?).await?;
    let verdict = window.text("#verdict").await?;
    assert!(verdict.contains("BLÅBÆRSVINGEN BAKERI AS") && verdict.contains("er selvsignert"), "{verdict}");
    // Of such a certificate it is the key that is of use, and where it is registered is the next step.
    window.click("#primary").await?;
    window.see("#step-key").await?;
    assert_eq!(window.state_of("certificate").await?, "done");
    window.quit().await
}
