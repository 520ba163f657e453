//! What the tests' Digdir remembers, and what it answers: a Maskinporten that gives tokens, an API that replaces key sets whole.

use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::{Map, Value, json};

/// A request, as the server sees it.
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) token: Option<String>,
    pub(crate) if_match: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// An answer.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
    pub(crate) etag: Option<String>,
    /// Does its work, and hangs up.
    pub(crate) dropped: bool,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self { status, content_type: "application/json", body: body.to_string(), etag: None, dropped: false }
    }

    pub(crate) fn html(status: u16) -> Self {
        Self { status, content_type: "text/html", body: "<html><h1>Not here</h1></html>".to_owned(), etag: None, dropped: false }
    }
}

/// What the other writer does just before a request about keys is dealt with: the number of that request, from 0.
type Other = Box<dyn FnMut(usize, &mut Vec<Value>) + Send>;

/// Everything that is there.
pub(crate) struct State {
    pub(crate) address: String,
    /// The API's prefixes; whatever is elsewhere is HTML.
    pub(crate) prefixes: Vec<String>,
    pub(crate) clients: BTreeMap<String, Value>,
    pub(crate) keys: BTreeMap<String, Vec<Value>>,
    /// `ETag` and `If-Match`, which no document promises.
    pub(crate) etags: bool,
    /// The next write's answer gets lost after it was done.
    pub(crate) drop_write: bool,
    pub(crate) other: Option<Other>,
    /// Answers in place of the API's next ones.
    pub(crate) scripted: VecDeque<Reply>,
    /// Scopes that Maskinporten refuses, and whether it names them.
    pub(crate) refused: Vec<&'static str>,
    pub(crate) names_refused: bool,
    /// Tokens that count; each is `token-N`.
    pub(crate) tokens: Vec<String>,
    /// Scopes of each token order.
    pub(crate) ordered: Vec<String>,
    /// `kid`s that tokens were fetched with.
    pub(crate) signed_with: Vec<String>,
    /// `kid`s that give tokens although they are gone.
    pub(crate) remembered: Vec<String>,
    /// How many times a token's key is not known yet.
    pub(crate) unknown_for: u32,
    /// Every request: `GET /api/v1/clients`.
    pub(crate) asked: Vec<String>,
    /// Bodies of writes.
    pub(crate) written: Vec<Value>,
    /// Whether a write replaced something else than what was read last: the window that decision 0007 tells of.
    pub(crate) window_hit: bool,
    key_requests: usize,
    stamp: i64,
    last_read: Vec<Value>,
}

impl State {
    pub(crate) fn new(address: String) -> Self {
        Self {
            address,
            prefixes: vec!["/api/v1".to_owned()],
            clients: BTreeMap::from([("c-1".to_owned(), json!({ "client_id": "c-1", "client_name": "Kasse", "active": true }))]),
            keys: BTreeMap::new(),
            etags: false,
            drop_write: false,
            other: None,
            scripted: VecDeque::new(),
            refused: Vec::new(),
            names_refused: true,
            tokens: Vec::new(),
            ordered: Vec::new(),
            signed_with: Vec::new(),
            remembered: Vec::new(),
            unknown_for: 0,
            asked: Vec::new(),
            written: Vec::new(),
            window_hit: false,
            key_requests: 0,
            stamp: 0,
            last_read: Vec::new(),
        }
    }

    /// Requests about keys are counted from here.
    pub(crate) fn forget_requests(&mut self) {
        (self.key_requests, self.window_hit) = (0, false);
    }

    /// Key ids of the client, sorted.
    pub(crate) fn kids(&self, client: &str) -> Vec<String> {
        let mut kids: Vec<String> = self.keys.get(client).into_iter().flatten().map(kid).collect();
        kids.sort();
        kids
    }

