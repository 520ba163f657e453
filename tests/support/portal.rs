//! The self-service portal as a person uses it: forms that answer with a redirect, or with a page that says why not.

use reqwest::StatusCode;
use reqwest::header::LOCATION;

use crate::Outcome;
use crate::town::Town;

/// Registers a client of `organisation` and gives its id. `kind` is `maskinporten` or `idporten`; a login client without
/// `redirect_uris` gets `http://127.0.0.1:0/callback`.
pub async fn create_client(town: &Town, organisation: &str, kind: &str, scopes: &[&str], redirect_uris: &[&str]) -> Outcome<String> {
    let mut fields = vec![("organisation", organisation), ("kind", kind), ("name", "Inngang")];
    fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
    fields.extend(redirect_uris.iter().map(|uri| ("redirect_uri", *uri)));
    client_in(&post(town, "clients", &fields).await?)
}

/// The client whose page the portal leads to.
fn client_in(location: &str) -> Outcome<String> {
    let id = location.strip_prefix("/clients/").and_then(|rest| rest.split('?').next());
    Ok(id.ok_or_else(|| format!("no client in {location}"))?.to_owned())
}

/// Gets an administration client for the self-service API, as Digdir's service desk makes one, and gives its id.
pub async fn create_administration(town: &Town, organisation: &str) -> Outcome<String> {
    client_in(&post(town, "administration-clients", &[("organisation", organisation)]).await?)
}

/// Pastes a public key, JWK or PEM, into the client's form and reads the key id that the page then shows.
pub async fn upload_key(town: &Town, client: &str, key: &str) -> Outcome<String> {
    let location = post(town, &format!("clients/{client}/keys"), &[("key", key)]).await?;
    let page = format!("{}{}", town.practice.addresses().portal, location.trim_start_matches('/'));
    let page = town.web.get(page).send().await?.text().await?;
    let shown = page.split(r#"id="newest-kid">"#).nth(1).and_then(|rest| rest.split('<').next());
    Ok(shown.ok_or("the page shows no key id")?.to_owned())
}

/// Takes a key away in the client's form.
pub async fn remove_key(town: &Town, client: &str, kid: &str) -> Outcome {
    post(town, &format!("clients/{client}/keys/delete"), &[("kid", kid)]).await.map(drop)
}

async fn post(town: &Town, path: &str, fields: &[(&str, &str)]) -> Outcome<String> {
    let response = town.web.post(format!("{}{path}", town.practice.addresses().portal)).form(fields).send().await?;
    if response.status() != StatusCode::SEE_OTHER {
        return Err(format!("the portal refused: {}", response.text().await?).into());
    }
    Ok(response.headers().get(LOCATION).ok_or("no location")?.to_str()?.to_owned())
}
