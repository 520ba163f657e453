//! `inngang certificate` with what is no certificate file: each is told by its content, whatever its name.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::certificate::self_made;
use crate::rig::{Outcome, Run, inngang, run_with};

#[test]
fn each_is_told_what_it_is() -> Outcome {
    let folder = tempfile::tempdir()?;
    self_made(folder.path())?;
    let openssl = |arguments: &[&str]| -> Outcome {
        let made = Command::new("openssl").args(arguments).current_dir(folder.path()).output()?;
        if made.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&made.stderr).into()) }
    };
    openssl(&["pkcs8", "-topk8", "-in", "key.pem", "-out", "locked.pem", "-passout", "file:password"])?;
    openssl(&["crl2pkcs7", "-nocrl", "-certfile", "own.pem", "-outform", "der", "-out", "own.p7b"])?;
    openssl(&["req", "-new", "-key", "key.pem", "-subj", "/CN=x", "-out", "order.csr"])?;
    let check = |file: &str, kind: &str, code: Option<&str>, expected: i32| -> Outcome {
        let mut doctor = inngang();
        doctor.args(["certificate", file, "--json", "--offline", "--password-fd", "0"]).current_dir(folder.path());
        let Run { code: ending, out, err } =
            run_with(doctor.env("INNGANG_HOME", Path::new("nowhere")), &fs::read(folder.path().join("password"))?)?;
        let told: Value = serde_json::from_str(&out)?;
        assert_eq!((told["kind"].as_str(), told["problem"]["code"].as_str()), (Some(kind), code), "{out}");
        assert_eq!((ending, err.as_str()), (Some(expected), ""), "{out}");
        Ok(())
    };
    check("own.pem", "pem", None, 1)?;
    check("key.pem", "key", None, 1)?;
    check("locked.pem", "key", None, 1)?;
    check("own.p7b", "p7b", None, 1)?;
    check("order.csr", "csr", Some("certificate.csr"), 1)?;
    for (name, bytes, kind, code, expected) in [
        ("a.p12", &b"%PDF-1.7"[..], "pdf", "certificate.document", 1),
        ("b.p12", b"PK\x03\x04", "zip", "certificate.document", 1),
        ("c.p12", b"<!DOCTYPE html><title>Logg inn</title>", "html", "certificate.document", 1),
        ("d.p12", b"From: a@example.no\nSubject: hei\n\nhei", "email", "certificate.email", 1),
        ("e.p12", b"\xfe\xed\xfe\xed\0\0\0\x02", "jks", "certificate.keystore_java", 1),
        ("f.p12", b"\xce\xce\xce\xce\0\0\0\x02", "jceks", "certificate.keystore_java", 1),
        ("g.p12", &[0; 4096], "placeholder", "certificate.not_downloaded", 2),
        ("h.p12", &[0x30, 0x82, 0x0a, 0x00, 0x02, 0x01, 0x03, 0x30], "p12", "certificate.damaged", 2),
    ] {
        fs::write(folder.path().join(name), bytes)?;
        check(name, kind, Some(code), expected)?;
    }
    Ok(())
}
