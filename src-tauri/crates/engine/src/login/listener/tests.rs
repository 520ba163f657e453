//! The listener under abuse, over real sockets.

use std::error::Error;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinHandle;

use super::super::{AnswerPage, AnswerPages, Level};
use super::*;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;
type Code = Result<Secret<String>, LoginError>;

const STATE: &str = "wLl7LBYmhWm0ZxGwq1GhPTWVrHbVwHyfvQJvFgG6Gz0";
const RIGHT: &str = "/callback?code=a.b-c_d&iss=https%3A%2F%2Fissuer.example&state=wLl7LBYmhWm0ZxGwq1GhPTWVrHbVwHyfvQJvFgG6Gz0";
const OTHER_STATE: &str = "/callback?code=x&iss=https%3A%2F%2Fissuer.example&state=other";

struct Rig {
    port: u16,
    waiting: JoinHandle<Code>,
}

async fn start_with(patience: Duration, iss_is_sent: bool) -> Outcome<Rig> {
    let mut listener = Listener::bind(&Redirect::free_port()).await?;
    listener.patience = patience;
    let page = |title: &str| AnswerPage { title: title.to_owned(), body: "<b>".to_owned() };
    let expected = Expected {
        state: STATE.to_owned(),
        issuer: "https://issuer.example".to_owned(),
        iss_is_sent,
        scopes: vec!["openid".to_owned()],
        level: Level::High,
        pages: AnswerPages { done: page("Ferdig"), failed: page("Ikke ferdig") },
        language: "nb",
    };
    let port = listener.socket.local_addr()?.port();
    Ok(Rig { port, waiting: tokio::spawn(listener.wait(expected)) })
}

async fn start() -> Outcome<Rig> {
    start_with(PATIENCE, true).await
}

