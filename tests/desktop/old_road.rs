//! The old road: Altinn 2 in practice by password and by certificate, what is left of it told apart; in test explained as closed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use inngang_tests::{BAKERY, Outcome};
use tokio::net::TcpListener;

use crate::road::nothing_leaks;
use crate::window::{Home, Window};

/// Opened for messages too.
const API_KEY: &str = "4C6F7641-1F5B-4A0E-9D1C-7B2E5A9030D1";
/// Planted, to be found nowhere afterwards.
const WRONG: &str = "feil-passord-5512";
const PASTED: &str = "hemmelig-8841";

#[tokio::test]
async fn altinn_2_is_used_as_it_was() -> Outcome {
    let home = Home::new()?;
    let window = Window::open(&home).await?;
    window.start().await?;
    let file = window.issue().await?;
    window.import(&file).await?;
    open(&window).await?;
    detector(&window).await?;

    log_in(&window, "password", Some(("aase", WRONG))).await?;
    let said = window.problem("legacy.login_refused").await?;
    assert!(said.len() > 80, "title, cause and remedy: {said}");
    assert_eq!(window.value("#legacy-password").await?, "", "the password does not stay in the field");
    log_in(&window, "password", Some(("aase", "boller2026"))).await?;
    reads_messages(&window).await?;

    window.click("#legacy-log-out").await?;
    log_in(&window, "enterprise_user", Some(("bakeriet", "surdeig2026"))).await?;
    reads_messages(&window).await?;
    window.click("#legacy-log-out").await?;
    // The certificate alone is the organisation, which has no messages of its own.
    log_in(&window, "certificate", None).await?;
    let told = reads(&window, "organizations").await?;
    assert!(told.contains("OrganizationNumber"), "{told}");
    window.is_seen("11-old").await?;
    window.click("#legacy-climb").await?;
    window.see("#legacy-rungs [data-outcome='passed']").await?;
    window.until("!document.querySelector('#legacy-rungs [data-outcome=failed]')").await?;
    nothing_leaks(window, &home, &[WRONG, PASTED, "boller2026", "surdeig2026", API_KEY, &file.password]).await
}

/// Opens the page by troubleshooting, as a person finds it.
async fn open(window: &Window) -> Outcome {
    window.go("diagnostics").await?;
    window.click("#open-legacy").await?;
    window.see("#page-legacy").await
}

/// An old request is pasted, recognised, and not shown again.
async fn detector(window: &Window) -> Outcome {
    let old = format!(
        "POST https://www.altinn.no/api/authentication/authenticatewithpassword?ForceEIAuthentication\nApiKey: {API_KEY}\n{{\"UserName\":\"aase\",\"UserPassword\":\"{PASTED}\"}}"
    );
    window.paste("#legacy-pasted", &old).await?;
    window.click("#legacy-look").await?;
    window.see("#legacy-secret").await?;
    for name in ["rest_host", "password_login", "force_ei", "api_key", "user_password"] {
        assert!(window.text(&format!("#old-{name}")).await?.len() > 40, "{name} is told");
    }
    let page = window.whole_page().await?;
    assert!(!page.contains(PASTED), "what was pasted is shown");
    Ok(())
}

/// Logs in in this way, with the API key.
async fn log_in(window: &Window, way: &str, user: Option<(&str, &str)>) -> Outcome {
    window.click(&format!("#legacy-by-{way}")).await?;
    if let Some((name, password)) = user {
        window.fill("#legacy-user", name).await?;
        window.fill("#legacy-password", password).await?;
    }
    window.fill("#legacy-api-key", API_KEY).await?;
    window.click("#legacy-log-in").await
}

/// Whoever is logged in reads the messages of the bakery.
async fn reads_messages(window: &Window) -> Outcome {
    window.see("#legacy-session").await?;
    window.see("#legacy-who").await?;
    window.fill("#legacy-who", BAKERY).await?;
    let told = reads(window, "messages").await?;
    assert!(told.contains("MessageId") && told.contains("Correspondence"), "{told}");
    window.click("#legacy-listing button").await?;
    let opened = window.text("#legacy-message").await?;
    assert!(opened.contains("Dette er en øvelse. Les vedlegget.") && opened.contains("Melding om registrering.pdf"), "{opened}");
    window.click("#legacy-back").await?;
    window.see("#legacy-listing[data-resource='messages']").await
}

/// Reads a list, and gives what stood there.
async fn reads(window: &Window, resource: &str) -> Outcome<String> {
    window.click(&format!("#legacy-resource option[value='{resource}']")).await?;
    window.click("#legacy-call").await?;
    window.text(&format!("#legacy-listing[data-resource='{resource}']")).await
}

#[tokio::test]
async fn altinn_2_is_told_to_be_closed() -> Outcome {
    let home = Home::new()?;
    // Whatever wants to leave this computer comes here, and no further.
    let gate = TcpListener::bind("127.0.0.1:0").await?;
    let (proxy, knocks) = (format!("http://{}", gate.local_addr()?), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&knocks);
    let turned_away = tokio::spawn(async move {
        while gate.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    });
    let window = Window::open_among(&home, &[("HTTPS_PROXY", &proxy), ("HTTP_PROXY", &proxy), ("NO_PROXY", "127.0.0.1,localhost")]).await?;
    window.click("#environment-test").await?;
    window.fill("#organisation", BAKERY).await?;
    window.click("#primary").await?;
    window.see("#talks-own_system").await?;
    open(&window).await?;
    window.see("#legacy-closed").await?;
    window.unfold("legacy-replaced").await?;
    let replaced = window.text("#legacy-replaced").await?;
    assert!(replaced.contains("Dialogporten") && replaced.contains("Maskinporten"), "{replaced}");
    detector(&window).await?;
    window.is_seen("11-closed").await?;
    assert_eq!(knocks.load(Ordering::Relaxed), 0, "nobody was asked");

    log_in(&window, "password", Some(("aase", WRONG))).await?;
    let said = window.problem("legacy.closed").await?;
    assert!(said.contains("2026"), "since when: {said}");
    turned_away.abort();
    nothing_leaks(window, &home, &[WRONG, PASTED, API_KEY]).await
}
