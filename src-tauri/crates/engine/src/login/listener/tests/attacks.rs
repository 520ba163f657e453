//! The listener under abuse: the wait survives, the port is ours, and nothing of a request is shown.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, UdpSocket};

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::super::reception::{CONNECTION_TIMEOUT, CONNECTIONS, HEAD_LIMIT};
use super::*;
use crate::problem::Explain as _;

#[tokio::test]
async fn wrong_requests_do_not_end_the_wait() -> Outcome {
    let rig = start().await?;
    for (start, more, expected) in [
        (format!("POST {RIGHT}"), "Content-Length: 0\r\n", "405"),
        (format!("HEAD {RIGHT}"), "", "405"),
        (format!("OPTIONS {RIGHT}"), "Origin: https://example.org\r\n", "405"),
        ("GET /".to_owned(), "", "404"),
        ("GET /favicon.ico".to_owned(), "", "404"),
        (RIGHT.replacen("/callback", "GET /callback/", 1), "", "404"),
        (RIGHT.replacen("/callback", "GET /Callback", 1), "", "404"),
        (RIGHT.replacen("/callback", "GET //callback", 1), "", "404"),
        (RIGHT.replacen("/callback", "GET /%63allback", 1), "", "404"),
        (RIGHT.replacen("/callback", "GET /x/../callback", 1), "", "404"),
        ("GET /callback".to_owned(), "", "400"),
        (format!("GET {RIGHT}"), "Sec-Fetch-Dest: image\r\n", "400"),
        (format!("GET {RIGHT}"), "Sec-Fetch-Dest: iframe\r\n", "400"),
        (format!("GET {RIGHT}"), "Host: example.org\r\n", "421"),
        (format!("BREW {RIGHT}"), "", "405"),
        ("not HTTP at all".to_owned(), "", "400"),
    ] {
        let answer = rig.ask(&start, more).await?;
        assert_eq!(status(&answer), expected, "{start} {more}");
        assert!(!answer.contains("a.b-c_d"), "{answer}");
        assert!(!rig.waiting.is_finished(), "{start}");
    }
    rig.end().await
}

#[tokio::test]
async fn the_host_must_be_ours_byte_for_byte() -> Outcome {
    let rig = start().await?;
    let ours = format!("127.0.0.1:{}", rig.port);
    for host in ["example.org".to_owned(), format!("localhost:{}", rig.port), "127.0.0.1".to_owned(), format!("{ours}0"), String::new()] {
        let answer = rig.send(&format!("GET {RIGHT} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await?;
        assert_eq!(status(&answer), "421", "{host}");
    }
    assert_eq!(status(&rig.send(&format!("GET {RIGHT} HTTP/1.0\r\n\r\n")).await?), "421", "no host");
    rig.end().await
}

#[tokio::test]
async fn nothing_of_a_request_is_shown() -> Outcome {
    const MARKUP: &str = "%3Cscript%3Ealert%28%27smurt%27%29%3C%2Fscript%3E";
    let rig = start().await?;
    let hostile = format!("/callback?error={MARKUP}&error_description={MARKUP}&iss=https%3A%2F%2Fissuer.example");
    for request in [format!("{hostile}&state=other"), format!("/{MARKUP}"), format!("{hostile}&state={STATE}"), "/callback/done".to_owned()]
    {
        let answer = rig.get(&request).await?;
        assert!(!answer.contains("smurt") && !answer.contains("<script"), "{answer}");
    }
    let said = rig.waiting.await?.err().ok_or("not refused")?.explain().said;
    assert_eq!(said.and_then(|said| said.error).as_deref(), Some("<script>alert('smurt')</script>"), "the program is told, as text");
    Ok(())
}

#[tokio::test]
async fn a_huge_request_line_and_a_huge_head_are_refused() -> Outcome {
    let rig = start().await?;
    for request in [
        format!("GET /callback?code={} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", "a".repeat(10 << 20), rig.port),
        format!("GET {RIGHT} HTTP/1.1\r\nX-Much: {}\r\n\r\n", "a".repeat(4 * HEAD_LIMIT)),
    ] {
        let answer = rig.send(&request).await?;
        assert!(answer.is_empty() || matches!(status(&answer), "414" | "431"), "{answer}");
        assert!(!rig.waiting.is_finished());
    }
    rig.end().await
}

#[tokio::test]
async fn slow_clients_are_few_and_closed_and_keep_nobody_out() -> Outcome {
    let rig = start().await?;
    let mut idlers = Vec::new();
    for _ in 0..3 * CONNECTIONS {
        let mut stream = rig.connect().await?;
        stream.write_all(b"GET /callback?code=").await?;
        idlers.push(stream);
    }
    assert_eq!(status(&rig.get("/favicon.ico").await?), "404", "served among idlers");
    // All were accepted before that, so whoever had to go is gone.
    sleep(Duration::from_millis(500)).await;
    let open = idlers.iter().filter(|idler| idler.try_read(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock)).count();
    assert!((1..=CONNECTIONS).contains(&open), "{open} open");
    for mut idler in idlers {
        // Ends by itself, whether closed or reset.
        let _ = timeout(4 * CONNECTION_TIMEOUT, idler.read_to_end(&mut Vec::new())).await?;
    }
    rig.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_connections_at_once() -> Outcome {
    let rig = start().await?;
    let mut crowd = JoinSet::new();
    for number in 0..1_000 {
        let port = rig.port;
        crowd.spawn(async move {
            let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| error.to_string())?;
            let request = format!("GET /{number} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
            read(stream, &request).await.map_err(|error| error.to_string())
        });
    }
    // Some find it full; nobody gets anything but a bare refusal.
    for answer in crowd.join_all().await.into_iter().flatten() {
        assert!(answer.is_empty() || status(&answer) == "404", "{answer}");
    }
    assert!(!rig.waiting.is_finished());
    rig.end().await
}

/// What was sent before the browser was opened can be no answer, whatever it says: it is not read.
#[tokio::test]
async fn a_callback_before_the_browser_was_opened_is_dropped() -> Outcome {
    let mut listener = Listener::bind(&Redirect::free_port()).await?;
    listener.patience = GRACE + Duration::from_secs(1);
    let (redirect, port) = (Redirect::free_port(), listener.sockets.port);
    let mut early = Vec::new();
    for request in [RIGHT, OTHER_STATE] {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        stream.write_all(format!("GET {request} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes()).await?;
        early.push(stream);
    }
    let rig = Rig { redirect, port, waiting: waits(listener.expect(expected(STATE))?) };
    for stream in early {
        assert_eq!(read(stream, "").await?, "");
    }
    // Nor does the other state among them end the wait.
    sleep(GRACE + Duration::from_millis(200)).await;
    rig.end().await
}

#[tokio::test]
async fn only_the_address_in_the_redirect_is_listened_on() -> Outcome {
    let rig = start().await?;
    // Which of our addresses would be used outward; nothing is sent.
    let outward = UdpSocket::bind("0.0.0.0:0").and_then(|socket| socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr()));
    let others = outward.ok().map(|address| address.ip()).into_iter().filter(|address| !address.is_loopback());
    for other in others.chain([Ipv6Addr::LOCALHOST.into()]).chain(cfg!(target_os = "linux").then(|| Ipv4Addr::new(127, 0, 0, 2).into())) {
        assert!(TcpStream::connect((other, rig.port)).await.is_err(), "{other}");
    }
    rig.end().await
}

#[tokio::test]
async fn ipv6_is_used_when_asked_for() -> Outcome {
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_err() {
        assert!(matches!(Listener::bind(&Redirect::free_port_v6()).await, Err(LoginError::NoListener)));
        return Ok(());
    }
    let rig = start_with(Redirect::free_port_v6(), PATIENCE, expected(STATE)).await?;
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, rig.port)).await.is_err());
    assert_eq!(status(&rig.send(&format!("GET {RIGHT} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", rig.port)).await?), "421");
    rig.end().await
}

/// A port that is free now.
async fn free() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?.local_addr()?.port())
}

