//! The listener over real sockets.

mod answers;
mod attacks;
mod parting;

use std::error::Error;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use super::super::refusal::Asked;
use super::super::{AnswerPage, AnswerPages};
use super::*;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;
type Code = Result<Secret<String>, LoginError>;

const STATE: &str = "wLl7LBYmhWm0ZxGwq1GhPTWVrHbVwHyfvQJvFgG6Gz0";
const RIGHT: &str = "/callback?code=a.b-c_d&iss=https%3A%2F%2Fissuer.example&state=wLl7LBYmhWm0ZxGwq1GhPTWVrHbVwHyfvQJvFgG6Gz0";
const OTHER_STATE: &str = "/callback?code=x&iss=https%3A%2F%2Fissuer.example&state=other";

/// A login that waits.
struct Rig {
    redirect: Redirect,
    port: u16,
    waiting: JoinHandle<Code>,
}

fn expected(state: &str) -> Expected {
    let page = |title: &str| AnswerPage { title: title.to_owned(), body: "<b>".to_owned() };
    Expected {
        state: state.to_owned(),
        issuer: "https://issuer.example".to_owned(),
        iss_is_sent: true,
        asked: Asked::default(),
        pages: AnswerPages { done: page("Ferdig"), failed: page("Ikke ferdig") },
        language: "nb",
    }
}

async fn start_with(redirect: Redirect, patience: Duration, expected: Expected) -> Outcome<Rig> {
    let mut listener = Listener::bind(&redirect).await?;
    listener.patience = patience;
    let port = listener.sockets.port;
    Ok(Rig { redirect, port, waiting: waits(listener.expect(expected)?) })
}

fn waits(port: Waiting) -> JoinHandle<Code> {
    tokio::spawn(async { port.answer().await.map(|(code, _)| code) })
}

async fn start() -> Outcome<Rig> {
    start_with(Redirect::free_port(), PATIENCE, expected(STATE)).await
}

impl Rig {
    async fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect((self.redirect.host().as_str().trim_matches(['[', ']']), self.port)).await
    }

    /// What comes back before the connection is closed; a reset after that is no matter.
    async fn send(&self, request: &str) -> Outcome<String> {
        read(self.connect().await?, request).await
    }

    async fn ask(&self, start: &str, more: &str) -> Outcome<String> {
        self.send(&format!("{start} HTTP/1.1\r\nHost: {}\r\n{more}\r\n", self.redirect.authority(self.port))).await
    }

    async fn get(&self, path: &str) -> Outcome<String> {
        self.ask(&format!("GET {path}"), "").await
    }

    /// Sends the right answer, last of all.
    async fn end(self) -> Outcome {
        let answer = self.get(RIGHT).await?;
        assert_eq!(status(&answer), "303", "{answer}");
        assert_eq!(self.waiting.await??.expose(), "a.b-c_d");
        Ok(())
    }
}

async fn read(mut stream: TcpStream, request: &str) -> Outcome<String> {
    // A refused request may be cut off in the middle.
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await?;
    Ok(String::from_utf8(answer)?)
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}
