//! `inngang token read`: tokens in files and pipes, in words and as JSON, and what is never repeated.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::thread;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::keys::{KeySize, PrivateKey, SigningAlgorithm};
use serde_json::{Value, json};
use tempfile::TempDir;
use time::OffsetDateTime;

use crate::rig::{Outcome, Run, inngang, run, run_with};

/// A Maskinporten on loopback, as far as its keys go.
struct Maskinporten {
    issuer: String,
    key: PrivateKey,
    folder: TempDir,
}

impl Maskinporten {
    fn start() -> Outcome<Self> {
        let (listener, key) = (TcpListener::bind("127.0.0.1:0")?, PrivateKey::make(KeySize::Rsa2048)?);
        let issuer = format!("http://{}/", listener.local_addr()?);
        let jwks = json!({ "keys": [key.facts()?.jwk(&"k1".parse()?, SigningAlgorithm::Rs256)] });
        let document = json!({ "issuer": issuer, "token_endpoint": format!("{issuer}token"), "jwks_uri": format!("{issuer}jwk") });
        thread::spawn(move || listener.incoming().flatten().try_for_each(|stream| answer(stream, &document, &jwks)));
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("own.toml"), format!("name = \"own\"\n[hosts]\nmaskinporten = \"{issuer}\"\n"))?;
        Ok(Self { issuer, key, folder })
    }

    fn environment(&self) -> PathBuf {
        self.folder.path().join("own.toml")
    }

    /// Good for so many seconds from now.
    fn token(&self, seconds: i64, changes: &[(&str, Value)]) -> Outcome<String> {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let mut claims = json!({
            "iss": self.issuer, "client_id": "c-1", "client_amr": "private_key_jwt", "scope": "a:b c:d", "iat": now - 200, "exp": now + seconds,
            "consumer": { "authority": "iso6523-actorid-upis", "ID": "0192:315000106" }, "pid": "14867521349",
            "authorization_details": [{
                "type": "urn:altinn:systemuser", "systemuser_id": ["a545ca58"], "system_id": "991825827_minsystem",
                "systemuser_org": { "authority": "iso6523-actorid-upis", "ID": "0192:123456785" },
            }],
        });
        for (name, value) in changes {
            claims[*name] = value.clone();
        }
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&json!({ "alg": "RS256", "kid": "k1" })), part(&claims));
        Ok(format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(self.key.sign(SigningAlgorithm::Rs256, message.as_bytes())?)))
    }

    /// In this environment, from a pipe.
    fn read(&self, input: &[u8], more: &[&str]) -> Outcome<Run> {
        run_with(inngang().args(["token", "read", "-", "--environment"]).arg(self.environment()).args(more), input)
    }
}

fn answer(mut stream: TcpStream, document: &Value, jwks: &Value) -> std::io::Result<()> {
    let mut asked = String::new();
    BufReader::new(&stream).read_line(&mut asked)?;
    let body = if asked.starts_with("GET /jwk ") { jwks } else { document }.to_string();
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

#[test]
fn a_good_token_is_told_in_words() -> Outcome {
    let service = Maskinporten::start()?;
    let token = service.token(90, &[])?;
    let Run { code, out, err } = service.read(format!("Authorization: Bearer {token}").as_bytes(), &["--lang", "en"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    for said in [
        "An access token from Maskinporten – Own environment",
        "Organisation: 315\u{a0}000\u{a0}106",
        "Owner of the system user: 123\u{a0}456\u{a0}785",
        "System: 991825827_minsystem",
        "Scopes: a:b, c:d",
        "✓ The signature is genuine.",
        "pid (National identity number): 148675*****",
        "Nothing of the token was sent anywhere.",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    assert!(!out.contains("token:") && !out.contains("{{") && !out.contains("14867521349"), "{out}");
    assert!(token.split('.').all(|part| !out.contains(part)), "{out}");
    Ok(())
}

#[test]
fn json_has_everything_but_the_token() -> Outcome {
    let service = Maskinporten::start()?;
    let token = service.token(90, &[])?;
    let Run { code, out, err } = service.read(json!({ "access_token": token }).to_string().as_bytes(), &["--json"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let told: Value = serde_json::from_str(&out)?;
    assert_eq!(
        (&told["kind"], &told["place"], &told["signature"]["code"]),
        (&json!("maskinporten"), &json!("custom"), &json!("token.signature_verified"))
    );
    assert_eq!(told["details"][0]["owner"]["number"], "123456785");
    assert!(token.split('.').all(|part| !out.contains(part)) && !out.contains("14867521349"), "{out}");
    Ok(())
}

#[test]
fn a_finding_ends_with_one() -> Outcome {
    let service = Maskinporten::start()?;
    let check = |token: &str, more: &[&str], code: &str| -> Outcome {
        let Run { code: ending, out, .. } = service.read(token.as_bytes(), &[more, &["--json"]].concat())?;
        assert!(ending == Some(1) && out.contains(code), "{code}: {ending:?} {out}");
        Ok(())
    };
    check(&service.token(-5, &[])?, &[], "token.expired")?;
    check(&service.token(90, &[("iss", json!("https://maskinporten.no/"))])?, &["--offline"], "token.other_environment")?;
    let token = service.token(90, &[])?;
    let (message, signature) = token.rsplit_once('.').ok_or("no signature")?;
    let reversed: String = signature.chars().rev().collect();
    check(&format!("{message}.{reversed}"), &[], "token.signature_broken")?;
    let offline = service.read(token.as_bytes(), &["--offline"])?;
    assert!(offline.code == Some(0) && offline.out.contains("Signatur: ikke kontrollert"), "{}", offline.out);
    Ok(())
}

#[test]
fn files_are_read_as_they_are_written() -> Outcome {
    let service = Maskinporten::start()?;
    let (token, file) = (service.token(90, &[])?, service.folder.path().join("token.txt"));
    let sixteen: Vec<u8> = [0xfeff].into_iter().chain(token.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [token.as_bytes(), &sixteen, format!("{token}\r\n").as_bytes()] {
        fs::write(&file, bytes)?;
        let Run { code, out, err } = run(inngang().args(["token", "read"]).arg(&file).arg("--environment").arg(service.environment()))?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    }
    Ok(())
}

#[test]
fn what_is_no_token_ends_with_two_and_is_not_repeated() -> Outcome {
    let check = |input: &[u8], code: &str| -> Outcome {
        let Run { code: ending, out, err } = run_with(inngang().args(["token", "read", "-", "--offline", "--json"]), input)?;
        let told: Value = serde_json::from_str(&out)?;
        assert_eq!((ending, &told["problem"]["code"], err.as_str()), (Some(2), &json!(code), ""), "{out}");
        Ok(())
    };
    check(b"hemmelig-passord", "token.not_a_token")?;
    check(b"", "token.empty")?;
    check(b"\xff\xff\xff", "token.not_a_token")?;
    check(&b"eyJ".repeat(30_000), "token.too_long")?;
    let Run { code, out, err } = run_with(inngang().args(["token", "read", "-"]), br#"{"kty":"RSA","d":"s3cr3t-s3cr3t"}"#)?;
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.starts_with("Dette er en privat nøkkel") && !err.contains("s3cr3t"), "{err}");
    Ok(())
}

#[test]
fn a_token_in_place_of_a_file_is_not_taken() -> Outcome {
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl";
    for typed in [token.to_owned(), format!("Bearer {token}")] {
        let Run { code, out, err } = run(inngang().args(["token", "read", "--lang", "en", &typed]))?;
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(err.starts_with("A file name was expected, not a token.") && !err.contains("eyJ"), "{err}");
    }
    Ok(())
}
