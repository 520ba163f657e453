//! A service on loopback that answers everything alike: some headers, after a while.

use std::sync::Arc;
use std::time::Duration;

use inngang_engine::environment::{Environment, EnvironmentError, Hosts, Kind};
use time::OffsetDateTime;
use time::macros::format_description;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::Outcome;

/// What it says, and when.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Made when it answers.
    pub(crate) headers: Box<dyn Fn() -> String + Send + Sync>,
    pub(crate) after: Duration,
}

impl Answer {
    /// With a `Date` so many seconds ahead of the right time, and these lines.
    pub(crate) fn dated(ahead: i64, others: &'static str) -> Self {
        Self::saying(move || format!("Date: {}\r\n{others}", date(ahead)))
    }

    pub(crate) fn saying(headers: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { status: 200, headers: Box::new(headers), after: Duration::ZERO }
    }
}

/// As RFC 9110 §5.6.7 writes it, which cuts it to the second.
fn date(ahead: i64) -> String {
    let form = format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    (OffsetDateTime::now_utc() + time::Duration::seconds(ahead)).format(&form).unwrap_or_default()
}

/// Starts it, and gives its address.
pub(crate) async fn start(answer: Answer) -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&answer)));
        }
    });
    Ok(address)
}

async fn serve(mut stream: TcpStream, answer: Arc<Answer>) -> std::io::Result<()> {
    let mut asked = Vec::new();
    while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
        if stream.read_buf(&mut asked).await? == 0 {
            return Ok(());
        }
    }
    tokio::time::sleep(answer.after).await;
    let headers = (answer.headers)();
    let head = format!("HTTP/1.1 {} Said\r\n{headers}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}", answer.status);
    stream.write_all(head.as_bytes()).await
}

/// Where a host of this name is at the address.
pub(crate) fn environment(host: &'static str, address: &str) -> Result<Environment, EnvironmentError> {
    Ok(Environment::practice(Hosts::named(Kind::Practice, [(host, address)])?, Vec::new()))
}
