//! Clients in practice with keys in files, and the program that asks for tokens by an environment file.

use std::fs;
use std::path::Path;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_practice::CertificateOrder;
use serde_json::{Value, json};

use crate::home::{FILE_PASSWORD, Home, Town, VAULT_PASSWORD, no_secret_in, openssl};
use crate::rig::{Outcome, Run};

pub(crate) const BAKERY: &str = "315000106";
pub(crate) const ACCOUNTANT: &str = "311223305";
pub(crate) const SCOPE: &str = "altinn:instances.read";
/// Synthetic; its check digits fit.
pub(crate) const PERSON: &str = "13888010062";

/// A person's folder with a key in many forms, which stands on a client of a town that is open.
pub(crate) struct Rig<'a> {
    pub(crate) home: &'a Home,
    pub(crate) town: &'a Town,
    pub(crate) client: String,
}

impl<'a> Rig<'a> {
    /// The town's environment is described in `own.toml`, the key lies in `key.pem`, `key.der`, `key.jwk` and, locked, in `locked.pem`.
    pub(crate) async fn start(home: &'a Home, town: &'a Town) -> Outcome<Self> {
        Self::of(BAKERY, &[SCOPE], home, town).await
    }

    pub(crate) async fn of(organisation: &str, scopes: &[&str], home: &'a Home, town: &'a Town) -> Outcome<Self> {
        let addresses = town.practice.addresses();
        let text = format!(
            "name = \"eget\"\n[hosts]\nmaskinporten = \"{}\"\naltinn_platform = \"{}\"\n",
            addresses.maskinporten, addresses.altinn_platform
        );
        fs::write(home.path("own.toml"), text)?;
        fs::write(home.path("pid"), format!("{PERSON}\n"))?;
        let (private, public) = key_files(&home.path(""))?;
        fs::write(home.path("key.jwk"), private.to_string())?;
        let client = client(town, organisation, scopes).await?;
        town.fill_in(&format!("clients/{client}/keys"), &[("key", &public.to_string())]).await?;
        Ok(Self { home, town, client })
    }

    /// A client of the bakery's without keys, and its certificate in `auth.p12`.
    pub(crate) async fn with_certificate(&self) -> Outcome<String> {
        let issued = self.town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?;
        fs::copy(&issued.path, self.home.path("auth.p12"))?;
        fs::write(self.home.path("file-password"), &issued.password)?;
        client(self.town, BAKERY, &[SCOPE]).await
    }

    /// `inngang token` for the client in the environment, with more after it.
    pub(crate) fn arguments<'b>(&'b self, more: &[&'b str]) -> Vec<&'b str> {
        [&["token", "--environment", "own.toml", "--client-id", &self.client, "--scope", SCOPE], more].concat()
    }

    /// The same with the key in its file.
    pub(crate) fn by_key<'b>(&'b self, more: &[&'b str]) -> Vec<&'b str> {
        self.arguments(&[&["--key-file", "key.jwk"], more].concat())
    }

    /// What programs are told when it ends so.
    pub(crate) fn told(&self, arguments: &[&str], code: i32) -> Outcome<Value> {
        let told = self.home.json(&[arguments, &["--json"]].concat(), code)?;
        no_token_in(&told.to_string());
        Ok(told)
    }

    /// What a person is told when it goes well.
    pub(crate) fn says(&self, arguments: &[&str]) -> Outcome<String> {
        let Run { code, out, err } = self.home.run(arguments)?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}: {out}");
        in_words(&out);
        Ok(out)
    }
}

/// A client of the bakery's with a key of the vault under this name, as a person registers it: the client's id.
pub(crate) fn client_with_key(home: &Home, key: &str, kid: &str) -> Outcome<String> {
    let mut jwk: Value = serde_json::from_str(&home.run(&["key", "show", key, "--form", "jwk"])?.out)?;
    jwk["kid"] = kid.into();
    home.in_town(async |town| {
        let client = client(town, BAKERY, &[SCOPE]).await?;
        town.fill_in(&format!("clients/{client}/keys"), &[("key", &jwk.to_string())]).await?;
        Ok(client)
    })
}

/// Texts that are whole, and tell nothing that must not be told.
pub(crate) fn in_words(text: &str) {
    for unfinished in ["{{", "cli:", "problems:", "token:", "common:"] {
        assert!(!text.contains(unfinished), "{unfinished}: {text}");
    }
    no_token_in(text);
}

/// Neither token nor grant, nor a secret that was read.
pub(crate) fn no_token_in(text: &str) {
    assert!(!text.contains("eyJ") && !text.contains(PERSON), "{text}");
    no_secret_in(text);
    assert!(![VAULT_PASSWORD, FILE_PASSWORD].iter().any(|secret| text.contains(secret)));
}

/// A claim of a token, by its name.
pub(crate) fn claim<'a>(told: &'a Value, name: &str) -> &'a Value {
    let claims = told["said"]["claims"].as_array();
    claims.into_iter().flatten().find(|claim| claim["name"] == name).map_or(&Value::Null, |claim| &claim["value"])
}

async fn client(town: &Town, organisation: &str, scopes: &[&str]) -> Outcome<String> {
    let mut fields = vec![("organisation", organisation), ("kind", "maskinporten"), ("name", "Kasse")];
    fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
    town.fill_in("clients", &fields).await
}

/// One key in every form, by OpenSSL: the private JWK and the public.
pub(crate) fn key_files(folder: &Path) -> Outcome<(Value, Value)> {
    openssl(&["genrsa", "-out", "key.pem", "2048"], folder)?;
    openssl(&["pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-outform", "DER", "-out", "key.der"], folder)?;
    let locked = ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", "key.pem", "-out", "locked.pem", "-passout", "file:file-password"];
    openssl(&locked, folder)?;
    openssl(&["rsa", "-traditional", "-in", "key.pem", "-outform", "DER", "-out", "key.rsa"], folder)?;
    let numbers = integers(&fs::read(folder.join("key.rsa"))?);
    // RFC 8017 A.1.2: version, then these.
    let mut private = json!({ "kty": "RSA", "kid": "kasse-1", "use": "sig", "alg": "RS256" });
    for (name, number) in ["n", "e", "d", "p", "q", "dp", "dq", "qi"].iter().zip(&numbers[1..]) {
        private[name] = BASE64_URL_SAFE_NO_PAD.encode(number).into();
    }
    let mut public = private.clone();
    public.as_object_mut().ok_or("no object")?.retain(|name, _| ["kty", "kid", "use", "alg", "n", "e"].contains(&name.as_str()));
    Ok((private, public))
}

/// The integers of a DER sequence, without their leading zeros.
fn integers(der: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut found) = (content(der).0, Vec::new());
    while !rest.is_empty() {
        let (number, after) = content(rest);
        found.push(number.iter().copied().skip_while(|byte| *byte == 0).collect());
        rest = after;
    }
    found
}

/// What is in the first element, and what comes after it.
fn content(der: &[u8]) -> (&[u8], &[u8]) {
    let (length, header) = match der[1] {
        short @ 0..0x80 => (usize::from(short), 2),
        long => {
            let count = usize::from(long & 0x7f);
            (der[2..2 + count].iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), 2 + count)
        }
    };
    der[header..].split_at(length)
}
