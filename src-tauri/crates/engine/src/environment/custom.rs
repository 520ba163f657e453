//! A custom environment from its TOML text. Reading files is the caller's.

use serde::Deserialize;

use super::{Environment, EnvironmentError, Hosts, Kind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    tls_ca: Option<String>,
    #[serde(default)]
    hosts: HostsTable,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct HostsTable {
    maskinporten: Option<String>,
    idporten: Option<String>,
    ansattporten: Option<String>,
    altinn_platform: Option<String>,
    altinn_access_ui: Option<String>,
    altinn_legacy: Option<String>,
    dialogporten: Option<String>,
    register: Option<String>,
    portal: Option<String>,
    self_service_api: Option<String>,
    certificate_status: Option<String>,
}

/// Reads the text of an environment file. `read` gives the bytes of a file named in it (`tls_ca`), relative to it.
///
/// # Errors
/// [`EnvironmentError`] with the line, the field or the file that is wrong.
pub fn from_toml(text: &str, read: impl FnOnce(&str) -> Option<Vec<u8>>) -> Result<Environment, EnvironmentError> {
    let file: File = toml::from_str(text).map_err(|error| EnvironmentError::Malformed {
        line: error.span().map_or(0, |span| 1 + i64::try_from(text[..span.start].matches('\n').count()).unwrap_or(0)),
    })?;
    let tls_ca = match file.tls_ca {
        None => None,
        Some(name) => {
            let bytes = read(&name).ok_or_else(|| EnvironmentError::Unreadable { file: name.clone() })?;
            let (_, pem) = x509_parser::pem::parse_x509_pem(&bytes).map_err(|_| EnvironmentError::BadCa { file: name })?;
            Some(pem.contents)
        }
    };
    let table = file.hosts;
    let addresses = [
        ("maskinporten", &table.maskinporten),
        ("idporten", &table.idporten),
        ("ansattporten", &table.ansattporten),
        ("altinn_platform", &table.altinn_platform),
        ("altinn_access_ui", &table.altinn_access_ui),
        ("altinn_legacy", &table.altinn_legacy),
        ("dialogporten", &table.dialogporten),
        ("register", &table.register),
        ("portal", &table.portal),
        ("self_service_api", &table.self_service_api),
        ("certificate_status", &table.certificate_status),
    ];
    let given = addresses.into_iter().filter_map(|(name, address)| Some((name, address.as_deref()?)));
    let hosts = Hosts::named(Kind::Custom, given)?;
    Ok(Environment { kind: Kind::Custom, name: file.name, hosts, tls_ca, certificate_roots: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_is_wrong_is_named() {
        let text = "name = \"Our own\"\n[hosts]\nmaskinporten = \"http://127.0.0.1:1/\"\nmasknporten = \"x\"\n";
        assert!(matches!(from_toml(text, |_| None), Err(EnvironmentError::Malformed { line: 4 })));
    }

    #[test]
    fn a_host_left_out_is_not_used() -> Result<(), EnvironmentError> {
        let environment = from_toml("name = \"x\"\n[hosts]\nmaskinporten = \"http://127.0.0.1:1/\"\n", |_| None)?;
        assert!(environment.hosts.maskinporten.is_some() && environment.hosts.idporten.is_none());
        Ok(())
    }
}
