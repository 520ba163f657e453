//! The addresses of an environment, and the one type that decides which of them may be http.

use std::net::IpAddr;

use url::{Host, Url};

use super::{EnvironmentError, Kind};

/// An address that may be talked to: https, or http on a loopback address where the environment allows it.
///
/// Keeps the text byte for byte, since issuers are compared so (Maskinporten's ends in a slash, ID-porten's does not).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    text: String,
    url: Url,
}

impl Origin {
    /// # Errors
    /// [`EnvironmentError::BadHost`] when it is no absolute https address, or http anywhere but on loopback in practice
    /// and custom environments; [`EnvironmentError::Retired`] when it is a host that has been switched off.
    pub fn parse(field: &'static str, text: &str, kind: Kind) -> Result<Self, EnvironmentError> {
        let bad = || EnvironmentError::BadHost { field, value: text.to_owned() };
        let url = Url::parse(text).map_err(|_| bad())?;
        let host = url.host().ok_or_else(bad)?;
        let loopback = match host {
            Host::Ipv4(address) => IpAddr::V4(address).is_loopback(),
            Host::Ipv6(address) => IpAddr::V6(address).is_loopback(),
            Host::Domain(name) => name == "localhost",
        };
        let http_allowed = loopback && matches!(kind, Kind::Practice | Kind::Custom);
        if !(url.scheme() == "https" || url.scheme() == "http" && http_allowed) {
            return Err(bad());
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(bad());
        }
        let name = host.to_string();
        if RETIRED.iter().any(|retired| name == *retired) {
            return Err(EnvironmentError::Retired { host: name });
        }
        Ok(Self { text: text.to_owned(), url })
    }

    /// The text as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address with `path` (which starts with a slash) after it; a trailing slash of the origin is not doubled.
    #[must_use]
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        let base = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{base}{path}"));
        url
    }

    /// The same scheme, host and port with another path, which is empty or starts with a slash.
    #[must_use]
    pub fn under(&self, path: &str) -> Self {
        let mut url = self.url.clone();
        url.set_path(path);
        Self { text: url.as_str().trim_end_matches('/').to_owned(), url }
    }

    /// The path, without a slash at its end.
    #[must_use]
    pub fn path(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// `address` with the scheme, host and port of this origin; its path and query stay.
    #[must_use]
    pub fn in_place_of(&self, address: &Url) -> Url {
        let mut url = self.url.clone();
        url.set_path(address.path());
        url.set_query(address.query());
        url
    }

    /// Host and port, as in a `Host` header.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.url.authority()
    }
}

/// Hosts that were switched off; a paste of one is refused with the reason (maskinporten.md 1, idporten.md 1, altinn.md 1.2).
pub(super) const RETIRED: [&str; 11] = [
    "ver1.maskinporten.no",
    "ver2.maskinporten.no",
    "oidc.difi.no",
    "oidc-ver1.difi.no",
    "oidc-ver2.difi.no",
    "oidc-test.difi.no",
    "oidc-yt2.difi.eon.no",
    "oidc.idporten.no",
    "integrasjon.difi.no",
    "integrasjon-ver1.difi.no",
    "integrasjon-ver2.difi.no",
];

/// Every address of an environment. One left out is not used.
#[derive(Debug, Clone, Default)]
pub struct Hosts {
    /// Issuer, byte for byte, with its slash.
    pub maskinporten: Option<Origin>,
    /// Issuer, byte for byte, without slash.
    pub idporten: Option<Origin>,
    /// Issuer, byte for byte, without slash.
    pub ansattporten: Option<Origin>,
    /// `platform.altinn.no` and its twins.
    pub altinn_platform: Option<Origin>,
    /// Where system-user requests are approved.
    pub altinn_access_ui: Option<Origin>,
    /// Altinn 2, closed on 19 June 2026.
    pub altinn_legacy: Option<Origin>,
    /// Dialogporten's base.
    pub dialogporten: Option<Origin>,
    /// Enhetsregisteret.
    pub register: Option<Origin>,
    /// Digdir's self-service portal, for a person.
    pub portal: Option<Origin>,
    /// Digdir's self-service API with its prefix.
    pub self_service_api: Option<Origin>,
    /// Answers in place of the hosts that certificates name for their revocation and their issuer's certificate; paths are
    /// kept. For practice and closed networks. When left out, those hosts are asked as they stand in the certificate.
    pub certificate_status: Option<Origin>,
}

