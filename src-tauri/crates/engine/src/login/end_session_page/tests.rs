//! The way out over real sockets.

use std::error::Error;
use std::net::Ipv4Addr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use super::super::{AnswerPage, LeavingPages};
use super::*;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

struct Rig {
    url: Url,
    session: JoinHandle<BrowserSession>,
}

async fn start(returns_to: Option<Redirect>) -> Outcome<Rig> {
    let page = |title: &str| AnswerPage { title: title.to_owned(), body: "\"<b>".to_owned() };
    let pages = LeavingPages { going: page("Du logges ut"), go_on: "Logg ut".to_owned(), gone: page("Du er logget ut") };
    let endpoint = Url::parse("https://login.issuer.example:8443/logout?a=1&b=2")?;
    let fields = vec![("id_token_hint", Secret::new("e30.e30.\"><script>".to_owned())), ("client_id", Secret::new("desk".to_owned()))];
    let page = EndSessionPage::bind(endpoint, fields, &Leaving { language: "nb", pages, returns_to }).await?;
    Ok(Rig { url: page.url().clone(), session: tokio::spawn(page.wait()) })
}

impl Rig {
    async fn get(&self, path: &str, more: &str) -> Outcome<String> {
        let port = self.url.port().ok_or("no port")?;
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n").as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok(answer)
    }

    async fn page(&self) -> Outcome<String> {
        self.get(self.url.path(), "Sec-Fetch-Dest: document\r\n").await
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

/// The value of a hidden field.
fn field<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    page.split_once(&format!("name=\"{name}\" value=\""))?.1.split('"').next()
}

#[tokio::test]
async fn the_form_posts_the_token_to_the_provider() -> Outcome {
    let rig = start(None).await?;
    assert_eq!(rig.url.path().len(), 44, "unguessable: {}", rig.url);
    let page = rig.page().await?;
    for part in [
        "cache-control: no-store",
        "referrer-policy: no-referrer",
        "form-action https://login.issuer.example:8443 https: 'self'",
        "<form method=\"post\" action=\"https://login.issuer.example:8443/logout?a=1&amp;b=2\">",
        "<h1>Du logges ut</h1><p>&quot;&lt;b&gt;</p>",
        "<button>Logg ut</button>",
        "<script>document.forms[0].submit()</script>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!(field(&page, "id_token_hint"), Some("e30.e30.&quot;&gt;&lt;script&gt;"));
    assert_eq!((field(&page, "client_id"), field(&page, "post_logout_redirect_uri")), (Some("desk"), None));
    // Of `document.forms[0].submit()`, as openssl has it.
    assert!(page.contains("script-src 'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='; "), "{page}");
    assert_eq!(rig.session.await?, BrowserSession::Sent);
    Ok(())
}

#[tokio::test]
async fn the_page_is_served_once_to_a_document_alone() -> Outcome {
    let rig = start(Some(Redirect::free_port())).await?;
    for dest in ["image", "iframe", "script", "empty"] {
        let answer = rig.get(rig.url.path(), &format!("Sec-Fetch-Dest: {dest}\r\n")).await?;
        assert!(status(&answer) == "404" && !answer.contains("e30"), "{answer}");
    }
    for path in ["/", "/callback", "/favicon.ico", &format!("{}x", rig.url.path())] {
        assert_eq!(status(&rig.get(path, "").await?), "404", "{path}");
    }
    assert_eq!(status(&rig.page().await?), "200");
    let again = rig.page().await?;
    assert!(status(&again) == "404" && !again.contains("e30"), "{again}");
    rig.session.abort();
    Ok(())
}

#[tokio::test]
async fn the_browser_comes_back_with_our_state() -> Outcome {
    let redirect: Redirect = "http://127.0.0.1:0/logget-ut".parse()?;
    let rig = start(Some(redirect)).await?;
    let page = rig.page().await?;
    let (uri, state) = field(&page, "post_logout_redirect_uri").zip(field(&page, "state")).ok_or("no way back")?;
    assert_eq!(uri, rig.url.join("/logget-ut")?.as_str());
    assert_eq!(state.len(), 43);
    let queries = [String::new(), "?state=".to_owned(), "?state=other".to_owned(), format!("?state={state}&state={state}")];
    for query in queries {
        assert_eq!(status(&rig.get(&format!("/logget-ut{query}"), "").await?), "404", "{query}");
    }
    assert_eq!(status(&rig.get(&format!("/callback?state={state}"), "").await?), "404");
    assert!(!rig.session.is_finished());
    let back = rig.get(&format!("/logget-ut?state={state}"), "Sec-Fetch-Dest: document\r\n").await?;
    assert!(status(&back) == "200" && back.contains("<h1>Du er logget ut</h1>") && !back.contains(state), "{back}");
    assert_eq!(rig.session.await?, BrowserSession::CameBack);
    Ok(())
}

#[tokio::test]
async fn the_port_is_given_back_when_nobody_waits() -> Outcome {
    let rig = start(None).await?;
    rig.session.abort();
    assert!(rig.session.await.is_err_and(|error| error.is_cancelled()));
    let port = rig.url.port().ok_or("no port")?;
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err());
    Ok(())
}
