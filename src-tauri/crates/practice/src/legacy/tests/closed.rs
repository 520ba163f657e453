//! What is left when the host is closed.

use reqwest::StatusCode;

use super::Old;
use crate::Fault;
use crate::testing::Outcome;

#[tokio::test]
async fn gone_or_moved_stands_in_the_place_of_everything() -> Outcome {
    let old = Old::start().await?;
    let faults = old.town.practice.faults();
    faults.set(Fault::LegacyGone, true);
    for path in ["/api/metadata", "/", "/api/my/messages"] {
        let gone = old.get(path).send().await?;
        assert_eq!((gone.status(), gone.text().await?), (StatusCode::GONE, String::new()), "{path}");
    }
    faults.clear();
    faults.set(Fault::LegacyHtml, true);
    let moved = old.log_in("aase", "boller2026", "").await?;
    assert_eq!((moved.status(), moved.headers().get("set-cookie")), (StatusCode::OK, None));
    assert!(moved.text().await?.contains("stengt"));
    Ok(())
}

#[tokio::test]
async fn nobody_listens_until_the_fault_is_off() -> Outcome {
    let old = Old::start().await?;
    let faults = old.town.practice.faults();
    assert_eq!(old.get("/api/metadata").send().await?.status(), StatusCode::OK);
    faults.set(Fault::LegacyRefused, true);
    assert!(old.get("/api/metadata").send().await.is_err(), "an old connection is of no use");
    let refused = async || loop {
        let connected = tokio::net::TcpStream::connect(old.town.practice.addresses().altinn_legacy.trim_start_matches("https://")).await;
        match connected {
            Err(error) => return error.kind(),
            Ok(_) => tokio::task::yield_now().await,
        }
    };
    assert_eq!(refused().await, std::io::ErrorKind::ConnectionRefused);
    faults.clear();
    let mut back = None;
    while back.is_none() {
        back = old.get("/api/metadata").send().await.ok();
        tokio::task::yield_now().await;
    }
    assert_eq!(back.map(|response| response.status()), Some(StatusCode::OK));
    Ok(())
}
