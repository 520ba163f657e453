//! A running practice town with one client, for one test.

use std::error::Error;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use inngang_practice::{Options, Practice};
use reqwest::header::{LOCATION, USER_AGENT};
use reqwest::redirect::Policy;
use rsa::pkcs8::{EncodePublicKey, LineEnding};
use rsa::sha2::{Digest, Sha256};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

pub(crate) const BAKERY: &str = "315000106";
pub(crate) const SCOPE: &str = "altinn:instances.read";
pub(crate) const KID: &str = "bakery-key.1";
pub(crate) const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

pub(crate) struct Rig {
    pub(crate) practice: Practice,
    pub(crate) http: reqwest::Client,
    /// A Maskinporten client of the bakery, with [`SCOPE`] and one scope that its owner has not granted.
    pub(crate) client: String,
    pub(crate) folder: TempDir,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Result<Value, Box<dyn Error>> {
        serde_json::from_str(&self.body).map_err(|error| format!("{error}: {} {}", self.status, self.body).into())
    }
}

impl Rig {
    pub(crate) async fn start() -> Result<Self, Box<dyn Error>> {
        Self::start_with(|_| ()).await
    }

    /// The services' keys are made once for all tests; each test has its own copy of them.
    pub(crate) async fn start_with(adjust: impl FnOnce(&mut Options)) -> Result<Self, Box<dyn Error>> {
        static MADE: OnceCell<TempDir> = OnceCell::const_new();
        let made = MADE.get_or_try_init(make_keys).await?;
        let folder = tempfile::tempdir()?;
        copy(made.path(), folder.path())?;
        Self::open(folder, adjust).await
    }

    async fn open(folder: TempDir, adjust: impl FnOnce(&mut Options)) -> Result<Self, Box<dyn Error>> {
        let mut options = Options::new(folder.path());
        adjust(&mut options);
        let practice = Practice::start(options).await?;
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(20)).build()?;
        let mut rig = Self { practice, http, client: String::new(), folder };
        rig.client = rig.new_client(&["altinn:instances.read", "altinn:serviceowner"]).await?;
        Ok(rig)
    }

    pub(crate) async fn new_client(&self, scopes: &[&str]) -> Result<String, Box<dyn Error>> {
        self.new_client_of(BAKERY, scopes).await
    }

    pub(crate) async fn new_client_of(&self, organisation: &str, scopes: &[&str]) -> Result<String, Box<dyn Error>> {
        let mut fields = vec![("organisation", organisation), ("kind", "maskinporten"), ("name", "Kassa")];
        fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
        let answer = self.post("clients", &fields).await?;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let path = answer.location.split('?').next().unwrap_or_default();
        Ok(path.strip_prefix("/clients/").ok_or("no client")?.to_owned())
    }

    /// Posts a form to the portal.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Box<dyn Error>> {
        self.send(self.http.post(format!("{}{path}", self.practice.addresses().portal)).form(fields)).await
    }

    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer, Box<dyn Error>> {
        let response = request.header(USER_AGENT, "test").send().await?;
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        Ok(Answer { status: response.status().as_u16(), location, body: response.text().await? })
    }

    /// The same rig with a client of another organisation's that has the test's key.
    pub(crate) async fn with_client_of(mut self, organisation: &str, scopes: &[&str]) -> Result<Self, Box<dyn Error>> {
        self.client = self.new_client_of(organisation, scopes).await?;
        self.upload_key().await?;
        Ok(self)
    }

    pub(crate) async fn upload_key(&self) -> Outcome {
        let answer = self.post(&format!("clients/{}/keys", self.client), &[("key", &jwk().to_string())]).await?;
        if answer.status == 303 { Ok(()) } else { Err(answer.body.into()) }
    }

    /// A grant that is accepted as it is, when the key has been uploaded.
    pub(crate) fn grant(&self) -> Grant {
        let now = self.now();
        Grant {
            header: json!({ "alg": "RS256", "kid": KID }),
            claims: json!({
                "aud": self.practice.addresses().maskinporten, "iss": self.client, "scope": SCOPE,
                "iat": now, "exp": now + 100, "jti": uuid::Uuid::new_v4().to_string(),
            }),
        }
    }

    fn now(&self) -> u64 {
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map(|time| time.as_secs()).unwrap_or_default()
    }

    pub(crate) async fn token(&self, assertion: &str) -> Result<Answer, Box<dyn Error>> {
        let address = format!("{}token", self.practice.addresses().maskinporten);
        self.send(self.http.post(address).form(&[("grant_type", JWT_BEARER), ("assertion", assertion)])).await
    }

    /// Sends the grant after `alter` has been at it, and expects this refusal: an MP code, or words of the description.
    pub(crate) async fn refuses(&self, expected: &str, alter: impl FnOnce(&mut Grant)) -> Outcome {
        let mut grant = self.grant();
        alter(&mut grant);
        expect(&self.token(&grant.signed()?).await?, expected)
    }

    pub(crate) async fn accepts(&self, alter: impl FnOnce(&mut Grant)) -> Result<Value, Box<dyn Error>> {
        let mut grant = self.grant();
        alter(&mut grant);
        let answer = self.token(&grant.signed()?).await?;
        if answer.status == 200 { answer.json() } else { Err(answer.body.into()) }
    }
}

