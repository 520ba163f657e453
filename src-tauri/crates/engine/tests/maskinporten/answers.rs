//! What the token endpoint could say, of every kind: each is a problem with a name, and none is believed.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use inngang_engine::maskinporten::{Patience, obtain, obtain_patiently};
use serde_json::json;
use time::OffsetDateTime;

use crate::Outcome;
use crate::rig::{Rig, order};
use crate::service::{Reply, Service, http_date};
use crate::texts::shown;

fn html(status: &str) -> Reply {
    Reply::new(status, "Content-Type: text/html\r\n", b"<html><h1>Velkommen til proxyen</h1>")
}

fn json_text(status: &str, body: &str) -> Reply {
    Reply::new(status, "Content-Type: application/json\r\n", body.as_bytes())
}

fn bytes(text: impl Into<Vec<u8>>) -> Reply {
    Reply::Bytes(text.into())
}

/// As many bytes of nothing, packed.
fn bomb(megabytes: usize) -> Outcome<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let nothing = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        packer.write_all(&nothing)?;
    }
    Ok(packer.finish()?)
}

/// The code of the failure; it must be one that can be shown. Nothing but the token endpoint may have been asked after the metadata.
async fn told(reply: Reply) -> Outcome<&'static str> {
    let rig = Rig::new(Service::of_tokens(move |_| reply.clone()).await?)?;
    let failure = obtain(&order()?, &rig.environment, &rig.http, &rig.ports).await.err().ok_or("a token came")?;
    let asked: Vec<String> = rig.service.asked().into_iter().map(|asked| asked.line).collect();
    assert_eq!(asked, ["GET /.well-known/oauth-authorization-server", "POST /token"], "each is asked once");
    Ok(shown(&failure).code)
}

async fn check(cases: Vec<(&str, Reply, &str)>) -> Outcome {
    for (what, reply, expected) in cases {
        assert_eq!(told(reply).await?, expected, "{what}");
    }
    Ok(())
}

const OK: &str = "200 OK";