    pub(crate) fn answer(&mut self, asked: &Asked) -> Reply {
        self.asked.push(format!("{} {}{}", asked.method, asked.path, asked.query));
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/.well-known/oauth-authorization-server") => {
                Reply::json(200, &json!({ "issuer": format!("{}/", self.address), "token_endpoint": format!("{}/token", self.address) }))
            }
            ("POST", "/token") => self.token(&asked.body),
            _ => self.api(asked),
        }
    }

    fn token(&mut self, form: &[u8]) -> Reply {
        let form = String::from_utf8_lossy(form).into_owned();
        let jwt = form.split("assertion=").nth(1).unwrap_or_default().to_owned();
        let part = |at: usize| -> Map<String, Value> {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(jwt.split('.').nth(at).unwrap_or_default()).unwrap_or_default();
            serde_json::from_slice(&bytes).unwrap_or_default()
        };
        let text = |claims: &Map<String, Value>, name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (header, claims) = (part(0), part(1));
        let (kid, client, scope) = (text(&header, "kid"), text(&claims, "iss"), text(&claims, "scope"));
        self.ordered.push(scope.clone());
        let refuse = |error: &str, text: &str| Reply::json(400, &json!({ "error": error, "error_description": text }));
        let known =
            self.keys.get(&client).is_none_or(|keys| keys.iter().any(|key| key["kid"] == kid.as_str())) || self.remembered.contains(&kid);
        if !known || self.unknown_for > 0 {
            self.unknown_for = self.unknown_for.saturating_sub(1);
            return refuse("invalid_grant", "Unknown key identifier (kid) for client");
        }
        if let Some(refused) = self.refused.iter().find(|refused| scope.split(' ').any(|scope| scope == **refused)) {
            let named = if self.names_refused { format!(", {refused}") } else { String::new() };
            return refuse("invalid_scope", &format!("Token request contains invalid scopes for client{named} (trace_id: 1)"));
        }
        self.signed_with.push(kid);
        let token = format!("token-{}", self.ordered.len());
        self.tokens.push(token.clone());
        Reply::json(200, &json!({ "access_token": token, "token_type": "Bearer", "expires_in": 119, "scope": scope }))
    }

    fn api(&mut self, asked: &Asked) -> Reply {
        let Some(path) = self.prefixes.iter().find_map(|prefix| asked.path.strip_prefix(prefix.as_str())).map(str::to_owned) else {
            return Reply::html(404);
        };
        if !self.tokens.iter().any(|token| asked.token.as_deref() == Some(token)) {
            return Reply::json(401, &json!({ "error": "invalid_token" }));
        }
        if let Some(reply) = self.scripted.pop_front() {
            return reply;
        }
        if matches!(asked.method.as_str(), "POST" | "PUT") {
            self.written.push(serde_json::from_slice(&asked.body).unwrap_or_default());
        }
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match (asked.method.as_str(), parts.as_slice()) {
            ("GET", ["clients"]) => Reply::json(200, &self.clients.values().cloned().collect()),
            ("GET", ["clients", id]) => self.clients.get(*id).map_or_else(not_found, |client| Reply::json(200, client)),
            ("PUT", ["clients", id]) => {
                let mut client = self.written.last().cloned().unwrap_or_default();
                client["last_updated"] = self.now().into();
                self.clients.insert((*id).to_owned(), client.clone());
                Reply::json(200, &client)
            }
            (_, ["clients", id, "jwks"]) => self.jwks(id, asked),
            _ => not_found(),
        }
    }

    fn jwks(&mut self, client: &str, asked: &Asked) -> Reply {
        if !self.clients.contains_key(client) {
            return not_found();
        }
        let mut keys = self.keys.remove(client).unwrap_or_default();
        if let Some(other) = &mut self.other {
            other(self.key_requests, &mut keys);
        }
        self.key_requests += 1;
        let reply = self.replace(&mut keys, asked);
        let etag = self.etags.then(|| tag(&keys));
        self.keys.insert(client.to_owned(), keys);
        Reply { etag: etag.filter(|_| reply.status == 200), ..reply }
    }

    fn replace(&mut self, keys: &mut Vec<Value>, asked: &Asked) -> Reply {
        if asked.method == "GET" {
            self.last_read.clone_from(keys);
            return Reply::json(200, &json!({ "keys": keys }));
        }
        if self.etags && asked.if_match.as_deref().is_some_and(|wanted| wanted != tag(keys)) {
            return Reply::json(412, &json!({ "error": "PRECONDITION_FAILED" }));
        }
        self.window_hit |= kids(keys) != kids(&self.last_read);
        let now = self.now();
        let posted: Vec<Value> = match asked.method.as_str() {
            "DELETE" => Vec::new(),
            _ => self.written.last().and_then(|body| body["keys"].as_array().cloned()).unwrap_or_default(),
        };
        *keys = posted.into_iter().map(|key| dated(key, &now)).collect();
        Reply { dropped: std::mem::take(&mut self.drop_write), ..Reply::json(200, &json!({ "keys": keys })) }
    }

    fn now(&mut self) -> String {
        self.stamp += 1;
        format!("2026-11-21T08:{:02}:{:02}.000+01:00", self.stamp / 60 % 60, self.stamp % 60)
    }
}

/// A key as another writer posts it: the numbers are only different from each other's.
pub(crate) fn other_key(kid: &str) -> Value {
    dated(
        json!({ "kid": kid, "kty": "RSA", "n": format!("n-of-{kid}"), "e": "AQAB", "use": "sig", "alg": "RS256" }),
        "2026-11-20T08:00:00.000+01:00",
    )
}

fn dated(mut key: Value, at: &str) -> Value {
    key["created"] = "2026-11-01T08:00:00.000+01:00".into();
    key["last_updated"] = at.into();
    key
}

pub(crate) fn kid(key: &Value) -> String {
    key["kid"].as_str().unwrap_or_default().to_owned()
}

fn kids(keys: &[Value]) -> Vec<String> {
    let mut kids: Vec<String> = keys.iter().map(kid).collect();
    kids.sort();
    kids
}

fn tag(keys: &[Value]) -> String {
    let mut hasher = DefaultHasher::new();
    json!(keys).to_string().hash(&mut hasher);
    format!("\"{:x}\"", hasher.finish())
}

fn not_found() -> Reply {
    Reply::json(404, &json!({ "status": 404, "message": "Not found" }))
}
