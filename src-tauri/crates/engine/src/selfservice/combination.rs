//! Which kinds of client there can be (idporten.md 2.2).

use super::{ApplicationType, IntegrationType, SelfServiceError, TokenEndpointAuthMethod};

/// The grant types of a client of this kind.
pub(super) fn grant_types(integration: &IntegrationType) -> &'static [&'static str] {
    match integration {
        IntegrationType::Maskinporten | IntegrationType::Krr => &["urn:ietf:params:oauth:grant-type:jwt-bearer"],
        _ => &["authorization_code", "refresh_token"],
    }
}

/// # Errors
/// [`SelfServiceError::Combination`]. A word that is newer than this program is let through: the API knows better.
pub(super) fn check(
    integration: &IntegrationType,
    application: &ApplicationType,
    method: &TokenEndpointAuthMethod,
) -> Result<(), SelfServiceError> {
    use ApplicationType::{Browser, Native, Web};
    use IntegrationType::{Ansattporten, ApiClient, EFormidling, IdPorten, IdPortenSaml2, Krr, Maskinporten};
    use TokenEndpointAuthMethod::{ClientSecretBasic, ClientSecretPost, None, Other, PrivateKeyJwt};
    let fits = match (integration, application, method) {
        (IntegrationType::Other(_), ..) | (_, ApplicationType::Other(_), _) | (.., Other(_)) => true,
        (IdPorten | ApiClient | Ansattporten, Web, ClientSecretBasic | ClientSecretPost | PrivateKeyJwt) => true,
        (IdPorten | ApiClient | Ansattporten, Browser | Native, None) => true,
        (Maskinporten | Krr, Web, PrivateKeyJwt) => true,
        // Digdir makes these itself, and the documents say nothing of how.
        (EFormidling | IdPortenSaml2, ..) => true,
        _ => false,
    };
    let refused = || SelfServiceError::Combination {
        integration: integration.as_str().to_owned(),
        application: application.as_str().to_owned(),
        method: method.as_str().to_owned(),
    };
    if fits { Ok(()) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_the_dossiers() {
        let check = |integration: &str, application: &str, legal: &[&str]| {
            for method in ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"] {
                let outcome = super::check(&integration.into(), &application.into(), &method.into());
                assert_eq!(outcome.is_ok(), legal.contains(&method), "{integration} {application} {method}");
            }
        };
        let by_proof = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
        for integration in ["idporten", "api_klient", "ansattporten"] {
            check(integration, "web", &by_proof);
            check(integration, "browser", &["none"]);
            check(integration, "native", &["none"]);
        }
        for integration in ["maskinporten", "krr"] {
            check(integration, "web", &["private_key_jwt"]);
            check(integration, "browser", &[]);
            check(integration, "native", &[]);
        }
    }
}
