//! The road through the portal: where it is, and what a person types in which field (idporten.md 13). Labels are the portal's own.

use url::Url;

use crate::environment::{Environment, EnvironmentError, Kind, pages};
use crate::keys::{KeyFacts, SigningAlgorithm};
use crate::names::{KeyId, OrgNumber, Scope};

/// The right that production demands, in Altinn's own words (idporten.md 13.2).
const RIGHT: &str = "Selvbetjening av integrasjoner i ID-porten/Maskinporten";

/// Which form of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortalKind {
    /// A client for Maskinporten.
    Maskinporten,
    /// A client with which people log in, and with which APIs are called on their behalf.
    Login,
    /// A client with which people log in for an organisation (idporten.md 17).
    Ansattporten,
}

/// What the form is filled with.
#[derive(Debug, Clone, Copy)]
pub struct PortalClient<'a> {
    /// Which form.
    pub kind: PortalKind,
    /// Whose client it shall be.
    pub organisation: &'a OrgNumber,
    /// The organisation's name.
    pub organisation_name: &'a str,
    /// Scopes to tick.
    pub scopes: &'a [Scope],
    /// The key to paste, once there is one; for Maskinporten.
    pub key: Option<(&'a KeyFacts, &'a KeyId)>,
    /// Where a login ends, as it is registered; for login.
    pub redirect_uris: &'a [String],
    /// Where the login's back button leads; for login.
    pub client_uri: Option<&'a str>,
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalField {
    /// Its name in the texts.
    pub name: &'static str,
    /// What the portal calls it.
    pub label: &'static str,
    /// What to put there; one line each where it takes several, nothing where it is left as it is.
    pub value: String,
}

/// What a person needs in hand before the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalRoad {
    /// Where it is.
    pub address: Option<Url>,
    /// Hosts that bookmarks and old guides have for it.
    pub earlier: &'static [&'static str],
    /// Where the terms of use are signed: without them nothing can be saved.
    pub terms: Option<Url>,
    /// The right that the person needs, in Altinn's own words; in production alone.
    pub right: Option<&'static str>,
    /// The fields, in the form's order.
    pub fields: Vec<PortalField>,
    /// The key as PEM, which goes into the same field as the JWK. The portal then makes a key id of its own.
    pub pem: Option<String>,
}

/// The road for a client.
///
/// # Errors
/// [`EnvironmentError::NoHost`] when the environment has no portal.
pub fn portal_road(client: &PortalClient<'_>, environment: &Environment) -> Result<PortalRoad, EnvironmentError> {
    let address = pages::portal(environment)?;
    let terms = match (environment.kind, client.kind) {
        (Kind::Practice | Kind::Custom, _) => address.clone(),
        (_, PortalKind::Maskinporten) => pages::terms(),
        (_, PortalKind::Login | PortalKind::Ansattporten) => pages::terms_of_login(),
    };
    Ok(PortalRoad {
        address,
        earlier: pages::portal_earlier(environment.kind),
        terms,
        right: (environment.kind == Kind::Production).then_some(RIGHT),
        fields: match client.kind {
            PortalKind::Maskinporten => for_maskinporten(client),
            PortalKind::Login => for_login(client, "API-klient"),
            PortalKind::Ansattporten => for_login(client, "Ansattporten"),
        },
        pem: client.key.map(|(key, _)| key.pem()),
    })
}

fn field(name: &'static str, label: &'static str, value: impl Into<String>) -> PortalField {
    PortalField { name, label, value: value.into() }
}

fn scopes(client: &PortalClient<'_>) -> Vec<String> {
    client.scopes.iter().map(|scope| scope.as_str().to_owned()).collect()
}

fn name(client: &PortalClient<'_>) -> String {
    format!("Inngang, {}", client.organisation_name)
}

fn description(client: &PortalClient<'_>) -> String {
    format!("Inngang for {} ({})", client.organisation_name, client.organisation)
}

/// idporten.md 13.5.
fn for_maskinporten(client: &PortalClient<'_>) -> Vec<PortalField> {
    let key = client.key.map(|(key, kid)| key.jwk(kid, SigningAlgorithm::Rs256).to_string());
    vec![
        field("name", "Visningsnavn", name(client)),
        field("description", "Beskrivelse", description(client)),
        field("access_token_lifetime", "Access token levetid", "120"),
        field("scopes", "Legg til scope", scopes(client).join("\n")),
        field("key", "JWK eller PEM-format", key.unwrap_or_default()),
    ]
}

