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
