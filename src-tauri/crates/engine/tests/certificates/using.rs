//! What an imported certificate is good for: its key's public forms, its chain, signatures that others verify.

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::certificates::{self, Effort};
use inngang_engine::keys::SigningAlgorithm;

use crate::openssl::{AUTHENTICATION, Failure, World};
use crate::ports::ports;
use crate::{AES, file, practice};

/// certificates.md 16 no 46, 47, 48, 49
#[test]
fn the_key_of_a_certificate_is_told_and_signs_as_the_standards_say() -> Result<(), Failure> {
    let (world, ports) = (World::shared()?, ports(0));
    let extensions = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n";
    world.write("long.ext", extensions.as_bytes())?;
    let request = ["req", "-utf8", "-newkey", "rsa:3072", "-nodes", "-keyout", "long.key", "-out", "long.csr", "-subj"];
    world.run(&[&request[..], &[AUTHENTICATION.subject]].concat())?;
    let issuing = ["x509", "-req", "-in", "long.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "90", "-extfile", "long.ext"];
    world.run(&[&issuing[..], &["-out", "long.pem"]].concat())?;
    let bytes = world.export(&["-inkey", "long.key", "-in", "long.pem", "-certfile", "ca.pem"], "x", &AES)?;
    let imported = certificates::import_recommended(&file(&bytes, Some("x")), &Effort::default(), &practice(world)?, &ports)?;

    let ders = ["long", "ca"].map(|name| world.run(&["x509", "-in", &format!("{name}.pem"), "-outform", "DER"]));
    let [leaf, issuer] = ders.map(Result::unwrap_or_default);
    assert_eq!(imported.chain, [leaf.clone(), issuer], "the leaf first, its issuer next, no root");
    assert_eq!(BASE64_STANDARD.decode(BASE64_STANDARD.encode(&imported.chain[0]))?, leaf);

    let jwk = imported.key.facts.jwk(&imported.key.facts.thumbprint.parse()?, SigningAlgorithm::Rs256);
    let members: Vec<&String> = jwk.as_object().ok_or("no object")?.keys().collect();
    assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"]);
    let modulus = jwk["n"].as_str().ok_or("no n")?;
    assert_eq!((modulus.len(), jwk["e"].as_str(), jwk["use"].as_str()), (512, Some("AQAB"), Some("sig")));
    assert_ne!(BASE64_URL_SAFE_NO_PAD.decode(modulus)?.first(), Some(&0));
    let printed = String::from_utf8(world.run(&["x509", "-in", "long.pem", "-noout", "-modulus"])?)?;
    let hexadecimal: String = BASE64_URL_SAFE_NO_PAD.decode(modulus)?.iter().map(|byte| format!("{byte:02X}")).collect();
    assert_eq!(printed.trim(), format!("Modulus={hexadecimal}"));

    // The thumbprint is the key's (RFC 7638; its vector is in tests/journeys/keys.rs), the fingerprint the certificate's.
    let canonical = format!(r#"{{"e":"AQAB","kty":"RSA","n":"{modulus}"}}"#);
    let sha256 = |what: &[u8]| -> Result<Vec<u8>, Failure> {
        world.write("digested", what)?;
        world.run(&["dgst", "-sha256", "-binary", "digested"])
    };
    assert_eq!(imported.key.facts.thumbprint, BASE64_URL_SAFE_NO_PAD.encode(sha256(canonical.as_bytes())?));
    let fingerprint: String = sha256(&leaf)?.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(imported.facts.fingerprint, fingerprint);

    let signature = ports.keys.sign(&imported.key.id, SigningAlgorithm::Rs256, b"to be signed")?;
    world.write("signature", &signature)?;
    world.write("signed", b"to be signed")?;
    world.write("public", &world.run(&["x509", "-in", "long.pem", "-noout", "-pubkey"])?)?;
    let verdict = world.run(&["dgst", "-sha256", "-verify", "public", "-signature", "signature", "signed"])?;
    assert_eq!(String::from_utf8(verdict)?.trim(), "Verified OK");
    Ok(())
}
