//! An OpenID provider on loopback: honest until a test bends what it says, remembering what it was asked.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderMap, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use url::Url;

use crate::Outcome;
use crate::honest::{self, Issued};

/// What a test may bend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The discovery document.
    Metadata,
    /// The JWK set.
    Keys,
    /// The addresses that the browser is sent to, one after the other: an array.
    Callbacks,
    /// The ID token's header, which says how it is signed.
    Header,
    /// The ID token's claims.
    Claims,
    /// The token endpoint's members.
    Tokens,
    /// Userinfo's members.
    UserInfo,
}

/// A question.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Of the provider, without slash at the end: its issuer.
    pub(crate) origin: String,
    /// `POST /token`.
    pub(crate) line: String,
    pub(crate) headers: HeaderMap,
    /// Of the form, or of the query.
    pub(crate) fields: Vec<(String, String)>,
    /// How many asked for the same before it.
    pub(crate) before: usize,
}

impl Asked {
    /// The first of that name.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

pub(crate) type Reply = Response<Full<Bytes>>;
type Bend = Box<dyn Fn(&Asked, &mut Value) + Send + Sync>;
type Instead = Box<dyn Fn(&Asked) -> Option<Reply> + Send + Sync>;

/// What is to be bent.
#[derive(Default)]
pub(crate) struct Bends {
    bends: Vec<(Part, Bend)>,
    instead: Vec<Instead>,
}

impl Bends {
    /// Changes a part before it is signed or sent.
    pub(crate) fn bend(mut self, part: Part, bend: impl Fn(&Asked, &mut Value) + Send + Sync + 'static) -> Self {
        self.bends.push((part, Box::new(bend)));
        self
    }

    /// Puts one member otherwise; `ORIGIN` in a text stands for the provider's own. `Value::Null` takes it away.
    pub(crate) fn with(self, part: Part, member: &'static str, value: Value) -> Self {
        self.bend(part, move |asked, whole| {
            let value: Value = serde_json::from_str(&value.to_string().replace("ORIGIN", &asked.origin)).unwrap_or_default();
            match whole.as_object_mut() {
                Some(members) if value.is_null() => drop(members.remove(member)),
                _ => whole[member] = value,
            }
        })
    }

    /// Answers a question in the provider's place.
    pub(crate) fn instead(mut self, reply: impl Fn(&Asked) -> Option<Reply> + Send + Sync + 'static) -> Self {
        self.instead.push(Box::new(reply));
        self
    }

    pub(crate) async fn start(self) -> Outcome<Provider> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let provider = Provider { origin, kept: Arc::default(), bends: Arc::new(self) };
        let serving = provider.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let provider = serving.clone();
                let service = service_fn(move |request| {
                    let provider = provider.clone();
                    async move { Ok::<_, Infallible>(provider.answer(request).await) }
                });
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Ok(provider)
    }
}

/// The running provider. Clones share what it remembers.
#[derive(Clone)]
pub(crate) struct Provider {
    pub(crate) origin: String,
    kept: Arc<Mutex<Kept>>,
    bends: Arc<Bends>,
}

#[derive(Default)]
struct Kept {
    asked: Vec<Asked>,
    issued: Issued,
}

impl Provider {
    /// Everything asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.kept().asked.clone()
    }

    /// Everything asked with this method and path, as in `POST /token`.
    pub(crate) fn asked_for(&self, line: &str) -> Vec<Asked> {
        self.asked().into_iter().filter(|asked| asked.line == line).collect()
    }

    /// `value` as the test wants it.
    pub(crate) fn bent(&self, part: Part, asked: &Asked, mut value: Value) -> Value {
        for (_, bend) in self.bends.bends.iter().filter(|(bent, _)| *bent == part) {
            bend(asked, &mut value);
        }
        value
    }

    /// Codes and tokens that were handed out.
    pub(crate) fn issued<R>(&self, look: impl FnOnce(&mut Issued) -> R) -> R {
        look(&mut self.kept().issued)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(&self, request: Request<Incoming>) -> Reply {
        let (head, body) = request.into_parts();
        let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let fields = if body.is_empty() { head.uri.query().unwrap_or_default().as_bytes() } else { &body };
        let fields = url::form_urlencoded::parse(fields).into_owned().collect();
        let line = format!("{} {}", head.method, head.uri.path());
        let asked = {
            let asked = &mut self.kept().asked;
            let before = asked.iter().filter(|asked| asked.line == line).count();
            asked.push(Asked { origin: self.origin.clone(), line, headers: head.headers, fields, before });
            asked.last().cloned()
        };
        let Some(asked) = asked else { return plain(500, "text/plain", "not kept") };
        let instead = self.bends.instead.iter().find_map(|reply| reply(&asked));
        instead.unwrap_or_else(|| honest::answer(self, &asked).unwrap_or_else(|error| plain(500, "text/plain", error.to_string())))
    }
}

pub(crate) fn json_reply(status: u16, body: &Value) -> Reply {
    plain(status, "application/json", body.to_string())
}

pub(crate) fn refusal(status: u16, error: &str) -> Reply {
    json_reply(status, &json!({ "error": error, "error_description": "as the test wants it" }))
}

pub(crate) fn plain(status: u16, content_type: &str, body: impl Into<Bytes>) -> Reply {
    let mut reply = Response::new(Full::new(body.into()));
    *reply.status_mut() = status.try_into().unwrap_or_default();
    reply.headers_mut().extend(content_type.parse().map(|value| (CONTENT_TYPE, value)));
    reply
}

/// To each of them, one after the other; a browser that was not the tests' own would go to the first.
pub(crate) fn redirect(addresses: &[String]) -> Reply {
    let mut reply = plain(302, "text/html", "");
    for address in addresses {
        reply.headers_mut().extend(address.parse().map(|address| (LOCATION, address)));
    }
    reply
}

/// An address with these parameters after it.
pub(crate) fn with_query(address: &str, parameters: &[(&str, &str)]) -> Outcome<String> {
    let mut url = Url::parse(address)?;
    url.query_pairs_mut().extend_pairs(parameters);
    Ok(url.into())
}
