//! The forms in which people paste a token, and what they paste instead.

use inngang_engine::diagnostics::token_reader::{TokenKind, TokenReaderError};
use inngang_engine::problem::Explain as _;
use serde_json::json;

use crate::Outcome;
use crate::rig::{header, key, maskinporten, part, read_text, signed};

#[test]
fn a_token_is_found_in_every_form() -> Outcome {
    let token = signed(&header(), &maskinporten())?;
    let bare = read_text(&token)?;
    let parts: Vec<&str> = token.split('.').collect();
    let wrapped = token.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned()).collect::<Vec<_>>();
    let forms = [
        format!("  {token}\r\n"),
        format!("\u{feff}{token}\u{200b}"),
        format!("Bearer {token}"),
        format!("bearer\t{token}"),
        format!("Authorization: Bearer {token}"),
        format!("authorization:Bearer {token}"),
        format!("curl -H 'Authorization: Bearer {token}' https://platform.altinn.no/"),
        format!("\"{token}\""),
        format!("'{token}',"),
        format!("<{token}>"),
        format!("`{token}`;"),
        format!("{token}."),
        format!("Her er tokenet: {token} Hilsen Kari"),
        json!({ "access_token": token, "token_type": "Bearer", "expires_in": 119, "scope": "a:b" }).to_string(),
        format!("{{\n  \"access_token\" : \"{token}\",\n"),
        json!({ "id_token": null, "token": token }).to_string(),
        json!(token).to_string(),
        format!("access_token={token}&token_type=Bearer"),
        format!("https://localhost/#access_token={token}&expires_in=119"),
        format!("Bearer%20{token}"),
        format!("assertion%3D{}", token.replace('.', "%2E")),
        format!("%7B%22access_token%22%3A%22{token}%22%7D"),
        wrapped.join("\n"),
        wrapped.join("\r\n    "),
        format!("Authorization: Bearer {}", wrapped.join("\n")),
        format!("{}==.{}=.{}==", parts[0], parts[1], parts[2]),
    ];
    for form in forms {
        let read = read_text(&form);
        assert!(read.as_ref() == Ok(&bare), "{:?}: {form}", read.err());
    }
    assert_eq!(bare.kind, TokenKind::Maskinporten);
    Ok(())
}

#[test]
fn what_is_no_token_is_told_by_its_name() -> Outcome {
    let check = |text: &str, code: &str| {
        let problem = read_text(text).err().map(|error| error.explain().code);
        assert_eq!(problem, Some(code), "{text}");
    };
    check("", "token.empty");
    check(" \n\u{feff}\t", "token.empty");
    check(&"eyJ".repeat(30_000), "token.too_long");
    for text in ["hunter2", "et passord med mellomrom", "<html><body>502 Bad Gateway</body></html>", "eyJ", "{}", "[]", "null", "a.b.c"] {
        check(text, "token.not_a_token");
    }
    check("/home/kari/Nedlastinger/token.txt", "token.not_a_token");
    check("3f8a1e2b9c4d5f60718293a4b5c6d7e8", "token.opaque");
    check("Bearer 3f8a1e2b9c4d5f60718293a4b5c6d7e8", "token.opaque");
    let (head, body) = (part(&header()), part(&maskinporten()));
    check(&format!("{head}.k3y.1v.c1ph3r.t4g"), "token.encrypted");
    check(&format!("{head}..1v.c1ph3r.t4g"), "token.encrypted");
    check(&head, "token.cut_off");
    check(&format!("{head}.{body}"), "token.cut_off");
    check(&format!("{head}.{}.AAAA", &body[1..]), "token.damaged");
    check(&format!("{head}.{}.AAAA", part(&json!(["not", "claims"]))), "token.damaged");
    check(r#"{"error":"invalid_grant","error_description":"Unknown key identifier (kid)"}"#, "token.refusal");
    Ok(())
}

#[test]
fn a_key_is_recognised_and_never_repeated() -> Outcome {
    let key = key(false)?;
    let pem = key.to_pkcs8()?;
    let base64 = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, pem.expose());
    // The label in two pieces, since no file of ours may look like one that holds a key.
    let label = ["PRIVATE", "KEY"].join(" ");
    let public = key.facts()?.jwk(&"k1".parse()?, inngang_engine::keys::SigningAlgorithm::Rs256);
    let private = crate::rig::with(public.clone(), json!({ "d": "s3cr3t-s3cr3t-s3cr3t" }));
    // As it happens to read: a slash, and what a token begins with.
    let like_a_token = format!("{}/eyJhbGci{}", &base64[..40], &base64[40..]);
    for text in [
        format!("-----BEGIN {label}-----\n{base64}\n-----END {label}-----"),
        format!("-----BEGIN ENCRYPTED {label}-----\n{base64}"),
        base64.clone(),
        like_a_token,
        private.to_string(),
        json!({ "keys": [public, private] }).to_string(),
        private.to_string().trim_end_matches('}').to_owned(),
    ] {
        let error = read_text(&text);
        assert_eq!(error.as_ref().err(), Some(&TokenReaderError::PrivateKey), "{} signs", text.len());
        let told = error.err().map(|error| format!("{error} {error:?} {:?}", error.explain())).unwrap_or_default();
        assert!(!told.contains("s3cr3t") && !told.contains(&base64[..20]), "{told}");
    }
    for text in [public.to_string(), json!({ "keys": [public] }).to_string(), "-----BEGIN CERTIFICATE-----\nMIIE".to_owned()] {
        assert_eq!(read_text(&text).err(), Some(TokenReaderError::PublicKey), "{text}");
    }
    Ok(())
}
