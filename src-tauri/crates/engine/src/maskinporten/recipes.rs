//! How others fetch the same token: settings for common libraries, and the two steps by hand. What is secret stays a placeholder.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::grant;
use super::{Credential, MaskinportenError, Order, Variant};
use crate::environment::{Environment, EnvironmentError, Kind};
use crate::keys::SigningAlgorithm;

/// RFC 7523 §2.1.
const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// Where the recipes look for the private key: the vault's copy of it (`ENCRYPTED PRIVATE KEY`), or one without a password.
const KEY_FILE: &str = "private-key.pem";
/// A person's number is the person's own: it is typed in by whoever uses a recipe.
const PERSON: &str = "<pid>";

/// A text to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    /// What it is for: its heading has this key.
    pub id: &'static str,
    /// Language of the text.
    pub format: &'static str,
    /// Without any secret.
    pub text: String,
}

/// The recipes for an order. A library that cannot do what is ordered has none.
///
/// # Errors
/// [`MaskinportenError::NoScopes`], [`MaskinportenError::NoChain`], or an environment without Maskinporten.
pub fn recipes(order: &Order, environment: &Environment) -> Result<Vec<Recipe>, MaskinportenError> {
    let issuer = environment.hosts.maskinporten.as_ref().ok_or(EnvironmentError::NoHost { field: "maskinporten" })?;
    let (_, algorithm) = order.credential.signing();
    let mut header = order.credential.jose_header()?;
    header.insert("alg".to_owned(), algorithm.as_str().into());
    let mut claims = grant::claims(order, issuer.as_str(), OffsetDateTime::UNIX_EPOCH)?;
    // Each grant has its own.
    claims.retain(|name, _| !["iat", "exp", "jti"].contains(&name.as_str()));
    if let Some(person) = claims.get_mut("pid") {
        *person = PERSON.into();
    }
    let parts = Parts { order, header, claims, algorithm, issuer: issuer.as_str(), endpoint: issuer.join("/token").into() };
    let all = [Some(parts.curl()), parts.altinn(environment.kind), parts.fiks(), Some(parts.jose()), Some(parts.pyjwt())];
    Ok(all.into_iter().flatten().collect())
}

struct Parts<'a> {
    order: &'a Order,
    header: Map<String, Value>,
    claims: Map<String, Value>,
    algorithm: SigningAlgorithm,
    issuer: &'a str,
    endpoint: String,
}

