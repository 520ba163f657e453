//! A Maskinporten on loopback with a thread of its own: each question for a token takes its time, and only so many have it at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::Outcome;

/// How it answers, and what it has seen.
pub(crate) struct Maskinporten {
    /// With the slash that the issuer has.
    pub(crate) issuer: String,
    pub(crate) asked: AtomicUsize,
    pub(crate) connections: AtomicUsize,
    latency: Duration,
    served: Semaphore,
}

impl Maskinporten {
    pub(crate) fn start(latency: Duration, at_once: usize) -> Outcome<Arc<Self>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let issuer = format!("http://{}/", listener.local_addr()?);
        let (asked, connections) = Default::default();
        let service = Arc::new(Self { issuer, asked, connections, latency, served: Semaphore::new(at_once) });
        let serving = Arc::clone(&service);
        std::thread::spawn(move || {
            runtime.block_on(async {
                let Ok(listener) = TcpListener::from_std(listener) else { return };
                while let Ok((stream, _)) = listener.accept().await {
                    serving.connections.fetch_add(1, Ordering::Relaxed);
                    let serving = Arc::clone(&serving);
                    tokio::spawn(async move { serving.serve(stream).await });
                }
            });
        });
        Ok(service)
    }

    /// One question after the other, until the client hangs up.
    async fn serve(&self, mut stream: TcpStream) -> Option<()> {
        stream.set_nodelay(true).ok()?;
        let mut bytes = Vec::new();
        loop {
            let is_for_token = question(&mut stream, &mut bytes).await?;
            let body = if is_for_token { self.token().await? } else { self.metadata() };
            let date = format!("Date: {}\r\n", OffsetDateTime::now_utc().format(&Rfc2822).ok()?);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{date}Content-Length: {}\r\n\r\n", body.len());
            stream.write_all((head + &body).as_bytes()).await.ok()?;
        }
    }

    async fn token(&self) -> Option<String> {
        let number = self.asked.fetch_add(1, Ordering::Relaxed);
        let _place = self.served.acquire().await.ok()?;
        tokio::time::sleep(self.latency).await;
        Some(format!(r#"{{"access_token":"t{number}","token_type":"Bearer","expires_in":7200,"scope":"a:one"}}"#))
    }

    fn metadata(&self) -> String {
        format!(r#"{{"issuer":"{0}","token_endpoint":"{0}token"}}"#, self.issuer)
    }
}

/// Whether the next question is for a token. What was read beyond it is left.
async fn question(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<bool> {
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4) {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok()).unwrap_or(0);
            while bytes.len() < end + length {
                read(stream, bytes).await?;
            }
            bytes.drain(..end + length);
            return Some(head.starts_with("post "));
        }
        read(stream, bytes).await?;
    }
}

async fn read(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    (stream.read_buf(bytes).await.ok()? > 0).then_some(())
}
