//! A Maskinporten on loopback, byte by byte: it answers as a test says, and remembers what it was asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::Outcome;

/// A question.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Of the service, without slash at the end.
    pub(crate) origin: String,
    /// `POST /token`.
    pub(crate) line: String,
    pub(crate) head: String,
    pub(crate) body: String,
    pub(crate) at: Instant,
    /// How many were asked for the same before it.
    pub(crate) before: usize,
}

impl Asked {
    pub(crate) fn is_for_token(&self) -> bool {
        self.line == "POST /token"
    }
}

/// What to do with a question. The connection is closed after it.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Head and body, as they stand.
    Bytes(Vec<u8>),
    /// A byte, a pause, a byte.
    Drip(Vec<u8>, Duration),
    /// The same piece, so many times.
    Flood { head: Vec<u8>, piece: Vec<u8>, times: usize },
    /// Later.
    After(Duration, Box<Reply>),
    /// The question is taken, and nothing ever said.
    Silence,
}

impl Reply {
    /// With the status and these headers, and with how long the body is.
    pub(crate) fn new(status: &str, headers: &str, body: &[u8]) -> Self {
        let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        Self::Bytes([head.as_bytes(), body].concat())
    }

    /// JSON, with the right time.
    pub(crate) fn json(status: &str, body: &Value) -> Self {
        Self::new(status, &format!("Content-Type: application/json\r\n{}", date()), body.to_string().as_bytes())
    }

    /// A token that says no more than how long it holds.
    pub(crate) fn token(name: &str, expires_in: i64) -> Self {
        Self::json("200 OK", &json!({ "access_token": name, "token_type": "Bearer", "expires_in": expires_in, "scope": "a:one" }))
    }

    pub(crate) fn refusal(error: &str, description: &str) -> Self {
        Self::json("400 Bad Request", &json!({ "error": error, "error_description": description }))
    }

    pub(crate) fn metadata(origin: &str) -> Self {
        let document = json!({ "issuer": format!("{origin}/"), "token_endpoint": format!("{origin}/token") });
        Self::json("200 OK", &document)
    }

    pub(crate) fn after(self, milliseconds: u64) -> Self {
        Self::After(Duration::from_millis(milliseconds), Box::new(self))
    }
}

/// The header with the right time (RFC 9110 §5.6.7).
pub(crate) fn date() -> String {
    format!("Date: {}\r\n", http_date(OffsetDateTime::now_utc()))
}

pub(crate) fn http_date(at: OffsetDateTime) -> String {
    let form = format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    at.format(form).unwrap_or_default()
}

/// The running service.
pub(crate) struct Service {
    pub(crate) origin: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Service {
    pub(crate) async fn start(reply: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let asked = Arc::<Mutex<Vec<Asked>>>::default();
        let (log, name, reply) = (Arc::clone(&asked), origin.clone(), Arc::new(reply));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, name, reply) = (Arc::clone(&log), name.clone(), Arc::clone(&reply));
                tokio::spawn(async move { serve(stream, &name, &log, &*reply).await });
            }
        });
        Ok(Self { origin, asked })
    }

    /// Metadata as it should be, and this for each question for a token.
    pub(crate) async fn of_tokens(reply: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Outcome<Self> {
        Self::start(move |asked| if asked.is_for_token() { reply(asked) } else { Reply::metadata(&asked.origin) }).await
    }

    /// Everything asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every question for a token.
    pub(crate) fn for_token(&self) -> Vec<Asked> {
        self.asked().into_iter().filter(Asked::is_for_token).collect()
    }

    /// How often metadata was read, and tokens asked for.
    pub(crate) fn counted(&self) -> (usize, usize) {
        let (all, tokens) = (self.asked().len(), self.for_token().len());
        (all - tokens, tokens)
    }
}

/// A client that had enough hangs up in the middle; that is no failure here.
async fn serve(mut stream: TcpStream, origin: &str, log: &Mutex<Vec<Asked>>, reply: &(impl Fn(&Asked) -> Reply + Sync)) -> Option<()> {
    let (head, body) = read(&mut stream).await?;
    let line: Vec<&str> = head.lines().next()?.split(' ').take(2).collect();
    let asked = {
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        let line = line.join(" ");
        let before = log.iter().filter(|asked| asked.line == line).count();
        log.push(Asked { origin: origin.to_owned(), line, head, body, at: Instant::now(), before });
        log.last()?.clone()
    };
    let mut reply = reply(&asked);
    while let Reply::After(pause, later) = reply {
        tokio::time::sleep(pause).await;
        reply = *later;
    }
    match reply {
        Reply::Bytes(bytes) => stream.write_all(&bytes).await.ok()?,
        Reply::Drip(bytes, pause) => {
            for byte in bytes {
                stream.write_all(&[byte]).await.ok()?;
                tokio::time::sleep(pause).await;
            }
        }
        Reply::Flood { head, piece, times } => {
            stream.write_all(&head).await.ok()?;
            for _ in 0..times {
                stream.write_all(&piece).await.ok()?;
            }
        }
        Reply::Silence | Reply::After(..) => std::future::pending().await,
    }
    stream.shutdown().await.ok()
}

/// Head and body of one question.
async fn read(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    while bytes.len() < end + length.unwrap_or(0) {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    Some((head, String::from_utf8_lossy(&bytes[end..]).into_owned()))
}
