//! Bodies that do not come as they should.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use http_body::Frame;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Fails at the first poll, whereupon the server closes the connection without having sent a byte.
pub(crate) struct HangUp;

impl http_body::Body for HangUp {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionAborted.into())))
    }
}

/// What comes as it is sent, whenever that is.
struct Drip(mpsc::Receiver<Bytes>);

impl http_body::Body for Drip {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// The first half of the same answer, as if that were all.
pub(super) async fn halved(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    Response::from_parts(parts, Body::from(bytes.slice(..bytes.len() / 2)))
}

/// The same answer byte by byte, so that it takes this long: nobody who waits for the next byte only ever gives up.
pub(super) async fn dripping(response: Response, time: Duration, stop: CancellationToken) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let (give, take) = mpsc::channel(1);
    tokio::spawn(stop.run_until_cancelled_owned(async move {
        let pause = time / u32::try_from(bytes.len().max(1)).unwrap_or(u32::MAX);
        for at in 0..bytes.len() {
            tokio::time::sleep(pause).await;
            if give.send(bytes.slice(at..=at)).await.is_err() {
                return;
            }
        }
    }));
    Response::from_parts(parts, Body::new(Drip(take)))
}