pub(crate) fn expect(answer: &Answer, expected: &str) -> Outcome {
    let body = answer.json()?;
    let (error, description) = (body["error"].as_str().unwrap_or_default(), body["error_description"].as_str().unwrap_or_default());
    let code = body["error_uri"].as_str().and_then(|uri| uri.rsplit('/').next()).unwrap_or_default();
    let found = if expected.starts_with("MP-") {
        code == expected
    } else {
        code.is_empty() && (error == expected || description.contains(expected))
    };
    assert!(found, "expected {expected}: {} {}", answer.status, answer.body);
    assert!(answer.status == if error == "forbidden" { 403 } else { 400 }, "{} {}", answer.status, answer.body);
    let trace = description.rsplit_once("(trace_id: ").and_then(|(_, end)| end.strip_suffix(')')).unwrap_or_default();
    assert!(trace.len() == 32 && trace.bytes().all(|byte| byte.is_ascii_hexdigit()), "{description}");
    Ok(())
}

pub(crate) struct Grant {
    pub(crate) header: Value,
    pub(crate) claims: Value,
}

impl Grant {
    pub(crate) fn signed(&self) -> Result<String, Box<dyn Error>> {
        self.signed_by(key())
    }

    pub(crate) fn signed_by(&self, key: &RsaPrivateKey) -> Result<String, Box<dyn Error>> {
        let signed = format!("{}.{}", encode(self.header.to_string()), encode(self.claims.to_string()));
        let signature = key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(&signed))?;
        Ok(format!("{signed}.{}", encode(signature)))
    }
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The one key of all tests: making keys is slow.
pub(crate) fn key() -> &'static RsaPrivateKey {
    static KEY: OnceLock<RsaPrivateKey> = OnceLock::new();
    KEY.get_or_init(|| make_key(2048))
}

pub(crate) fn make_key(bits: usize) -> RsaPrivateKey {
    let mut random = rsa::rand_core::OsRng;
    loop {
        if let Ok(key) = RsaPrivateKey::new(&mut random, bits) {
            return key;
        }
    }
}

pub(crate) fn jwk() -> Value {
    jwk_of(key(), KID)
}

pub(crate) fn jwk_of(key: &RsaPrivateKey, kid: &str) -> Value {
    json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": encode(key.n().to_bytes_be()), "e": encode(key.e().to_bytes_be()) })
}

pub(crate) fn pem() -> Result<String, Box<dyn Error>> {
    Ok(key().to_public_key().to_public_key_pem(LineEnding::LF)?)
}

async fn make_keys() -> Result<TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let practice = Practice::start(Options::new(folder.path())).await?;
    let addresses = practice.addresses();
    let issuers = [&addresses.idporten, &addresses.ansattporten].map(|issuer| format!("{issuer}/jwks.json"));
    for keys in [format!("{}jwk", addresses.maskinporten)].into_iter().chain(issuers) {
        reqwest::get(keys).await?.error_for_status()?;
    }
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let (source, target) = {
            let entry = entry?;
            (entry.path(), to.join(entry.file_name()))
        };
        if source.is_dir() {
            std::fs::create_dir_all(&target)?;
            copy(&source, &target)?;
        } else {
            std::fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

/// What the token says.
pub(crate) fn claims(answer: &Value) -> Result<Value, Box<dyn Error>> {
    let token = answer["access_token"].as_str().ok_or("no token")?;
    Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).ok_or("one part")?)?)?)
}