/// idporten.md 13.6; lifetimes are the API's own (14.4).
fn for_login(client: &PortalClient<'_>, client_type: &str) -> Vec<PortalField> {
    let mut all = vec!["openid".to_owned(), "profile".to_owned()];
    all.extend(scopes(client).into_iter().filter(|scope| scope != "openid" && scope != "profile"));
    vec![
        field("client_type", "Difi-tjeneste", client_type),
        field("scopes", "Scopes", all.join("\n")),
        field("organisation", "Kundens org.nr.", client.organisation.as_str()),
        field("client_id", "Integrasjonens identifikator", ""),
        field("name", "Navn på integrasjonen", name(client)),
        field("description", "Beskrivelse", description(client)),
        field("grant_types", "Tillatte grant types", "authorization_code\nrefresh_token"),
        field("authentication", "Klientautentiseringsmetode", "none"),
        field("application_type", "Applikasjonstype", "native"),
        field("redirect_uris", "Gyldig(e) redirect uri-er", client.redirect_uris.join("\n")),
        field("post_logout_redirect_uris", "Gyldig(e) post logout redirect uri-er", ""),
        field("frontchannel_logout_uri", "Frontchannel logout uri", ""),
        field("frontchannel_logout_session", "Frontchannel logout krever sesjons-id", ""),
        field("client_uri", "Tilbake-uri", client.client_uri.unwrap_or_default()),
        field("authorization_lifetime", "Autorisasjonens levetid", "7200"),
        field("access_token_lifetime", "Access token levetid", "120"),
        field("refresh_token_lifetime", "Refresh token levetid", "600"),
        field("refresh_token_usage", "Refresh token type", "Engangs"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Hosts;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn road(kind: PortalKind, environment: &Environment) -> Result<PortalRoad, Box<dyn std::error::Error>> {
        let (organisation, scopes): (OrgNumber, Vec<Scope>) =
            ("315000106".parse()?, vec!["openid".parse()?, "altinn:instances.read".parse()?]);
        let client = PortalClient {
            kind,
            organisation: &organisation,
            organisation_name: "BLÅBÆRSVINGEN BAKERI AS",
            scopes: &scopes,
            key: None,
            redirect_uris: &["http://127.0.0.1:0/callback".to_owned(), "http://127.0.0.1:38431/callback".to_owned()],
            client_uri: None,
        };
        Ok(portal_road(&client, environment)?)
    }

    #[test]
    fn production_demands_a_right_and_knows_the_old_addresses() -> Outcome {
        let production = road(PortalKind::Maskinporten, &Environment::production())?;
        assert_eq!(production.address.as_ref().and_then(Url::host_str), Some("selvbetjening.samarbeid.digdir.no"));
        assert_eq!((production.earlier.len(), production.right), (3, Some(RIGHT)));
        let test = road(PortalKind::Login, &Environment::test())?;
        assert_eq!((test.earlier, test.right), (&["sjolvbetjening.test.samarbeid.digdir.no"][..], None));
        assert_ne!(test.terms, production.terms);
        assert!(road(PortalKind::Login, &Environment::practice(Hosts::default(), Vec::new())).is_err());
        Ok(())
    }

    #[test]
    fn every_field_of_the_form_has_its_value() -> Outcome {
        let login = road(PortalKind::Login, &Environment::test())?;
        let value = |name: &str| login.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str());
        assert_eq!(value("scopes"), Some("openid\nprofile\naltinn:instances.read"));
        assert_eq!(value("redirect_uris"), Some("http://127.0.0.1:0/callback\nhttp://127.0.0.1:38431/callback"));
        let work = road(PortalKind::Ansattporten, &Environment::test())?;
        assert_eq!((work.fields[0].value.as_str(), &work.fields[1..]), ("Ansattporten", &login.fields[1..]));
        assert_eq!((value("application_type"), value("authentication")), (Some("native"), Some("none")));
        let labels: Vec<&str> = road(PortalKind::Maskinporten, &Environment::test())?.fields.iter().map(|field| field.label).collect();
        assert_eq!(labels, ["Visningsnavn", "Beskrivelse", "Access token levetid", "Legg til scope", "JWK eller PEM-format"]);
        Ok(())
    }
}
