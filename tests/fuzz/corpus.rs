//! Writes what fuzzing starts from, into the folder named: small files of every scheme, made by the tools of others.

use std::fs;
use std::path::Path;

use inngang_tests::Outcome;
use inngang_tests::others::program::{done, run, words};
use inngang_tests::others::{Cell, Material, Tool, cells};

/// Stands between the files of one input, as in `examination.rs`.
const MARK: &[u8] = b"\n--file--\n";
/// The iteration count that NSS and GnuTLS always write, and the same number of bytes for 1.
const COSTLY: [u8; 5] = [0x02, 0x03, 0x09, 0x27, 0xc0];
const CHEAP: [u8; 5] = [0x02, 0x03, 0x00, 0x00, 0x01];

fn main() -> Outcome {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let (material, folder) = (Material::make()?, Path::new(&folder));
    for target in ["reader", "examination", "revocation", "authority"] {
        fs::create_dir_all(folder.join(target))?;
    }
    let mut written = 0;
    for (at, cell) in cells().into_iter().enumerate() {
        let file = material.path(&format!("{at}.p12"));
        // One that the tool refuses is not in the corpus.
        let Some(cell) = cheap(cell) else { continue };
        if cell.write(&material, &file)?.is_ok() {
            let bytes = [&[password(&cell)][..], &with_one_round(&fs::read(&file)?)].concat();
            fs::write(folder.join("reader").join(format!("p12-{at}")), bytes)?;
            written += 1;
        }
    }
    written += other_files(&material, folder)?;
    written += answers(&material, folder)?;
    assert!(written > 100, "{written} files are no corpus");
    Ok(())
}

/// With one round of key derivation, so that fuzzing reads and does not compute.
fn cheap(mut cell: Cell) -> Option<Cell> {
    if cell.group.contains("iter") || cell.group.contains("IterationCount") {
        return None;
    }
    match cell.tool {
        Tool::OpenSsl => cell.arguments.extend(words("-iter 1")),
        Tool::Java => {
            let counts = ["certPbe", "keyPbe", "mac"].map(|which| format!("-J-Dkeystore.pkcs12.{which}IterationCount=1"));
            cell.arguments.extend(counts);
        }
        Tool::Nss | Tool::GnuTls => {}
    }
    Some(cell)
}

/// Which password `reader.rs` takes for this first byte.
fn password(cell: &Cell) -> u8 {
    match cell.password.name {
        "empty" => 1,
        "`blåbærsyltetøy 1`" => 3,
        "emoji" => 4,
        _ => 0,
    }
}

fn with_one_round(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = (0..bytes.len().saturating_sub(4)).filter(|at| bytes[*at..].starts_with(&COSTLY)).collect();
    for at in places {
        bytes[at..at + 5].copy_from_slice(&CHEAP);
    }
    bytes
}

/// Certificates, keys and bundles, alone and together.
fn other_files(material: &Material, folder: &Path) -> Outcome<usize> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for name in ["one", "issuing", "root", "stranger", "ec", "ed25519", "pss", "ring", "ring-a", "ring-b"] {
        let pem = material.text(&format!("{name}.pem"));
        files.push((format!("{name}.pem"), fs::read(&pem)?));
        files.push((format!("{name}.cer"), done("openssl", &["x509", "-in", &pem, "-outform", "DER"], &[])?));
    }
    for name in ["one", "ec", "ed25519", "pss"] {
        let key = material.text(&format!("{name}.key"));
        files.push((format!("{name}.key"), fs::read(&key)?));
        files.push((format!("{name}.pkcs8"), done("openssl", &["pkcs8", "-topk8", "-nocrypt", "-in", &key, "-outform", "DER"], &[])?));
        let locked = ["pkcs8", "-topk8", "-iter", "1", "-passout", "pass:", "-in", &key];
        files.push((format!("{name}.locked"), run("openssl", &locked, &[])?.out));
    }
    files.push(("old.key".to_owned(), done("openssl", &["rsa", "-traditional", "-in", &material.text("one.key")], &[])?));
    for form in ["DER", "PEM"] {
        let bundle = ["crl2pkcs7", "-nocrl", "-certfile", &material.text("one-chain.pem"), "-outform", form];
        files.push((format!("bundle.{form}"), done("openssl", &bundle, &[])?));
        let request = ["req", "-new", "-key", &material.text("one.key"), "-subj", "/CN=x", "-outform", form];
        files.push((format!("request.{form}"), done("openssl", &request, &[])?));
    }
    for name in ["one-chain.pem", "reversed.pem", "two-chain.pem"] {
        files.push((name.to_owned(), fs::read(material.path(name))?));
    }
    let together = |names: &[&str]| {
        let parts = names.iter().filter_map(|name| files.iter().find(|(other, _)| other == name).map(|(_, bytes)| bytes.as_slice()));
        parts.collect::<Vec<_>>().join(MARK)
    };
    let sets = [
        ("set", together(&["one.cer", "issuing.cer", "root.cer"])),
        ("key-and-certificate", together(&["one.key", "one-chain.pem"])),
        ("ring", together(&["ring.cer", "ring-a.cer", "ring-b.cer"])),
        ("set-of-other-kinds", together(&["bundle.DER", "ec.pkcs8", "ec.cer"])),
    ];
    for (name, bytes) in files.iter().map(|(name, bytes)| (name.as_str(), bytes)).chain(sets.iter().map(|(name, bytes)| (*name, bytes))) {
        fs::write(folder.join("examination").join(name), bytes)?;
        fs::write(folder.join("reader").join(name), [&[0][..], bytes].concat())?;
    }
    Ok(files.len() * 2 + sets.len() * 2)
}

