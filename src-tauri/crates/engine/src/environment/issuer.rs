//! Whose name an issuer is: a service of this environment, of another one, or one that has been switched off.

use url::Url;

use super::hosts::RETIRED;
use super::{Environment, Kind, Origin};

/// Altinn's issuer stands below its platform (altinn.md 2.6).
const ALTINN: &str = "/authentication/api/v1/openid/";

/// The services that issue tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuerService {
    /// For organisations.
    Maskinporten,
    /// For people.
    Idporten,
    /// For people who act for an organisation.
    Ansattporten,
    /// In exchange for another token.
    Altinn,
    /// Between clouds (maskinporten.md 7.6).
    Skyporten,
}

impl IssuerService {
    /// Lower-case name, as in text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Maskinporten => "maskinporten",
            Self::Idporten => "idporten",
            Self::Ansattporten => "ansattporten",
            Self::Altinn => "altinn",
            Self::Skyporten => "skyporten",
        }
    }
}

/// Where a service stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuerPlace {
    /// In an environment of ours.
    Environment(Kind),
    /// Where its makers try it out: no place for customers (altinn.md 1.1, maskinporten.md 1).
    Development,
    /// Switched off for good.
    Retired,
}

impl IssuerPlace {
    /// Lower-case name, as in text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Environment(kind) => kind.as_str(),
            Self::Development => "development",
            Self::Retired => "retired",
        }
    }
}

/// An issuer that is known by its name; nothing is proved by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownIssuer {
    /// None for a host that several services had.
    pub service: Option<IssuerService>,
    /// Where it stands.
    pub place: IssuerPlace,
}

impl Environment {
    /// The service of this environment that the issuer is, byte for byte, with the address that it has.
    #[must_use]
    pub fn issuer(&self, issuer: &str) -> Option<(IssuerService, &Origin)> {
        self.issuers().find(|(service, origin)| service.issuer(origin) == issuer)
    }

    fn issuers(&self) -> impl Iterator<Item = (IssuerService, &Origin)> {
        let hosts = &self.hosts;
        [
            (IssuerService::Maskinporten, &hosts.maskinporten),
            (IssuerService::Idporten, &hosts.idporten),
            (IssuerService::Ansattporten, &hosts.ansattporten),
            (IssuerService::Altinn, &hosts.altinn_platform),
        ]
        .into_iter()
        .filter_map(|(service, host)| Some((service, host.as_ref()?)))
    }
}

impl IssuerService {
    /// Its issuer, byte for byte, where it stands there.
    pub(crate) fn issuer(self, origin: &Origin) -> String {
        match self {
            Self::Altinn => origin.join(ALTINN).into(),
            _ => origin.as_str().to_owned(),
        }
    }
}

/// The place where the service of an address stands, by its host: an issuer or one of its endpoints, of `own` before any other.
#[must_use]
pub fn known_issuer(address: &str, own: Option<&Environment>) -> Option<KnownIssuer> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    let built_in = [Environment::production(), Environment::test()];
    let ours = own.into_iter().chain(&built_in).find_map(|environment| {
        let (service, _) = environment.issuers().find(|(_, origin)| origin.authority() == url.authority())?;
        // Where one host answers for several, the whole name tells which.
        let service = environment.issuer(address).map_or(service, |(exact, _)| exact);
        Some(KnownIssuer { service: Some(service), place: IssuerPlace::Environment(environment.kind) })
    });
    ours.or_else(|| elsewhere(host))
}

fn elsewhere(host: &str) -> Option<KnownIssuer> {
    let at = |service, place| Some(KnownIssuer { service, place });
    match host {
        "sky.maskinporten.no" => at(Some(IssuerService::Skyporten), IssuerPlace::Environment(Kind::Production)),
        "test.sky.maskinporten.no" => at(Some(IssuerService::Skyporten), IssuerPlace::Environment(Kind::Test)),
        "maskinporten.dev" => at(Some(IssuerService::Maskinporten), IssuerPlace::Development),
        // A town of practice has other ports each time.
        "127.0.0.1" | "[::1]" | "localhost" => at(None, IssuerPlace::Environment(Kind::Practice)),
        _ if RETIRED.contains(&host) => at(host.ends_with(".maskinporten.no").then_some(IssuerService::Maskinporten), IssuerPlace::Retired),
        _ if host.starts_with("platform.") && host.ends_with(".altinn.cloud") => at(Some(IssuerService::Altinn), IssuerPlace::Development),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::{EnvironmentError, Hosts};

    #[test]
    fn a_name_says_which_service_and_where() {
        fn check(address: &str, service: Option<IssuerService>, place: IssuerPlace) {
            assert_eq!(known_issuer(address, None), Some(KnownIssuer { service, place }), "{address}");
        }
        let (test, production) = (IssuerPlace::Environment(Kind::Test), IssuerPlace::Environment(Kind::Production));
        check("https://maskinporten.no/", Some(IssuerService::Maskinporten), production);
        check("https://test.maskinporten.no/token", Some(IssuerService::Maskinporten), test);
        check("https://test.idporten.no", Some(IssuerService::Idporten), test);
        check("https://ansattporten.no", Some(IssuerService::Ansattporten), production);
        check("https://platform.tt02.altinn.no/authentication/api/v1/openid/", Some(IssuerService::Altinn), test);
        check("https://test.sky.maskinporten.no", Some(IssuerService::Skyporten), test);
        check("https://ver2.maskinporten.no/", Some(IssuerService::Maskinporten), IssuerPlace::Retired);
        check("https://oidc.difi.no/idporten-oidc-provider/", None, IssuerPlace::Retired);
        check("https://platform.at22.altinn.cloud/authentication/api/v1/openid/", Some(IssuerService::Altinn), IssuerPlace::Development);
        check("http://127.0.0.1:40112/", None, IssuerPlace::Environment(Kind::Practice));
        for unknown in ["https://login.example.org/", "https://maskinporten.no.example.org/", "maskinporten.no", "studio", ""] {
            assert_eq!(known_issuer(unknown, None), None, "{unknown}");
        }
    }

    #[test]
    fn ones_own_environment_comes_first_and_is_held_to_the_letter() -> Result<(), EnvironmentError> {
        let addresses = [("maskinporten", "http://127.0.0.1:4001/"), ("idporten", "http://127.0.0.1:4002")];
        let own = Environment { kind: Kind::Custom, ..Environment::practice(Hosts::named(Kind::Custom, addresses)?, Vec::new()) };
        let place = |address: &str| known_issuer(address, Some(&own)).map(|issuer| issuer.place);
        assert_eq!(place("http://127.0.0.1:4001/"), Some(IssuerPlace::Environment(Kind::Custom)));
        assert_eq!(place("http://127.0.0.1:4009/"), Some(IssuerPlace::Environment(Kind::Practice)));
        assert_eq!(own.issuer("http://127.0.0.1:4002").map(|(service, _)| service), Some(IssuerService::Idporten));
        assert!(own.issuer("http://127.0.0.1:4002/").is_none() && own.issuer("http://127.0.0.1:4001").is_none());
        Ok(())
    }
}
