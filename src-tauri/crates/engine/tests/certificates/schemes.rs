//! Every scheme that `openssl` writes by itself, opened with the same key and certificates.

use inngang_engine::certificates::CertificateError;

use crate::cost::look;
use crate::openssl::{AUTHENTICATION, Failure, SIGNING, World};
use crate::unusual::{loosen, parts, pfx, tlv, value};
use crate::{open, refusal};

const PASSWORD: &str = "blåbærsyltetøy 1";

/// Names for `-keypbe` and `-certpbe`, and ours.
const CIPHERS: [(&str, &str); 20] = [
    ("PBE-SHA1-3DES", "3DES"),
    ("PBE-SHA1-2DES", "2-key 3DES"),
    ("PBE-SHA1-RC2-128", "RC2-128"),
    ("PBE-SHA1-RC2-40", "RC2-40"),
    ("PBE-SHA1-RC4-128", "RC4-128"),
    ("PBE-SHA1-RC4-40", "RC4-40"),
    ("PBE-SHA1-DES", "DES PBKDF1-SHA-1"),
    ("PBE-SHA1-RC2-64", "RC2-64 PBKDF1-SHA-1"),
    ("PBE-MD5-DES", "DES PBKDF1-MD5"),
    ("PBE-MD5-RC2-64", "RC2-64 PBKDF1-MD5"),
    ("AES-128-CBC", "AES-128 PBKDF2-SHA-256"),
    ("AES-192-CBC", "AES-192 PBKDF2-SHA-256"),
    ("AES-256-CBC", "AES-256 PBKDF2-SHA-256"),
    ("DES-EDE3-CBC", "3DES PBKDF2-SHA-256"),
    ("DES-CBC", "DES PBKDF2-SHA-256"),
    ("RC2-CBC", "RC2-128 PBKDF2-SHA-256"),
    ("RC2-64-CBC", "RC2-64 PBKDF2-SHA-256"),
    ("RC2-40-CBC", "RC2-40 PBKDF2-SHA-256"),
    ("CAMELLIA-128-CBC", "Camellia-128 PBKDF2-SHA-256"),
    ("CAMELLIA-256-CBC", "Camellia-256 PBKDF2-SHA-256"),
];

/// certificates.md 16 no 1, 2, 3
#[test]
fn every_cipher() -> Result<(), Failure> {
    let world = World::shared()?;
    for (name, ours) in CIPHERS {
        let file = world.pkcs12(&AUTHENTICATION, PASSWORD, &["-legacy", "-keypbe", name, "-certpbe", name])?;
        let encoding = open(&file, Some(PASSWORD)).map_err(|failure| format!("{name}: {failure}"))?.encoding.ok_or("no encoding")?;
        assert_eq!(encoding.algorithms, [ours, ours], "{name}");
        let (keys, certificates) = look(&file, Some(PASSWORD))?;
        assert_eq!((keys.len(), certificates.len()), (1, 2), "{name}");
    }
    // The one cipher of OpenSSL's that no current crate has.
    for name in ["SEED-CBC", "SEED-OFB"] {
        let file = world.pkcs12(&AUTHENTICATION, PASSWORD, &["-legacy", "-keypbe", name])?;
        assert!(matches!(refusal(&file, Some(PASSWORD))?, CertificateError::UnsupportedAlgorithm { .. }), "{name}");
        // Nobody is asked for a password that helps nothing.
        assert!(matches!(refusal(&file, None)?, CertificateError::UnsupportedAlgorithm { .. }), "{name}");
    }
    Ok(())
}