/// An issuer's answers about a leaf, for `revocation`; leaf and issuer for whoever asks.
fn answers(material: &Material, folder: &Path) -> Outcome<usize> {
    let at = |name: &str| material.text(name);
    let (issuer, key, leaf) = (at("issuing.pem"), at("issuing.key"), at("asked.pem"));
    let mut line = words("req -x509 -days 900 -subj /C=NO/CN=x -addext crlDistributionPoints=URI:http://status.example/list.crl");
    line.extend(words("-addext authorityInfoAccess=OCSP;URI:http://status.example/ocsp -set_serial 7"));
    line.extend(["-key".to_owned(), at("one.key"), "-CA".to_owned(), issuer.clone(), "-CAkey".to_owned(), key.clone()]);
    line.extend(["-out".to_owned(), leaf.clone()]);
    done("openssl", &line, &[])?;
    for (pem, der) in [(&leaf, "leaf.der"), (&issuer, "issuer.der")] {
        fs::write(folder.join("authority").join(der), done("openssl", &["x509", "-in", pem, "-outform", "DER"], &[])?)?;
    }
    let put = |name: &str, bytes: Vec<u8>| fs::write(folder.join("revocation").join(name), bytes);
    let mut written = 0;
    for (name, entry) in [
        ("good", "V\t400101000000Z\t\t07\tunknown\t/CN=x\n"),
        ("revoked", "R\t400101000000Z\t250101000000Z,keyCompromise\t07\tunknown\t/CN=x\n"),
        ("unknown", ""),
    ] {
        let (index, answer) = (at("index.txt"), at("answer.der"));
        fs::write(&index, entry)?;
        let ocsp = ["ocsp", "-index", &index, "-CA", &issuer, "-rsigner", &issuer, "-rkey", &key, "-issuer", &issuer, "-cert", &leaf];
        done("openssl", &[&ocsp[..], &["-ndays", "700", "-respout", &answer]].concat(), &[])?;
        put(&format!("ocsp-{name}"), fs::read(&answer)?)?;
        fs::write(at("ca.conf"), format!("[ca]\ndefault_ca=a\n[a]\ndatabase={index}\ndefault_md=sha256\ndefault_crl_days=700\n"))?;
        for form in ["PEM", "DER"] {
            let list = ["ca", "-config", &at("ca.conf"), "-gencrl", "-cert", &issuer, "-keyfile", &key];
            let pem = done("openssl", &list, &[])?;
            put(&format!("list-{name}-{form}"), done("openssl", &["crl", "-outform", form], &pem)?)?;
            written += 1;
        }
    }
    // What a responder says when it says nothing (RFC 6960 §4.2.1).
    for status in 1..=6 {
        put(&format!("ocsp-status-{status}"), vec![0x30, 3, 0x0a, 1, status])?;
    }
    Ok(written)
}
