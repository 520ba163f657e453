//! How much memory answers take at their worst: alone in its process, whose peak is the measure.
#![expect(clippy::disallowed_methods, reason = "the walls are the engine's; its tests ask the system and the clock")]
#![expect(dead_code, reason = "the other tests of Maskinporten use the rest of the rig")]

#[path = "../maskinporten/ports.rs"]
mod ports;
#[path = "../maskinporten/rig.rs"]
mod rig;
#[path = "../maskinporten/service.rs"]
mod service;

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use inngang_engine::maskinporten::obtain;

use crate::rig::{Rig, order};
use crate::service::{Reply, Service};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A body's limit is a megabyte (http.rs); it may be held twice, beside what a connection buffers.
const BOUND: u64 = 8 << 20;

/// The most that the process has ever held, in bytes.
fn peak() -> Outcome<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<u64>()? * 1_024)
}

fn packed(megabytes: usize) -> Outcome<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..megabytes {
        packer.write_all(&[b' '; 1 << 20])?;
    }
    Ok(packer.finish()?)
}

/// What each of them would take without a limit is far beyond the bound.
#[tokio::test]
async fn no_answer_takes_more_than_a_few_megabytes() -> Outcome {
    let gzip = "Content-Encoding: gzip\r\n";
    let flood = |head: &str, piece: &[u8], times| Reply::Flood { head: head.as_bytes().to_vec(), piece: piece.to_vec(), times };
    let spaces = [b' '; 1 << 14];
    let worst = [
        ("ten megabytes", flood("HTTP/1.1 200 OK\r\n\r\n", &spaces, 640)),
        ("a hundred megabytes of refusal", flood("HTTP/1.1 400 Bad Request\r\n\r\n", &spaces, 6_400)),
        ("two hundred megabytes, packed", Reply::new("200 OK", gzip, &packed(200)?)),
        ("sixty megabytes of headers", flood("HTTP/1.1 200 OK\r\n", &b"X: y\r\n".repeat(1_000), 10_000)),
        ("sixty megabytes in one header", flood("HTTP/1.1 200 OK\r\nX: ", &spaces, 4_000)),
        ("half a megabyte of brackets", Reply::new("200 OK", "", &b"[".repeat(500_000))),
        ("half a megabyte of refusal", Reply::new("400 Bad Request", "", &b"{\"error\":\"x\",".repeat(40_000))),
        ("an announcement of a terabyte", Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n{}".to_vec())),
    ];
    // What the program holds anyhow: a client, a key, one exchange.
    let fine = Rig::new(Service::of_tokens(|_| Reply::token("x", 120)).await?)?;
    obtain(&order()?, &fine.environment, &fine.http, &fine.ports).await?;
    let before = peak()?;
    for (what, reply) in worst {
        let rig = Rig::new(Service::of_tokens(move |_| reply.clone()).await?)?;
        let outcome = obtain(&order()?, &rig.environment, &rig.http, &rig.ports).await;
        let taken = peak()? - before;
        assert!(outcome.is_err() && taken < BOUND, "{what}: {taken} bytes, {outcome:?}");
    }
    Ok(())
}