#[tokio::test]
async fn localhost_is_both_addresses_and_nobody_else_sits_there() -> Outcome {
    let port = free().await?;
    let rig = start_with(Redirect::localhost(port), PATIENCE, expected(STATE)).await?;
    assert!(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.is_err());
    let host = format!("Host: localhost:{port}");
    let ipv6 = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_ok();
    if ipv6 {
        assert!(TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.is_err());
        let stream = TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await?;
        assert_eq!(status(&read(stream, &format!("GET /x HTTP/1.1\r\n{host}\r\n\r\n")).await?), "404");
    }
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    assert_eq!(status(&read(stream, &format!("GET {RIGHT} HTTP/1.1\r\n{host}\r\n\r\n")).await?), "303");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    if ipv6 {
        let port = free().await?;
        let _sitting = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await?;
        assert!(matches!(Listener::bind(&Redirect::localhost(port)).await, Err(LoginError::PortTaken { .. })));
    }
    Ok(())
}

#[tokio::test]
async fn a_taken_port_is_named_and_never_changes_hands() -> Outcome {
    let rig = start_with(Redirect::free_port(), PATIENCE, expected(STATE)).await?;
    let (one, other) = (Redirect::fixed_port(rig.port), Redirect::localhost(rig.port));
    let (one, other) = tokio::join!(Listener::bind(&one), Listener::bind(&other));
    for taken in [one, other] {
        assert!(matches!(taken, Err(LoginError::PortTaken { port }) if port == rig.port));
    }
    let port = rig.port;
    rig.end().await?;
    // Taken again while the one before still has its last page to serve, as by a person who is quick.
    let next = start_with(Redirect::fixed_port(port), PATIENCE, expected(STATE)).await?;
    assert_eq!(next.port, port);
    next.end().await
}

#[tokio::test]
async fn two_logins_at_once_have_a_port_each() -> Outcome {
    let (one, other) = (start().await?, start().await?);
    assert_ne!(one.port, other.port);
    one.end().await?;
    assert!(!other.waiting.is_finished());
    other.end().await
}

#[tokio::test]
async fn the_path_is_the_registered_one() -> Outcome {
    let redirect: Redirect = "http://127.0.0.1:0/token".parse()?;
    let rig = start_with(redirect, PATIENCE, expected(STATE)).await?;
    assert_eq!(status(&rig.get(RIGHT).await?), "404");
    let answer = rig.get(&RIGHT.replace("/callback", "/token")).await?;
    assert!(status(&answer) == "303" && answer.to_ascii_lowercase().contains("location: /token/done"), "{answer}");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    Ok(())
}