/// Names for `-keypbe` and `-certpbe` beyond what documents on password-based encryption have, and ours.
const BY_NAME: [(&str, &str); 51] = [
    ("AES-128-ECB", "AES-128-ECB"),
    ("AES-128-CFB", "AES-128-CFB"),
    ("AES-128-OFB", "AES-128-OFB"),
    ("AES-192-ECB", "AES-192-ECB"),
    ("AES-192-CFB", "AES-192-CFB"),
    ("AES-192-OFB", "AES-192-OFB"),
    ("AES-256-ECB", "AES-256-ECB"),
    ("AES-256-CFB", "AES-256-CFB"),
    ("AES-256-CFB1", "AES-256-CFB"),
    ("AES-256-CFB8", "AES-256-CFB"),
    ("AES-256-OFB", "AES-256-OFB"),
    ("ARIA-128-ECB", "ARIA-128-ECB"),
    ("ARIA-128-CBC", "ARIA-128"),
    ("ARIA-128-CFB", "ARIA-128-CFB"),
    ("ARIA-128-OFB", "ARIA-128-OFB"),
    ("ARIA-128-CTR", "ARIA-128-CTR"),
    ("ARIA-192-ECB", "ARIA-192-ECB"),
    ("ARIA-192-CBC", "ARIA-192"),
    ("ARIA-192-CFB", "ARIA-192-CFB"),
    ("ARIA-192-OFB", "ARIA-192-OFB"),
    ("ARIA-192-CTR", "ARIA-192-CTR"),
    ("ARIA-256-ECB", "ARIA-256-ECB"),
    ("ARIA-256-CBC", "ARIA-256"),
    ("ARIA-256-CFB", "ARIA-256-CFB"),
    ("ARIA-256-OFB", "ARIA-256-OFB"),
    ("ARIA-256-CTR", "ARIA-256-CTR"),
    ("BF-CBC", "Blowfish"),
    ("CAMELLIA-192-CBC", "Camellia-192"),
    ("CAMELLIA-128-ECB", "Camellia-128-ECB"),
    ("CAMELLIA-128-CFB", "Camellia-128-CFB"),
    ("CAMELLIA-128-OFB", "Camellia-128-OFB"),
    ("CAMELLIA-128-CTR", "Camellia-128-CTR"),
    ("CAMELLIA-192-ECB", "Camellia-192-ECB"),
    ("CAMELLIA-192-CFB", "Camellia-192-CFB"),
    ("CAMELLIA-192-OFB", "Camellia-192-OFB"),
    ("CAMELLIA-192-CTR", "Camellia-192-CTR"),
    ("CAMELLIA-256-ECB", "Camellia-256-ECB"),
    ("CAMELLIA-256-CFB", "Camellia-256-CFB"),
    ("CAMELLIA-256-OFB", "Camellia-256-OFB"),
    ("CAMELLIA-256-CTR", "Camellia-256-CTR"),
    ("CAST5-CBC", "CAST5"),
    ("DES-ECB", "DES-ECB"),
    ("DES-CFB", "DES-CFB"),
    ("DES-OFB", "DES-OFB"),
    ("DES-EDE", "2-key 3DES-ECB"),
    ("RC4", "RC4-128"),
    ("SM4-ECB", "SM4-ECB"),
    ("SM4-CBC", "SM4"),
    ("SM4-CFB", "SM4-CFB"),
    ("SM4-OFB", "SM4-OFB"),
    ("SM4-CTR", "SM4-CTR"),
];

/// Without a MAC nothing but the contents tells a wrong password, and most of these have no padding.
#[test]
fn every_cipher_that_must_be_asked_for_by_name() -> Result<(), Failure> {
    let world = World::shared()?;
    for (name, ours) in BY_NAME {
        let ours = format!("{ours} PBKDF2-SHA-256");
        let whole = world.pkcs12(&AUTHENTICATION, PASSWORD, &["-legacy", "-keypbe", name, "-certpbe", name, "-iter", "2"])?;
        let (octets, _) = parts(&whole).ok_or("no parts")?;
        for file in [&whole, &pfx(octets, &[])] {
            let encoding = open(file, Some(PASSWORD)).map_err(|failure| format!("{name}: {failure}"))?.encoding.ok_or("no encoding")?;
            assert_eq!(encoding.algorithms, [&ours[..], &ours], "{name}");
            let (keys, certificates) = look(file, Some(PASSWORD))?;
            assert_eq!((keys.len(), certificates.len()), (1, 2), "{name}");
            for wrong in ["x", "y", "z"] {
                assert!(matches!(refusal(file, Some(wrong))?, CertificateError::WrongPassword), "{name}");
            }
        }
    }
    Ok(())
}