#[tokio::test]
async fn what_is_no_token_is_not_taken_for_one() -> Outcome {
    let token = |members: serde_json::Value| Reply::json(OK, &members);
    let with = |name: &str, value: serde_json::Value| {
        let mut members = json!({ "access_token": "x", "token_type": "Bearer", "expires_in": 120, "scope": "a:one" });
        members[name] = value;
        Reply::json(OK, &members)
    };
    check(vec![
        ("html", html(OK), "network.not_json"),
        ("empty", json_text(OK, ""), "network.not_json"),
        ("nothing in it", token(json!({})), "network.not_json"),
        ("a list", token(json!([])), "network.not_json"),
        ("null", token(json!(null)), "network.not_json"),
        ("no lifetime", token(json!({ "access_token": "x", "token_type": "Bearer" })), "network.not_json"),
        ("no token", token(json!({ "expires_in": 120 })), "network.not_json"),
        ("an error with the status of success", token(json!({ "error": "invalid_grant" })), "network.not_json"),
        ("an empty token", with("access_token", json!("")), "network.not_json"),
        ("a token of lines", with("access_token", json!("a\r\nb: c")), "network.not_json"),
        ("a token of signs that no header takes", with("access_token", json!("blåbær")), "network.not_json"),
        ("a number for a token", with("access_token", json!(7)), "network.not_json"),
        ("a list of tokens", with("access_token", json!(["x"])), "network.not_json"),
        ("a token of another kind", with("token_type", json!("DPoP")), "network.not_json"),
        ("a lifetime in words", with("expires_in", json!("120")), "network.not_json"),
        ("half a second", with("expires_in", json!(119.5)), "network.not_json"),
        ("for ever", json_text(OK, r#"{"access_token":"x","expires_in":1e400}"#), "network.not_json"),
        ("longer than numbers go", json_text(OK, r#"{"access_token":"x","expires_in":99999999999999999999}"#), "network.not_json"),
        ("scopes in a list", with("scope", json!(["a:one"])), "network.not_json"),
        ("a member twice", json_text(OK, r#"{"access_token":"x","access_token":"y","expires_in":120}"#), "network.not_json"),
        ("not UTF-8", Reply::new(OK, "", b"{\"access_token\":\"\xff\xfe\",\"expires_in\":120}"), "network.not_json"),
        ("UTF-16", Reply::new(OK, "", b"\xff\xfe{\0}\0"), "network.not_json"),
        ("deep", json_text(OK, &format!("{}{}", "[".repeat(200_000), "]".repeat(200_000))), "network.not_json"),
        (
            "deep in a member",
            json_text(OK, &format!("{{\"x\":{}1{}}}", "{\"a\":".repeat(100_000), "}".repeat(100_000))),
            "network.not_json",
        ),
        ("two answers in one", json_text(OK, r#"{"access_token":"x","expires_in":1} {}"#), "network.not_json"),
        ("nothing to say", bytes("HTTP/1.1 204 No Content\r\n\r\n"), "network.not_json"),
    ])
    .await
}

/// maskinporten.md 5: whatever else stands there, and whatever kind of token it is.
#[tokio::test]
async fn checklist_18_a_token_is_read_by_its_four_members_alone() -> Outcome {
    let opaque = "a.b~c_D-1";
    for more in [
        json!({}),
        json!({ "scope": "a:one b:two" }),
        json!({ "scope": "b:two" }),
        json!({ "token_type": "bearer" }),
        json!({ "refresh_token": 7, "id_token": null, "authorization_details": [[{}]], "blåbær": { "saft": 1e300 } }),
    ] {
        let mut members = json!({ "access_token": opaque, "expires_in": 599 });
        members.as_object_mut().ok_or("no object")?.extend(more.as_object().cloned().unwrap_or_default());
        let rig = Rig::new(Service::of_tokens(move |_| Reply::json(OK, &members)).await?)?;
        let token = obtain(&order()?, &rig.environment, &rig.http, &rig.ports).await?;
        assert_eq!((token.secret.expose().as_str(), token.lifetime.whole_seconds()), (opaque, 599), "{more}");
        assert_eq!(token.facts.scopes.join(" "), more["scope"].as_str().unwrap_or_default());
        // RFC 6749 §5.1: fewer than were asked for may be given; where nothing is said, all were.
        let missing: &[&str] = if more["scope"] == "b:two" { &["a:one"] } else { &[] };
        assert_eq!(token.missing, missing, "{more}");
        let left = token.expires_at - rig.ports.clock.now();
        assert!((590..=599).contains(&left.whole_seconds()), "{left}");
    }
    Ok(())
}

/// Section 10.1: the code stands in the address or in the text, with a trace id, or nothing stands there at all.
#[tokio::test]
async fn checklist_19_a_refusal_is_read_in_each_of_its_forms() -> Outcome {
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let text = |end: &str| format!("Something new {end}");
    let uri = "https://test.maskinporten.no/errors/MP-121";
    for (members, code, trace_id) in [
        (json!({ "error": "x", "error_description": text(&format!("(trace_id: {trace})")), "error_uri": uri }), "key_expired", Some(trace)),
        (json!({ "error": "x", "error_description": text(&format!("MP-121 (trace_id: {trace})")) }), "key_expired", Some(trace)),
        (json!({ "error": "x", "error_description": "Expired key (correlation id: 0a6a3c1e-90c7)" }), "key_expired", Some("0a6a3c1e-90c7")),
        (json!({ "error": "x", "error_uri": uri }), "key_expired", None),
        (json!({ "error": "invalid_scope" }), "scope_refused", None),
        (json!({ "error": "x", "error_description": text("(trace_id: )") }), "refused", None),
    ] {
        let reply = Reply::json("400 Bad Request", &members);
        let rig = Rig::new(Service::of_tokens(move |_| reply.clone()).await?)?;
        let failure = obtain(&order()?, &rig.environment, &rig.http, &rig.ports).await.err().ok_or("a token came")?;
        let problem = shown(&failure);
        assert_eq!(problem.code, format!("maskinporten.{code}"), "{members}");
        assert_eq!(problem.said.and_then(|said| said.trace_id).as_deref(), trace_id, "{members}");
    }
    assert_eq!(told(html("400 Bad Request")).await?, "network.not_json");
    assert_eq!(told(html("502 Bad Gateway")).await?, "network.server_error");
    Ok(())
}

/// Every status; a redirect is never followed, and a challenge never answered.
#[tokio::test]
async fn statuses_of_every_kind_are_told() -> Outcome {
    let away = "Location: /elsewhere\r\n";
    let challenge = "WWW-Authenticate: Basic realm=\"proxy\"\r\n";
    let mut cases = vec![
        (
            "early hints",
            bytes("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            "network.not_json",
        ),
        ("another protocol", bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), "network.not_json"),
        ("challenged", Reply::new("401 Unauthorized", challenge, b""), "network.not_json"),
        ("challenged by a proxy", Reply::new("407 Proxy Authentication Required", "", b""), "network.not_json"),
        ("no such page", html("404 Not Found"), "network.not_json"),
        ("refused without a word", json_text("400 Bad Request", "{}"), "maskinporten.refused"),
        ("refused, in a list", json_text("400 Bad Request", "[]"), "network.not_json"),
        ("refused with numbers", json_text("400 Bad Request", r#"{"error":400}"#), "maskinporten.refused"),
        ("a teapot", Reply::json("418 I'm a teapot", &json!({ "error": "short_and_stout" })), "maskinporten.refused"),
        ("no status of HTTP's", json_text("999 Beyond", r#"{"error":"invalid_grant"}"#), "network.server_error"),
        ("a status of two digits", json_text("20 OK", "{}"), "network.dropped"),
    ];
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        cases.push((status, Reply::new(status, away, b""), "network.not_json"));
    }
    for status in ["500 Internal Server Error", "501 Not Implemented", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"]
    {
        cases.push((status, html(status), "network.server_error"));
        cases.push((status, Reply::json(status, &json!({ "error": "invalid_grant" })), "network.server_error"));
    }
    for retry_after in ["5", "Sat, 21 Nov 2026 12:00:00 GMT", "-1", "99999999999999999999", "soon", ""] {
        let headers = format!("Retry-After: {retry_after}\r\n");
        cases.push(("asked too often", Reply::new("429 Too Many Requests", &headers, b""), "maskinporten.busy"));
    }
    check(cases).await
}

#[tokio::test]
async fn broken_and_endless_answers_end() -> Outcome {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let long = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
    let gzip = "Content-Encoding: gzip\r\n";
    let flood = |head: &str, piece: Vec<u8>, times| Reply::Flood { head: head.as_bytes().to_vec(), piece, times };
    check(vec![
        ("hung up on", bytes(""), "network.dropped"),
        ("no HTTP", bytes("SSH-2.0-OpenSSH_9.6\r\n"), "network.dropped"),
        ("HTTP/0.9", bytes("<html>"), "network.dropped"),
        ("cut in the body", bytes(format!("{long}{{")), "network.dropped"),
        ("cut in a chunk", bytes(format!("{chunked}ff\r\n{{\"access_token\"")), "network.dropped"),
        ("cut between chunks", bytes(format!("{chunked}2\r\n{{}}\r\n")), "network.dropped"),
        ("a chunk without a length", bytes(format!("{chunked}zz\r\n")), "network.dropped"),
        ("two lengths", bytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"), "network.dropped"),
        ("a length beyond numbers", bytes("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{}"), "network.dropped"),
        ("a header with a nought in it", bytes("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n{}"), "network.dropped"),
        ("a header of a megabyte", bytes(format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n{{}}", "x".repeat(1 << 20))), "network.dropped"),
        ("a thousand headers", bytes(format!("HTTP/1.1 200 OK\r\n{}\r\n{{}}", "X: y\r\n".repeat(1_000))), "network.dropped"),
        ("headers without end", flood("HTTP/1.1 200 OK\r\n", b"X: y\r\n".repeat(10_000), 1_000), "network.dropped"),
        ("ten megabytes", flood("HTTP/1.1 200 OK\r\n\r\n", vec![b' '; 1 << 16], 160), "network.too_large"),
        ("ten megabytes of refusal", flood("HTTP/1.1 400 Bad Request\r\n\r\n", vec![b' '; 1 << 16], 160), "network.too_large"),
        ("a gigabyte, packed", Reply::new(OK, gzip, &bomb(1_024)?), "network.too_large"),
        ("packed, and not so", Reply::new(OK, gzip, b"{}"), "network.dropped"),
        ("packed, and cut", Reply::new(OK, gzip, &bomb(1)?[..500]), "network.dropped"),
        ("packed by something unknown", Reply::new(OK, "Content-Encoding: blåbær\r\n", b"\x01\x02"), "network.not_json"),
    ])
    .await
}

/// Takes the half minute that an exchange may last (http.rs).
#[tokio::test]
async fn what_comes_too_slowly_is_not_waited_for() -> Outcome {
    let Reply::Bytes(token) = Reply::token("x", 120) else { return Err("no bytes".into()) };
    let pause = Duration::from_millis(400);
    let body = b"HTTP/1.1 200 OK\r\n\r\n".iter().copied().chain([b' '; 100]).collect();
    let begun = std::time::Instant::now();
    let (silent, head, body) = tokio::join!(told(Reply::Silence), told(Reply::Drip(token, pause)), told(Reply::Drip(body, pause)));
    assert_eq!([silent?, head?, body?], ["network.timed_out"; 3]);
    let took = begun.elapsed();
    assert!((25..40).contains(&took.as_secs()), "{took:?}");
    Ok(())
}

/// RFC 9110 §10.2.3: in seconds, or as a date by the service's own clock.
#[tokio::test]
async fn how_long_to_wait_is_read_in_both_forms() -> Outcome {
    let theirs = OffsetDateTime::now_utc() + time::Duration::HOUR;
    for (retry_after, least) in [("3".to_owned(), 3), (http_date(theirs + time::Duration::seconds(5)), 5)] {
        let date = http_date(theirs);
        let busy = Reply::new("429 Too Many Requests", &format!("Retry-After: {retry_after}\r\nDate: {date}\r\n"), b"");
        let service = Service::of_tokens(move |asked| if asked.before == 0 { busy.clone() } else { Reply::token("x", 120) }).await?;
        let rig = Rig::new(service)?;
        obtain_patiently(&order()?, &rig.environment, &rig.http, &rig.ports, Patience::through_outages(), |_| ()).await?;
        let asked = rig.service.for_token();
        let waited = asked[1].at - asked[0].at;
        assert!(asked.len() == 2 && (least..least + 3).contains(&waited.as_secs()), "{retry_after}: {waited:?}");
    }
    Ok(())
}