impl Parts<'_> {
    /// The grant with `openssl`, the request with `curl`. Nothing secret is an argument of a program.
    fn curl(&self) -> Recipe {
        let digest = self.algorithm.as_str().replace("RS", "-sha");
        let claims = text(&self.claims);
        let (header, claims) = (quoted(&text(&self.header)), quoted(claims.strip_suffix('}').unwrap_or(&claims)));
        let (endpoint, grant_type) = (quoted(&self.endpoint), quoted(&format!("grant_type={JWT_BEARER}")));
        let text = format!(
            "now=$(date +%s)\n\
             header={header}\n\
             claims={claims}',\"iat\":'\"$now\"',\"exp\":'\"$((now + 100))\"',\"jti\":\"'\"$(openssl rand -hex 16)\"'\"}}'\n\
             base64url() {{ openssl base64 -A | tr '+/' '-_' | tr -d '='; }}\n\
             unsigned=$(printf %s \"$header\" | base64url).$(printf %s \"$claims\" | base64url)\n\
             signature=$(printf %s \"$unsigned\" | openssl dgst {digest} -sign {KEY_FILE} -binary | base64url)\n\
             printf %s \"$unsigned.$signature\" |\n  \
               curl --silent --show-error {endpoint} --data-urlencode {grant_type} --data-urlencode assertion@-\n"
        );
        Recipe { id: "curl", format: "shell", text }
    }

    /// `Altinn.ApiClients.Maskinporten` for .NET: `MaskinportenSettings`. It signs with RS256, and knows no environments of others.
    fn altinn(&self, kind: Kind) -> Option<Recipe> {
        let environment = match kind {
            Kind::Test => "test",
            Kind::Production => "prod",
            Kind::Practice | Kind::Custom => return None,
        };
        let consumer = self.plain_consumer()?;
        let mut settings = json!({ "Environment": environment, "ClientId": self.claims["iss"], "Scope": self.claims["scope"] });
        match &self.order.credential {
            Credential::RegisteredKey { kid, .. } => {
                settings["EncodedJwk"] = format!("<base64({{\"kid\":\"{kid}\", …}})>").into();
            }
            Credential::Certificate { .. } => {
                settings["CertificatePkcs12Path"] = "<.p12>".into();
                settings["CertificatePkcs12Password"] = "<password>".into();
            }
        }
        if let Some(consumer) = consumer {
            settings["ConsumerOrgNo"] = consumer.into();
        }
        let text = format!("{:#}\n", json!({ "MaskinportenSettings": settings }));
        Some(Recipe { id: "altinn_dotnet", format: "json", text })
    }

    /// KS' `maskinporten-spring-boot-client` for Java: `application.yaml`. Scopes are named where a token is asked for.
    fn fiks(&self) -> Option<Recipe> {
        let consumer = self.plain_consumer()?;
        let of = |value: &str| Value::from(value).to_string();
        let mut text = String::new();
        if matches!(self.order.credential, Credential::Certificate { .. }) {
            text += "virksomhetsertifikat:\n  sertifikater:\n    - sertifikat-type: AUTH\n";
            for name in ["keystore-path", "keystore-password", "certificate-alias", "private-key-alias", "private-key-password"] {
                text += &format!("      {name}: \"<{name}>\"\n");
            }
        }
        text += "maskinporten:\n";
        let issuer = self.order.client.as_str();
        let mut settings = vec![("audience", self.issuer), ("tokenEndpoint", &*self.endpoint), ("issuer", issuer)];
        settings.extend(consumer.map(|consumer| ("consumerOrg", consumer)));
        if let Credential::RegisteredKey { kid, .. } = &self.order.credential {
            settings.push(("asymmetric-key", kid.as_str()));
        }
        for (name, value) in settings {
            text += &format!("  {name}: {}\n", of(value));
        }
        if matches!(self.order.credential, Credential::RegisteredKey { .. }) {
            text += &format!("  private-key:\n    pem-file-path: {}\n", of(&format!("file:{KEY_FILE}")));
        }
        let scopes: String = self.order.each_scope().iter().map(|scope| format!(".scope({})", of(scope))).collect();
        text += &format!("# AccessTokenRequest.builder(){scopes}.build()\n");
        Some(Recipe { id: "ks_spring", format: "yaml", text })
    }

    /// `jose` for Node.
    fn jose(&self) -> Recipe {
        let (header, claims, endpoint) = (text(&self.header), text(&self.claims), Value::from(&*self.endpoint));
        let text = format!(
            "import {{ createPrivateKey, randomUUID }} from \"node:crypto\";\n\
             import {{ readFileSync }} from \"node:fs\";\n\
             import {{ SignJWT }} from \"jose\";\n\n\
             const key = createPrivateKey({{ key: readFileSync(\"{KEY_FILE}\"), passphrase: process.env.KEY_PASSWORD }});\n\
             const now = Math.floor(Date.now() / 1000);\n\
             const claims = {claims};\n\
             const assertion = await new SignJWT({{ ...claims, iat: now, exp: now + 100, jti: randomUUID() }})\n  \
               .setProtectedHeader({header})\n  \
               .sign(key);\n\
             const body = new URLSearchParams({{ grant_type: \"{JWT_BEARER}\", assertion }});\n\
             const answer = await fetch({endpoint}, {{ method: \"POST\", body }});\n\
             if (!answer.ok) throw new Error(await answer.text());\n\
             const {{ access_token, expires_in }} = await answer.json();\n"
        );
        Recipe { id: "node_jose", format: "javascript", text }
    }

    /// `PyJWT` for Python.
    fn pyjwt(&self) -> Recipe {
        let (claims, endpoint, algorithm) = (text(&self.claims), Value::from(&*self.endpoint), self.algorithm.as_str());
        let mut header = self.header.clone();
        header.remove("alg");
        let header = text(&header);
        let text = format!(
            "import json, os, time, uuid\n\
             from urllib.parse import urlencode\n\
             from urllib.request import urlopen\n\n\
             import jwt\n\
             from cryptography.hazmat.primitives.serialization import load_pem_private_key\n\n\
             password = os.environ.get(\"KEY_PASSWORD\")\n\
             with open(\"{KEY_FILE}\", \"rb\") as file:\n    \
                 key = load_pem_private_key(file.read(), password.encode() if password else None)\n\
             now = int(time.time())\n\
             claims = {claims}\n\
             claims |= {{\"iat\": now, \"exp\": now + 100, \"jti\": str(uuid.uuid4())}}\n\
             assertion = jwt.encode(claims, key, algorithm=\"{algorithm}\", headers={header})\n\
             form = urlencode({{\"grant_type\": \"{JWT_BEARER}\", \"assertion\": assertion}})\n\
             with urlopen({endpoint}, form.encode()) as answer:\n    \
                 token = json.load(answer)\n"
        );
        Recipe { id: "python_pyjwt", format: "python", text }
    }

    /// The consumer, for libraries that sign with RS256 and know of no other variant.
    fn plain_consumer(&self) -> Option<Option<&str>> {
        let Variant { resources, person, consumer, system_user } = &self.order.variant;
        let plain = self.algorithm == SigningAlgorithm::Rs256 && resources.is_empty() && person.is_none() && system_user.is_none();
        plain.then(|| consumer.as_ref().map(|consumer| consumer.as_str()))
    }
}

/// JSON, which is an expression of JavaScript and of Python too.
fn text(members: &Map<String, Value>) -> String {
    Value::from(members.clone()).to_string()
}

/// One word of a POSIX shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests;
