//! A token from its order to its trail: scope list, dry run, variants, recipes.

use inngang_tests::Outcome;
use inngang_tests::person::DIRECTOR;

use crate::browser::Browser;
use crate::road::nothing_leaks;
use crate::steps::MACHINE_SCOPES;
use crate::window::{Home, Window};

const BROKER: &str = "altinn:broker.read";
const API: &str = "https://mel.example.no/api";

#[tokio::test]
async fn a_token_is_ordered_foretold_fetched_and_handed_on() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    let scopes = [MACHINE_SCOPES, &[BROKER]].concat();
    let registered = window.start_with_client(&home, &browser, &scopes).await?;

    window.order(MACHINE_SCOPES[0], &[]).await?;
    find_scope(&window).await?;
    window.dry_run_is_green().await?;
    window.checked("check_client", "good").await?;
    let token = window.fetch().await?;
    assert!(token.contains(MACHINE_SCOPES[0]) && token.contains(BROKER) && token.contains("315000106"), "{token}");
    window.unfold("happened").await?;
    let happened = window.text("#happened").await?;
    for step in ["maskinporten.metadata", "maskinporten.grant", "maskinporten.token", "POST"] {
        assert!(happened.contains(step), "{step}: {happened}");
    }
    recipes(&window, &registered.client, &registered.kid).await?;

    window.click("#fetch-again").await?;
    window.checked("check_clock", "good").await?;
    window.unfold("variant").await?;
    window.vary(&[("resources", API), ("person", DIRECTOR)]).await?;
    window.click("#algorithm option[value='RS512']").await?;
    window.checked("check_key_algorithm", "bad").await?;
    window.click("#algorithm option[value='RS256']").await?;
    window.checked("check_resources", "good").await?;
    window.checked("check_person", "good").await?;
    window.dry_run_is_green().await?;
    window.fetch().await?;
    window.unfold("token-key").await?;
    assert!(window.text("#token-key").await?.contains(API), "the API that it is for");
    let token = window.copy_token().await?;
    assert!(!window.whole_page().await?.contains(&token), "the page holds the token");
    nothing_leaks(window, &home, &[&token, DIRECTOR, "PRIVATE KEY"]).await
}

/// Looks a scope up in the list that practice gives, and adds it.
async fn find_scope(window: &Window) -> Outcome {
    window.unfold("scope-list").await?;
    window.see("#scope-source[data-from='copy']").await?;
    window.click("#refresh-scopes").await?;
    window.see("#scope-source[data-from='service']").await?;
    window.fill("#scope-words", "broker").await?;
    window.until("!document.querySelector(\"#scope-list li[data-scope='altinn:instances.read']\")").await?;
    window.click(&format!("#scope-list li[data-scope='{BROKER}'] button")).await?;
    assert_eq!(window.value("#scopes").await?, format!("{} {BROKER}", MACHINE_SCOPES[0]));
    window.until(&format!("document.querySelector(\"#scope-list li[data-scope='{BROKER}'] button\").disabled")).await
}

/// Each recipe names the client and the key, and has a place for the key instead of one.
async fn recipes(window: &Window, client: &str, kid: &str) -> Outcome {
    window.unfold("recipes").await?;
    window.see("[id^='recipe-tab-']").await?;
    let tabs = window.run("return [...document.querySelectorAll(\"[id^='recipe-tab-']\")].map((it) => it.id)", &[]).await?;
    let tabs: Vec<&str> = tabs.as_array().into_iter().flatten().filter_map(|id| id.as_str()).collect();
    assert!(tabs.len() >= 4, "{tabs:?}");
    for tab in tabs {
        window.click(&format!("#{tab}")).await?;
        let text = window.text(&tab.replacen("recipe-tab", "#recipe", 1)).await?;
        assert!(text.contains(client) && text.contains(kid), "{tab}: {text}");
        assert!(!text.contains("eyJ") && !text.contains("-----BEGIN PRIVATE"), "{tab} holds a secret: {text}");
    }
    Ok(())
}
