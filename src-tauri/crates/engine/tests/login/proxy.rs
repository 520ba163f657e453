//! A login from an office whose way out is a proxy.

use std::process::Command;

use inngang_engine::environment::Environment;
use inngang_engine::http::Http;
use inngang_engine::login::{Order, RelyingParty};
use inngang_engine::trail::Trail;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::Outcome;
use crate::provider::Bends;
use crate::rig::{Rig, order};
use crate::texts::shown;

/// Set in the program that has the proxy.
const INSIDE: &str = "INNGANG_TEST_BEHIND_A_PROXY";

/// Checklist 30: the proxy is asked for the way to the provider, and to nobody on this computer; that it has none is trouble on the
/// way, and no refusal of the provider's.
#[tokio::test]
async fn a_login_goes_through_the_offices_proxy_and_its_trouble_is_told_as_the_networks() -> Outcome {
    if std::env::var(INSIDE).is_ok() {
        let rig = Rig::new(Bends::default()).await?;
        rig.log_in(&order()?).await?;
        let production = Environment::production();
        let http = Http::new(&production, Trail::default())?;
        let party = RelyingParty::new(production, http, rig.ports.clone());
        let refused = party.log_in(&Order { pushed: false, ..order()? }, CancellationToken::new(), |_| ()).await;
        let code = refused.err().map(|error| shown(&error).code).ok_or("somebody logged in")?;
        assert!(code.starts_with("network."), "{code}");
        return Ok(());
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = format!("http://{}", listener.local_addr()?);
    // This program again, with a proxy: the client asks the system for one when it is made.
    let inside = tokio::task::spawn_blocking(move || {
        Command::new(std::env::current_exe()?)
            .args(["--exact", "proxy::a_login_goes_through_the_offices_proxy_and_its_trouble_is_told_as_the_networks"])
            .envs(["http_proxy", "https_proxy", "HTTPS_PROXY"].map(|name| (name, address.as_str())))
            .env(INSIDE, "1")
            .env_remove("no_proxy")
            .env_remove("NO_PROXY")
            .output()
    });
    let mut asked = Vec::new();
    let serve = async {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = BufReader::new(stream);
            let mut line = String::new();
            if stream.read_line(&mut line).await.is_ok() {
                asked.push(line.trim_end().to_owned());
                let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n").await;
            }
        }
    };
    let inside = tokio::select! { inside = inside => inside??, () = serve => return Err("the proxy has gone".into()) };
    assert!(inside.status.success(), "{}", String::from_utf8_lossy(&inside.stdout));
    assert!(!asked.is_empty() && asked.iter().all(|line| line == "CONNECT idporten.no:443 HTTP/1.1"), "{asked:?}");
    Ok(())
}