/// certificates.md 16 no 7
#[test]
fn every_mac() -> Result<(), Failure> {
    let world = World::shared()?;
    for (name, ours) in [
        ("MD4", "HMAC-MD4"),
        ("MD5", "HMAC-MD5"),
        ("SHA1", "HMAC-SHA-1"),
        ("SHA224", "HMAC-SHA-224"),
        ("SHA256", "HMAC-SHA-256"),
        ("SHA384", "HMAC-SHA-384"),
        ("SHA512", "HMAC-SHA-512"),
        ("SHA512-224", "HMAC-SHA-512/224"),
        ("SHA512-256", "HMAC-SHA-512/256"),
        ("SHA3-224", "HMAC-SHA3-224"),
        ("SHA3-256", "HMAC-SHA3-256"),
        ("SHA3-384", "HMAC-SHA3-384"),
        ("SHA3-512", "HMAC-SHA3-512"),
        ("BLAKE2b512", "HMAC-BLAKE2b-512"),
        ("BLAKE2s256", "HMAC-BLAKE2s-256"),
        ("RIPEMD160", "HMAC-RIPEMD-160"),
        ("SM3", "HMAC-SM3"),
        ("whirlpool", "HMAC-Whirlpool"),
    ] {
        let file = world.pkcs12(&AUTHENTICATION, PASSWORD, &["-legacy", "-macalg", name, "-iter", "2"])?;
        let encoding = open(&file, Some(PASSWORD)).map_err(|failure| format!("{name}: {failure}"))?.encoding.ok_or("no encoding")?;
        assert_eq!(encoding.mac.as_deref(), Some(ours));
        assert!(matches!(refusal(&file, Some("x"))?, CertificateError::WrongPassword), "{name}");
    }
    Ok(())
}

/// certificates.md 16 no 8
#[test]
fn every_iteration_count() -> Result<(), Failure> {
    let world = World::shared()?;
    for count in ["1", "1024", "2000", "2048", "51200", "100000", "600000", "1200000"] {
        for options in [&["-keypbe", "NONE", "-certpbe", "NONE", "-macalg", "SHA1"][..], &["-keypbe", "NONE", "-certpbe", "AES-256-CBC"]] {
            let file = world.pkcs12(&AUTHENTICATION, "x", &[options, &["-iter", count]].concat())?;
            let encoding = open(&file, Some("x")).map_err(|failure| format!("{count}: {failure}"))?.encoding.ok_or("no encoding")?;
            assert_eq!(encoding.iterations.to_string(), count);
        }
    }
    Ok(())
}

/// A file whose key is this EncryptedPrivateKeyInfo, beside the certificates in the clear.
pub(crate) fn with_key(world: &World, encrypted: &[u8]) -> Result<Vec<u8>, Failure> {
    let plain = world.pkcs12(&AUTHENTICATION, "x", &["-nomac", "-keypbe", "NONE", "-certpbe", "NONE"])?;
    let (octets, _) = parts(&plain).ok_or("no parts")?;
    let (_, infos, _) = value(octets).ok_or("no infos")?;
    let (identifier, certificates, _) = value(infos).ok_or("no certificates")?;
    Ok(pfx(&tlv(0x30, &[tlv(identifier, certificates), key_safe(&shrouded(encrypted))].concat()), &[]))
}

/// A shrouded key bag.
pub(crate) fn shrouded(encrypted: &[u8]) -> Vec<u8> {
    let kind = [0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x02];
    tlv(0x30, &[&kind[..], &tlv(0xa0, encrypted)].concat())
}

/// A ContentInfo with these bags in the clear.
pub(crate) fn key_safe(bags: &[u8]) -> Vec<u8> {
    let data = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
    tlv(0x30, &[&data[..], &tlv(0xa0, &tlv(0x04, &tlv(0x30, bags)))].concat())
}

/// `openssl pkcs8 -topk8` of the authentication key.
pub(crate) fn encrypted_key(world: &World, password: &str, options: &[&str]) -> Result<Vec<u8>, Failure> {
    let pass = format!("pass:{password}");
    world.run(&[&["pkcs8", "-topk8", "-in", "auth.key", "-outform", "DER", "-passout", &pass], options].concat())
}

