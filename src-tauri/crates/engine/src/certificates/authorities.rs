//! The Norwegian authorities that issue enterprise certificates: our own trust anchors, since no system store has them.

use std::sync::LazyLock;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Deserialize;

/// Who issued a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum IssuerFamily {
    /// Buypass AS.
    Buypass,
    /// Commfides Norge AS.
    Commfides,
    /// The town hall of the practice environment.
    #[serde(skip)]
    Practice,
    /// Somebody else, or the holder.
    #[serde(skip)]
    Other,
}

impl IssuerFamily {
    /// Name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Buypass => "Buypass",
            Self::Commfides => "Commfides",
            Self::Practice => "practice",
            Self::Other => "unknown",
        }
    }
}

/// What an authority of theirs may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Purpose {
    Enterprise,
    Person,
    Retired,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tree {
    Test,
    Production,
}

/// One authority: its name, its public key and what it may do.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Authority {
    pub(super) name: String,
    pub(super) issuer_family: IssuerFamily,
    pub(super) environment: Tree,
    #[serde(rename = "use")]
    pub(super) purpose: Purpose,
    pub(super) self_signed: bool,
    /// Of its certificate, hexadecimal.
    pub(super) sha256: String,
    /// Of the certificate of whoever issued it.
    pub(super) issuer_sha256: String,
    pub(super) subject_key_id: String,
    #[serde(deserialize_with = "base64_text")]
    pub(super) subject: Vec<u8>,
    #[serde(deserialize_with = "base64_text")]
    pub(super) spki: Vec<u8>,
}

fn base64_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    BASE64_STANDARD.decode(text).map_err(serde::de::Error::custom)
}

/// All of them. The test below proves that the embedded file is whole.
pub(super) fn all() -> &'static [Authority] {
    #[derive(Default, Deserialize)]
    struct File {
        authority: Vec<Authority>,
    }
    static ALL: LazyLock<Vec<Authority>> =
        LazyLock::new(|| toml::from_str::<File>(include_str!("authorities.toml")).unwrap_or_default().authority);
    &ALL
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::digest;

    use super::*;
    use crate::certificates::hex;

    /// certificates.md 16 no 45: the file's digests are those of section 4.
    #[test]
    fn every_anchor_is_embedded_whole() -> Result<(), toml::de::Error> {
        #[derive(Deserialize)]
        struct Hashes {
            authority: Vec<Hash>,
        }
        #[derive(Deserialize)]
        struct Hash {
            name: String,
            spki_sha256: String,
        }
        let hashes: Hashes = toml::from_str(include_str!("authorities.toml"))?;
        assert_eq!((all().len(), hashes.authority.len()), (31, 31));
        for (authority, expected) in all().iter().zip(&hashes.authority) {
            assert_eq!(hex(digest::digest(&digest::SHA256, &authority.spki).as_ref()), expected.spki_sha256, "{}", authority.name);
            assert_eq!(authority.name, expected.name);
        }
        Ok(())
    }

    #[test]
    fn the_accepted_issuing_authorities_are_the_dossiers() {
        let issuing = |tree| {
            let mut names: Vec<&str> = all()
                .iter()
                .filter(|authority| authority.environment == tree && authority.purpose == Purpose::Enterprise && !authority.self_signed)
                .map(|authority| authority.name.as_str())
                .collect();
            names.sort_unstable();
            names
        };
        assert_eq!(
            issuing(Tree::Production),
            [
                "Buypass Class 3 CA 3",
                "Buypass Class 3 CA G2 HT Business",
                "Buypass Class 3 CA G2 ST Business",
                "Commfides Legal Person - G3"
            ]
        );
        assert_eq!(
            issuing(Tree::Test),
            [
                "Buypass Class 3 Test4 CA 3",
                "Buypass Class 3 Test4 CA G2 HT Business",
                "Buypass Class 3 Test4 CA G2 ST Business",
                "Commfides Legal Person - G3 - TEST"
            ]
        );
    }
}
