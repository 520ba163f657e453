//! After the answer: the page that the browser is left on, and the port given back.

use std::net::Ipv4Addr;

use super::*;

/// The lower-case head and the body.
fn parts(answer: &str) -> (String, &str) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    (head.to_ascii_lowercase(), body)
}

#[tokio::test]
async fn the_last_address_keeps_nothing_of_the_answer() -> Outcome {
    let rig = start().await?;
    let answer = rig.ask(&format!("GET {RIGHT}"), "Sec-Fetch-Dest: document\r\n").await?;
    let (head, body) = parts(&answer);
    assert!(head.starts_with("http/1.1 303") && head.contains("\r\nlocation: /callback/done\r\n"), "{head}");
    assert!(head.contains("cache-control: no-store") && body.is_empty(), "{head}{body}");
    let answer = rig.get("/callback/done").await?;
    assert!(status(&answer) == "200" && answer.contains("Ferdig") && !answer.contains("a.b-c_d") && !answer.contains(STATE), "{answer}");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    Ok(())
}

#[tokio::test]
async fn the_program_goes_on_at_once_and_the_page_is_still_served() -> Outcome {
    let Rig { redirect, port, waiting } = start().await?;
    let rig = Rig { redirect, port, waiting: tokio::spawn(async { Err(LoginError::CancelledHere) }) };
    rig.get(RIGHT).await?;
    assert_eq!(timeout(Duration::from_millis(500), waiting).await???.expose(), "a.b-c_d");
    assert_eq!(status(&rig.get("/favicon.ico").await?), "404");
    // A page elsewhere cannot take it away from the person.
    rig.ask("GET /callback/done", "Sec-Fetch-Dest: image\r\n").await?;
    assert!(rig.get("/callback/done").await?.contains("<h1>Ferdig</h1>"));
    assert!(rig.connect().await.is_err(), "closed when it is fetched");
    Ok(())
}

#[tokio::test]
async fn a_replayed_callback_gets_a_page_and_changes_nothing() -> Outcome {
    let rig = start().await?;
    rig.get(RIGHT).await?;
    for replay in
        [RIGHT.to_owned(), RIGHT.replace("a.b-c_d", "other"), OTHER_STATE.to_owned(), RIGHT.replace("code=a.b-c_d", "error=access_denied")]
    {
        let answer = rig.get(&replay).await?;
        assert!(status(&answer) == "400" && answer.contains("Ikke ferdig") && !answer.contains("other"), "{answer}");
    }
    assert_eq!(status(&rig.get("/callback/done").await?), "200");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    Ok(())
}

#[tokio::test]
async fn there_is_no_last_page_before_the_answer() -> Outcome {
    let rig = start().await?;
    assert_eq!(status(&rig.get("/callback/done").await?), "404");
    rig.end().await
}

#[tokio::test]
async fn one_connection_is_answered_once() -> Outcome {
    let rig = start().await?;
    let twice = format!("GET {RIGHT} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", rig.port).repeat(2);
    let answer = rig.send(&twice).await?;
    assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{answer}");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    Ok(())
}

/// Most browsers do at once; a link that was carried by hand may be opened by something that does not.
#[tokio::test]
async fn a_browser_need_not_ask_for_the_last_page() -> Outcome {
    async fn check(request: &str, least: Duration) -> Outcome {
        let rig = start().await?;
        let (began, port) = (Instant::now(), rig.port);
        let reached = async || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_ok();
        rig.get(request).await?;
        assert!(reached().await, "open for a moment");
        let told = timeout(FAREWELL, rig.waiting).await??;
        assert_eq!(told.is_ok(), least.is_zero());
        assert!(began.elapsed() >= least, "a refusal leaves the browser time for its page");
        sleep_until(began + FAREWELL + Duration::from_millis(500)).await;
        assert!(!reached().await, "closed");
        Ok(())
    }
    let refusal = RIGHT.replace("code=a.b-c_d", "error=access_denied");
    let (one, other) = tokio::join!(check(RIGHT, Duration::ZERO), check(&refusal, PARTING));
    one.and(other)
}

#[tokio::test]
async fn the_page_takes_nothing_from_outside() -> Outcome {
    let rig = start().await?;
    rig.get(RIGHT).await?;
    let answer = rig.ask("GET /callback/done", "Sec-Fetch-Dest: document\r\n").await?;
    let (head, body) = parts(&answer);
    for header in [
        "http/1.1 200",
        "cache-control: no-store",
        "referrer-policy: no-referrer",
        "x-content-type-options: nosniff",
        "connection: close",
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; \
         form-action 'none'",
    ] {
        assert!(head.contains(header), "{header}: {head}");
    }
    assert!(body.contains("<html lang=\"nb\">") && body.contains("<h1>Ferdig</h1><p>&lt;b&gt;</p>"), "{body}");
    assert_eq!(body.matches("href=").count(), body.matches("href=\"data:").count(), "{body}");
    assert!(!body.contains("src=") && !body.contains("url(") && !body.contains("<script"), "{body}");
    assert_eq!(rig.waiting.await??.expose(), "a.b-c_d");
    Ok(())
}
