//! Pages that a button opens in the person's browser.

use url::Url;

use super::{Environment, EnvironmentError, Kind};

/// Digdir's self-service portal of the environment.
///
/// # Errors
/// [`EnvironmentError::NoHost`] when the environment leaves it out.
pub fn portal(environment: &Environment) -> Result<Option<Url>, EnvironmentError> {
    let portal = environment.hosts.portal.as_ref().ok_or(EnvironmentError::NoHost { field: "portal" })?;
    Ok(parse(portal.as_str()))
}

/// Where Buypass sells enterprise certificates (seed 003).
#[must_use]
pub fn order_buypass() -> Option<Url> {
    parse("https://www.buypass.no/produkter/virksomhetssertifikat-esegl")
}

/// Where Commfides sells them (seed 003).
#[must_use]
pub fn order_commfides() -> Option<Url> {
    parse("https://www.commfides.com/commfides-virksomhetssertifikat/")
}

/// Digdir's status page (maskinporten.md 1).
#[must_use]
pub fn status() -> Option<Url> {
    parse("https://status.digdir.no/")
}

/// Where an organisation signs Maskinporten's terms of use (idporten.md 13.2).
#[must_use]
pub fn terms() -> Option<Url> {
    parse("https://samarbeid.digdir.no/maskinporten/konsument/119")
}

/// Where an organisation signs ID-porten's terms of use (idporten.md 13.2).
#[must_use]
pub fn terms_of_login() -> Option<Url> {
    parse("https://samarbeid.digdir.no/id-porten/ta-i-bruk-id-porten/94")
}

/// Hosts that bookmarks and old guides have for the portal; they may lead on, or nowhere (idporten.md 13.1).
#[must_use]
pub const fn portal_earlier(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Test => &["sjolvbetjening.test.samarbeid.digdir.no"],
        Kind::Production => &["sjolvbetjening.samarbeid.digdir.no", "minside-samarbeid.digdir.no", "selvbetjening-samarbeid-prod.difi.no"],
        Kind::Practice | Kind::Custom => &[],
    }
}

/// An address that was made by a program.
#[must_use]
pub fn parse(text: &str) -> Option<Url> {
    Url::parse(text).ok()
}
