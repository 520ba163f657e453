//! Pages that a button opens in the person's browser.

use url::Url;

use super::{Environment, EnvironmentError};

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

/// An address that was made by a program.
#[must_use]
pub fn parse(text: &str) -> Option<Url> {
    Url::parse(text).ok()
}
