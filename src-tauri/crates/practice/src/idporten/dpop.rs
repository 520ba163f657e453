//! Proofs that a client holds the key which its tokens are bound to: RFC 9449, idporten.md 16.3.

use axum::http::{HeaderMap, Method};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use rsa::sha2::{Digest, Sha256};
use serde_json::Value;
use url::Url;

use crate::Fault;
use crate::idporten::IdPorten;
use crate::idporten::refusal::Refusal;
use crate::idporten::shelf::unguessable;
use crate::jose::{self, Algorithm, Jws, encode};

/// What a proof may be signed with.
pub(super) const ALGORITHMS: [&str; 2] = ["ES256", "RS256"];
/// How old a proof may be, and how far the client's clock may be ahead.
const LIFETIME: i64 = 60;
const SKEW: i64 = 10;
/// How long a nonce of ours may be used.
const NONCE_LIFETIME: i64 = 300;
const COORDINATE: usize = 32;

impl IdPorten {
    /// The thumbprint of the key that the request's proof was made with; none without a proof. `token` is what the proof comes with.
    pub(super) fn proof(&self, headers: &HeaderMap, method: &Method, path: &str, token: Option<&str>) -> Result<Option<String>, Refusal> {
        let mut proofs = headers.get_all("dpop").iter();
        let Some(proof) = proofs.next() else { return Ok(None) };
        if proofs.next().is_some() {
            return Err(refused("more than one DPoP header"));
        }
        let jws = proof.to_str().ok().and_then(|proof| Jws::parse(proof).ok()).ok_or_else(|| refused("not a JWT"))?;
        if jws.header_text("typ") != Some("dpop+jwt") {
            return Err(refused("typ must be dpop+jwt"));
        }
        let thumbprint = signer(&jws).map_err(refused)?;
        let address = format!("{}{path}", self.issuer());
        if jws.text("htm") != Some(method.as_str()) || !jws.text("htu").is_some_and(|htu| is_same(htu, &address)) {
            return Err(refused("htm and htu must be those of this request"));
        }
        let ath = token.map(|token| encode(Sha256::digest(token)));
        if jws.text("ath") != ath.as_deref() {
            return Err(refused("ath must be the hash of the access token, and only there where one is sent"));
        }
        self.check_fresh(&jws, &thumbprint)?;
        Ok(Some(thumbprint))
    }

    /// Made just now, shown once, with a nonce of ours while one is demanded.
    fn check_fresh(&self, jws: &Jws<'_>, thumbprint: &str) -> Result<(), Refusal> {
        let now = self.world.clock.now();
        let age = jws.claims.get("iat").and_then(Value::as_i64).map(|iat| now.saturating_sub(iat));
        if !age.is_some_and(|age| (-SKEW..=LIFETIME).contains(&age)) {
            return Err(refused("iat must be now"));
        }
        let given = jws.text("nonce").is_some_and(|nonce| self.nonces.with(nonce, now, |()| ()).is_some());
        if self.world.faults.is_on(Fault::DpopNonce) && !given {
            let nonce = unguessable();
            self.nonces.put(&nonce, (), now + NONCE_LIFETIME, now);
            return Err(Refusal::new("use_dpop_nonce", "The DPoP proof must carry the nonce of the header DPoP-Nonce").with_nonce(nonce));
        }
        let jti = jws.text("jti").filter(|jti| !jti.is_empty()).ok_or_else(|| refused("jti is required"))?;
        match self.proofs.put(&format!("{thumbprint} {jti}"), (), now + LIFETIME + SKEW + 1, now) {
            true => Ok(()),
            false => Err(refused("jti was used before")),
        }
    }
}

/// The thumbprint of the key in the header, which must have signed.
fn signer(jws: &Jws<'_>) -> Result<String, &'static str> {
    let jwk = jws.header.get("jwk").ok_or("jwk is required")?;
    if jose::PRIVATE_MEMBERS.iter().any(|member| jwk.get(member).is_some()) {
        return Err("jwk must be a public key");
    }
    let member = |name| jwk.get(name).and_then(Value::as_str).unwrap_or_default();
    let (is_signed, thumbprint) = match (jws.header_text("alg"), member("kty")) {
        (Some("RS256"), "RSA") => {
            let key = jose::public_key(jwk).map_err(|_| "jwk cannot be read")?;
            (jws.is_signed_by(&key, Algorithm::Rs256), jose::thumbprint(&key))
        }
        (Some("ES256"), "EC") if member("crv") == "P-256" => {
            let (x, y) = (member("x"), member("y"));
            let (message, signature) = jws.signed();
            let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point(x, y).ok_or("jwk cannot be read")?);
            // RFC 7638 §3.2.
            let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
            (key.verify(message, signature).is_ok(), encode(Sha256::digest(members)))
        }
        _ => return Err("alg must be ES256 or RS256, and the jwk's"),
    };
    if is_signed { Ok(thumbprint) } else { Err("wrong signature") }
}

/// SEC 1 §2.3.3, uncompressed.
fn point(x: &str, y: &str) -> Option<Vec<u8>> {
    let coordinate = |text| jose::decode(text).ok().filter(|bytes| bytes.len() == COORDINATE);
    Some([vec![4], coordinate(x)?, coordinate(y)?].concat())
}

/// RFC 9449 §4.3: without query and fragment, after normalisation.
fn is_same(htu: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let mut url = Url::parse(text).ok()?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    };
    bare(htu).is_some_and(|htu| Some(htu) == bare(address))
}

fn refused(why: &str) -> Refusal {
    Refusal::new("invalid_dpop_proof", format!("Invalid DPoP proof: {why}"))
}
