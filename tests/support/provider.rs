//! The certified provider: the npm package oidc-provider, made strict by `tests/peers/provider`, in a process of its own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use crate::{Outcome, node};

/// Making its key is the slowest.
const PATIENCE: Duration = Duration::from_secs(30);

/// The provider while it runs.
pub struct Provider {
    /// `http://127.0.0.1:PORT`.
    pub issuer: String,
    refusals: UnboundedReceiver<Value>,
    child: Child,
}

impl Provider {
    /// Starts it with these clients, each as RFC 7591 §2 writes it. They may hold secrets, so they come by its standard input.
    pub async fn start(clients: &[Value]) -> Outcome<Self> {
        let mut child = node::command("provider/main.mjs")?.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut input = child.stdin.take().ok_or("no input")?;
        writeln!(input, "{}", json!({ "clients": clients }))?;
        child.stdin = Some(input);
        let output = BufReader::new(child.stdout.take().ok_or("no output")?);
        let (tell, told) = unbounded_channel();
        thread::spawn(move || {
            let lines = output.lines().map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok());
            // Nobody listens any more when the test has ended.
            lines.map(|line| tell.send(line)).all(|sent| sent.is_ok())
        });
        let mut provider = Self { issuer: String::new(), refusals: told, child };
        let first = provider.refusal().await?;
        provider.issuer = first["issuer"].as_str().ok_or("no issuer")?.to_owned();
        Ok(provider)
    }

    /// What it has refused, in turn: `place`, `error`, `description`, and in `detail` what the client is not told.
    pub async fn refusal(&mut self) -> Outcome<Value> {
        let told = timeout(PATIENCE, self.refusals.recv()).await.map_err(|_| "the provider says nothing")?;
        told.ok_or_else(|| "the provider has ended: run `node tests/peers/provider/main.mjs` to see why".into())
    }
}

impl Drop for Provider {
    /// It ends when its input does.
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ended = self.child.wait();
    }
}