/// certificates.md 16 no 4
#[test]
fn every_function_that_makes_keys() -> Result<(), Failure> {
    let world = World::shared()?;
    for (options, ours) in [
        // SHA-1 is the default, so openssl leaves it out of the file.
        (&["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1"][..], "AES-256 PBKDF2-SHA-1"),
        (&["-v2", "aes-256-cbc", "-v2prf", "hmacWithMD5"], "AES-256 PBKDF2-MD5"),
        (&["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA224"], "AES-128 PBKDF2-SHA-224"),
        (&["-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA384"], "AES-192 PBKDF2-SHA-384"),
        (&["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512"], "AES-256 PBKDF2-SHA-512"),
        (&["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512-224"], "AES-256 PBKDF2-SHA-512/224"),
        (&["-v2", "des3", "-v2prf", "hmacWithSHA512-256"], "3DES PBKDF2-SHA-512/256"),
        (&["-scrypt", "-scrypt_N", "16384", "-scrypt_r", "8", "-scrypt_p", "1"], "AES-256 scrypt"),
    ] {
        let file = with_key(world, &encrypted_key(world, "æøå", options)?)?;
        let encoding = open(&file, Some("æøå")).map_err(|failure| format!("{ours}: {failure}"))?.encoding.ok_or("no encoding")?;
        assert_eq!((encoding.algorithms, encoding.mac), (vec![ours.to_owned()], None));
        assert!(matches!(refusal(&file, Some("aoa"))?, CertificateError::WrongPassword), "{ours}");
    }
    Ok(())
}

/// certificates.md 16 no 15: CRL, secret and unknown bags are counted and left; labels may be anything.
#[test]
fn strange_bags_and_labels_harm_nothing() -> Result<(), Failure> {
    let world = World::shared()?;
    let name = ["-name", "Blåbær – 漢字"];
    let plain = world.pkcs12(&AUTHENTICATION, "x", &[&["-nomac", "-keypbe", "NONE", "-certpbe", "NONE"][..], &name].concat())?;
    let (octets, _) = parts(&plain).ok_or("no parts")?;
    let (_, infos, _) = value(octets).ok_or("no infos")?;
    let bag = |number: u8, content: &[u8], attributes: &[u8]| {
        let kind = [0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, number];
        tlv(0x30, &[&kind[..], &tlv(0xa0, content), attributes].concat())
    };
    let sdsi = tlv(
        0x30,
        &[&[0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x16, 0x02][..], &tlv(0xa0, &[0x16, 0x01, b'x'])].concat(),
    );
    let label = |value: &[u8]| {
        let friendly_name = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x14];
        tlv(0x31, &tlv(0x30, &[&friendly_name[..], &tlv(0x31, value)].concat()))
    };
    let strange = [
        bag(4, &tlv(0x30, &[]), &[]),
        bag(5, &tlv(0x30, &[]), &label(&[])),
        bag(3, &sdsi, &label(&[0x1e, 0x03, 0xd8, 0x00, 0x41])),
        bag(9, &[0x05, 0x00], &label(&[0x02, 0x01, 0x07])),
        bag(5, &[0x05, 0x00], &[0x05, 0x00]),
    ];
    let file = pfx(&tlv(0x30, &[infos, &key_safe(&strange.concat())].concat()), &[]);
    let encoding = open(&file, None)?.encoding.ok_or("no encoding")?;
    assert_eq!((encoding.ignored_bags, encoding.password), (5, inngang_engine::certificates::PasswordForm::None));
    Ok(())
}

/// certificates.md 16 no 14: a key bag in the clear with attributes after its key, beside another pair that is locked.
#[test]
fn several_keys_in_one_file() -> Result<(), Failure> {
    let world = World::shared()?;
    let other = world.pkcs12(&SIGNING, "x", &["-nomac"])?;
    let (octets, _) = parts(&other).ok_or("no parts")?;
    let (_, infos, _) = value(octets).ok_or("no infos")?;
    let key = world.run(&["pkcs8", "-topk8", "-nocrypt", "-in", "auth.key", "-outform", "DER"])?;
    let (_, key, _) = value(&key).ok_or("no key")?;
    // Windows' mark of a key for key exchange (2.5.29.15), as its export wizard adds it.
    let attribute = tlv(0x30, &[&[0x06, 0x03, 0x55, 0x1d, 0x0f][..], &tlv(0x31, &[0x03, 0x01, 0x00])].concat());
    let kind = [0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x01];
    let bag = tlv(0x30, &[&kind[..], &tlv(0xa0, &tlv(0x30, &[key, &tlv(0xa0, &attribute)].concat()))].concat());
    let file = pfx(&tlv(0x30, &[infos, &key_safe(&bag)].concat()), &[]);
    for file in [&file, &loosen(&file)] {
        let (keys, certificates) = look(file, Some("x"))?;
        assert_eq!((keys.len(), certificates.len()), (2, 2));
        assert_ne!(keys[0], keys[1]);
    }
    Ok(())
}