impl Hosts {
    /// Hosts by their names in `[hosts]` of an environment file.
    ///
    /// # Errors
    /// As [`Origin::parse`]; [`EnvironmentError::BadHost`] for a name that is no host's.
    pub fn named<'a>(kind: Kind, addresses: impl IntoIterator<Item = (&'static str, &'a str)>) -> Result<Self, EnvironmentError> {
        let mut hosts = Self::default();
        for (name, address) in addresses {
            let origin = Origin::parse(name, address, kind)?;
            let place = hosts.place(name).ok_or_else(|| EnvironmentError::BadHost { field: name, value: address.to_owned() })?;
            *place = Some(origin);
        }
        Ok(hosts)
    }

    fn place(&mut self, name: &str) -> Option<&mut Option<Origin>> {
        match name {
            "maskinporten" => Some(&mut self.maskinporten),
            "idporten" => Some(&mut self.idporten),
            "ansattporten" => Some(&mut self.ansattporten),
            "altinn_platform" => Some(&mut self.altinn_platform),
            "altinn_access_ui" => Some(&mut self.altinn_access_ui),
            "altinn_legacy" => Some(&mut self.altinn_legacy),
            "dialogporten" => Some(&mut self.dialogporten),
            "register" => Some(&mut self.register),
            "portal" => Some(&mut self.portal),
            "self_service_api" => Some(&mut self.self_service_api),
            "certificate_status" => Some(&mut self.certificate_status),
            _ => None,
        }
    }

    /// The services among them: everything but what answers for the hosts of certificates.
    pub(crate) fn services(&self) -> impl Iterator<Item = &Origin> {
        [
            &self.maskinporten,
            &self.idporten,
            &self.ansattporten,
            &self.altinn_platform,
            &self.altinn_access_ui,
            &self.altinn_legacy,
            &self.dialogporten,
            &self.register,
            &self.portal,
            &self.self_service_api,
        ]
        .into_iter()
        .flatten()
    }

    pub(super) fn test() -> Self {
        Self::known([
            "https://test.maskinporten.no/",
            "https://test.idporten.no",
            "https://test.ansattporten.no",
            "https://platform.tt02.altinn.no",
            "https://am.ui.tt02.altinn.no",
            "https://tt02.altinn.no",
            "https://platform.tt02.altinn.no/dialogporten",
            "https://data.ppe.brreg.no",
            "https://selvbetjening.test.samarbeid.digdir.no",
            "https://api.test.samarbeid.digdir.no/api/v1",
        ])
    }

    pub(super) fn production() -> Self {
        Self::known([
            "https://maskinporten.no/",
            "https://idporten.no",
            "https://ansattporten.no",
            "https://platform.altinn.no",
            "https://am.ui.altinn.no",
            "https://www.altinn.no",
            "https://platform.altinn.no/dialogporten",
            "https://data.brreg.no",
            "https://selvbetjening.samarbeid.digdir.no",
            "https://api.samarbeid.digdir.no/api/v1",
        ])
    }

    fn known(hosts: [&str; 10]) -> Self {
        let [
            maskinporten,
            idporten,
            ansattporten,
            altinn_platform,
            altinn_access_ui,
            altinn_legacy,
            dialogporten,
            register,
            portal,
            self_service_api,
        ] = hosts.map(|host| Origin::parse("built in", host, Kind::Production).ok());
        Self {
            maskinporten,
            idporten,
            ansattporten,
            altinn_platform,
            altinn_access_ui,
            altinn_legacy,
            dialogporten,
            register,
            portal,
            self_service_api,
            certificate_status: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_host_parses() {
        for (hosts, is_test) in [(Hosts::test(), true), (Hosts::production(), false)] {
            assert!(hosts.maskinporten.as_ref().is_some_and(|issuer| issuer.as_str().ends_with('/')));
            assert!(hosts.idporten.as_ref().is_some_and(|issuer| !issuer.as_str().ends_with('/')));
            // All ten, and none of the other environment's (altinn.md 1.1, 1.2).
            let of_test = |host: &Origin| ["test.", "tt02.", ".ppe."].iter().any(|mark| host.as_str().contains(mark));
            let marked: Vec<bool> = hosts.services().map(of_test).collect();
            assert_eq!(marked, [is_test; 10], "{hosts:?}");
        }
    }

    #[test]
    fn hosts_have_names() -> Result<(), EnvironmentError> {
        let hosts = Hosts::named(Kind::Practice, [("portal", "http://127.0.0.1:1/"), ("idporten", "http://127.0.0.1:2")])?;
        assert_eq!(hosts.portal.as_ref().map(Origin::as_str), Some("http://127.0.0.1:1/"));
        assert!(hosts.idporten.is_some() && hosts.maskinporten.is_none());
        assert!(Hosts::named(Kind::Practice, [("town_hall", "http://127.0.0.1:1/")]).is_err());
        assert!(Hosts::named(Kind::Test, [("portal", "http://127.0.0.1:1/")]).is_err());
        Ok(())
    }

    #[test]
    fn http_is_for_loopback_in_practice_and_custom_alone() {
        fn check(text: &str, kind: Kind, accepted: bool) {
            assert_eq!(Origin::parse("portal", text, kind).is_ok(), accepted, "{text} {kind:?}");
        }
        check("http://127.0.0.1:4001/", Kind::Practice, true);
        check("http://[::1]:4001", Kind::Custom, true);
        check("http://127.0.0.1:4001/", Kind::Test, false);
        check("http://192.168.1.1/", Kind::Custom, false);
        check("http://127.0.0.1.example.org/", Kind::Custom, false);
        check("https://user:word@example.org/", Kind::Custom, false);
        check("ftp://127.0.0.1/", Kind::Custom, false);
        check("", Kind::Custom, false);
        // idporten.md 1, maskinporten.md 1: refused as what they are.
        let (difi, idporten) = (["oidc", "oidc-ver1", "oidc-ver2"].map(|name| format!("{name}.difi.no")), "oidc.idporten.no".to_owned());
        let others = [idporten, "oidc-yt2.difi.eon.no".to_owned(), "ver2.maskinporten.no".to_owned()];
        for retired in difi.iter().chain(&others) {
            let refused = Origin::parse("idporten", &format!("https://{retired}/idporten-oidc-provider/"), Kind::Custom);
            assert!(matches!(refused, Err(EnvironmentError::Retired { ref host }) if host == retired), "{refused:?}");
        }
    }

    #[test]
    fn an_origin_stands_in_for_a_host_and_keeps_path_and_query() -> Result<(), Box<dyn std::error::Error>> {
        let origin = Origin::parse("certificate_status", "http://127.0.0.1:4009/ignored", Kind::Custom)?;
        let address = Url::parse("http://crl.example.no:8080/G3/list.crl?part=1")?;
        assert_eq!(origin.in_place_of(&address).as_str(), "http://127.0.0.1:4009/G3/list.crl?part=1");
        Ok(())
    }
}
