//! What every server refuses, whoever asks.

use reqwest::header::{CONTENT_SECURITY_POLICY, HOST, ORIGIN};

use crate::rig::{Outcome, Rig};

#[tokio::test]
async fn another_name_or_another_site_is_refused() -> Outcome {
    let rig = Rig::start().await?;
    let addresses = rig.practice.addresses();
    let both = [&addresses.altinn_platform, &addresses.certificate_status];
    for address in [&addresses.maskinporten, &addresses.portal, &addresses.town_hall, &addresses.idporten].into_iter().chain(both) {
        assert_eq!(rig.send(rig.http.get(address).header(HOST, "evil.example")).await?.status, 421, "{address}");
        let port = address.trim_end_matches('/').rsplit(':').next().ok_or("port")?;
        assert_eq!(rig.send(rig.http.get(address).header(HOST, format!("localhost:{port}"))).await?.status, 421, "{address}");
    }
    let post = || rig.http.post(format!("{}clients", addresses.portal)).form(&[("name", "a")]);
    assert_eq!(rig.send(post().header(ORIGIN, "http://evil.example")).await?.status, 403);
    assert_eq!(rig.send(post().header(ORIGIN, "null")).await?.status, 403);
    assert_eq!(rig.send(post().header("sec-fetch-site", "cross-site")).await?.status, 403);
    assert_eq!(rig.send(post().header("sec-fetch-site", "same-site")).await?.status, 403);
    let own = addresses.portal.trim_end_matches('/');
    assert_eq!(rig.send(post().header(ORIGIN, own).header("sec-fetch-site", "same-origin")).await?.status, 400);
    Ok(())
}

#[tokio::test]
async fn pages_load_nothing_from_elsewhere() -> Outcome {
    let rig = Rig::start().await?;
    for address in [&rig.practice.addresses().portal, &rig.practice.addresses().town_hall] {
        let response = rig.http.get(address).send().await?;
        let policy = response.headers().get(CONTENT_SECURITY_POLICY).ok_or("no policy")?.to_str()?.to_owned();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        let page = response.text().await?;
        assert!(!page.contains("https://") && !page.contains("<script"), "{page}");
        let style = rig.send(rig.http.get(format!("{address}practice.css"))).await?;
        assert!(style.status == 200 && !style.body.contains("url("));
    }
    Ok(())
}

#[tokio::test]
async fn dropping_practice_stops_the_servers() -> Outcome {
    let rig = Rig::start().await?;
    let address = rig.practice.addresses().portal.clone();
    assert_eq!(rig.send(rig.http.get(&address)).await?.status, 200);
    let Rig { practice, http, .. } = rig;
    drop(practice);
    for _ in 0..100 {
        if http.get(&address).send().await.is_err() {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    Err("the portal still answers".into())
}

#[tokio::test]
async fn error_pages_explain_their_code() -> Outcome {
    let rig = Rig::start().await?;
    let page = async |code: &str| rig.send(rig.http.get(format!("{}errors/{code}?lang=en", rig.practice.addresses().maskinporten))).await;
    assert!(page("MP-110").await?.body.contains("made for another receiver"));
    assert_eq!(page("MP-999").await?.status, 404);
    assert_eq!(page("title").await?.status, 404);
    Ok(())
}