impl Rig {
    async fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await
    }

    /// What comes back before the connection is closed; a reset after that is no matter.
    async fn send(&self, request: &str) -> Outcome<String> {
        let mut stream = self.connect().await?;
        // A refused request may be cut off in the middle.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut answer = Vec::new();
        let _ = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await?;
        Ok(String::from_utf8(answer)?)
    }

    async fn ask(&self, start: &str, more: &str) -> Outcome<String> {
        self.send(&format!("{start} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{more}\r\n", self.port)).await
    }

    /// Sends the right answer, last of all.
    async fn end(self) -> Outcome {
        let answer = self.ask(&format!("GET {RIGHT}"), "").await?;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert_eq!(self.waiting.await??.expose(), "a.b-c_d");
        Ok(())
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

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
        ("GET /callback".to_owned(), "", "400"),
        (format!("GET {RIGHT}&code=b"), "", "400"),
        (format!("GET {RIGHT}&state=b"), "", "400"),
        (format!("GET {RIGHT}x"), "", "400"),
        (format!("GET {RIGHT}"), "Sec-Fetch-Dest: image\r\n", "400"),
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
async fn the_page_takes_nothing_from_outside() -> Outcome {
    let rig = start().await?;
    let answer = rig.ask(&format!("GET {RIGHT}"), "Sec-Fetch-Dest: document\r\n").await?.to_ascii_lowercase();
    for header in [
        "http/1.1 200",
        "cache-control: no-store",
        "referrer-policy: no-referrer",
        "content-security-policy: default-src 'none'; style-src 'unsafe-inline'",
        "connection: close",
        "content-type: text/html; charset=utf-8",
        "<html lang=\"nb\">",
        "<h1>ferdig</h1><p>&lt;b&gt;</p>",
    ] {
        assert!(answer.contains(header), "{header}: {answer}");
    }
    assert!(!answer.contains("src=") && !answer.contains("href="), "{answer}");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    Ok(())
}

#[tokio::test]
async fn a_huge_head_is_refused() -> Outcome {
    let rig = start().await?;
    let answer = rig.ask(&format!("GET {RIGHT}"), &format!("X-Much: {}\r\n", "a".repeat(4 * HEAD_LIMIT))).await?;
    assert!(answer.is_empty() || status(&answer) == "431", "{answer}");
    assert!(!rig.waiting.is_finished());
    rig.end().await
}

#[tokio::test]
async fn idlers_are_few_and_closed_and_keep_nobody_out() -> Outcome {
    let rig = start().await?;
    let mut idlers = Vec::new();
    for _ in 0..3 * CONNECTIONS {
        let mut stream = rig.connect().await?;
        stream.write_all(b"GET /callback?code=").await?;
        idlers.push(stream);
    }
    assert_eq!(status(&rig.ask("GET /favicon.ico", "").await?), "404", "served among idlers");
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
async fn three_hundred_connections_at_once() -> Outcome {
    let rig = start().await?;
    let mut crowd = JoinSet::new();
    for number in 0..300 {
        let port = rig.port;
        crowd.spawn(async move {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
            let request = format!("GET /{number} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
            stream.write_all(request.as_bytes()).await?;
            stream.read_to_end(&mut Vec::new()).await
        });
    }
    crowd.join_all().await;
    rig.end().await
}

#[tokio::test]
async fn the_port_is_closed_after_the_first_answer() -> Outcome {
    let rig = start().await?;
    let port = rig.port;
    let twice = format!("GET {RIGHT} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").repeat(2);
    let answer = rig.send(&twice).await?;
    assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{answer}");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err());
    Ok(())
}

#[tokio::test]
async fn another_state_ends_the_wait_unless_the_right_one_follows() -> Outcome {
    let rig = start().await?;
    assert_eq!(status(&rig.ask(&format!("GET {OTHER_STATE}"), "").await?), "400");
    assert!(matches!(rig.waiting.await?, Err(LoginError::StateMismatch)));
    let rig = start().await?;
    assert_eq!(status(&rig.ask(&format!("GET {OTHER_STATE}"), "").await?), "400");
    rig.end().await
}

#[tokio::test]
async fn a_stranger_does_not_count_as_another_state() -> Outcome {
    let rig = start_with(Duration::from_millis(500), true).await?;
    let port = rig.port;
    for stranger in ["/callback?code=x&state=other", "/callback?code=x&state=other&iss=https%3A%2F%2Fother.example", "/robots.txt"] {
        rig.ask(&format!("GET {stranger}"), "").await?;
    }
    let uri = format!("http://127.0.0.1:{port}/callback");
    let gave_up = rig.waiting.await?;
    assert!(matches!(&gave_up, Err(LoginError::TimedOut { redirect_uri, strangers: 3 }) if *redirect_uri == uri), "{gave_up:?}");
    Ok(())
}

#[tokio::test]
async fn the_issuer_must_be_named_where_metadata_says_so() -> Outcome {
    let without = RIGHT.replace("&iss=https%3A%2F%2Fissuer.example", "");
    let other = RIGHT.replace("issuer.example", "issuer.example%2F");
    for (request, got) in [(&without, ""), (&other, "https://issuer.example/")] {
        let rig = start().await?;
        let answer = rig.ask(&format!("GET {request}"), "").await?;
        assert!(status(&answer) == "400" && answer.contains("Ikke ferdig"), "{answer}");
        let outcome = rig.waiting.await?;
        assert!(matches!(&outcome, Err(LoginError::IssuerMismatch { got: found, .. }) if found == got), "{outcome:?}");
    }
    let rig = start_with(PATIENCE, false).await?;
    assert_eq!(status(&rig.ask(&format!("GET {without}"), "").await?), "200");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    Ok(())
}

#[tokio::test]
async fn every_refusal_has_its_code() -> Outcome {
    use crate::problem::Explain as _;
    for (error, code) in [
        ("access_denied", "login.cancelled_by_person"),
        ("invalid_scope", "login.scope_refused"),
        ("unauthorized_client", "login.client_refused"),
        ("unmet_authentication_requirements", "login.level_refused"),
        ("temporarily_unavailable", "login.unavailable"),
        ("something_new", "login.refused"),
    ] {
        let rig = start().await?;
        let request = RIGHT.replace("code=a.b-c_d", &format!("error={error}&error_description=why"));
        assert_eq!(status(&rig.ask(&format!("GET {request}"), "").await?), "400");
        let problem = rig.waiting.await?.err().ok_or("no error")?.explain();
        assert_eq!(problem.code, code);
        assert_eq!(problem.said.and_then(|said| said.description).as_deref(), Some("why"));
    }
    let rig = start().await?;
    rig.ask(&format!("GET {}", RIGHT.replace("code=a.b-c_d&", "")), "").await?;
    assert!(matches!(rig.waiting.await?, Err(LoginError::AnswerIncomplete { member: "code" })));
    Ok(())
}

#[tokio::test]
async fn a_taken_port_is_named() -> Outcome {
    let taken = Listener::bind(&Redirect::free_port()).await?;
    let port = taken.socket.local_addr()?.port();
    for redirect in [Redirect::fixed_port(port), Redirect::localhost(port)] {
        assert!(matches!(Listener::bind(&redirect).await, Err(LoginError::PortTaken { port: named }) if named == port));
    }
    drop(taken);
    assert_eq!(Listener::bind(&Redirect::localhost(port)).await?.redirect_uri(), format!("http://localhost:{port}/callback"));
    Ok(())
}
