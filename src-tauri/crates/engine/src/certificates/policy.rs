//! What certificate policies mean (certificates.md 2.6). A policy never tells test from production.

/// What a policy promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyLevel {
    /// Normalised: an ordinary enterprise certificate.
    Ncp,
    /// Qualified, for an organisation: an electronic seal.
    QcpL,
    /// Lightweight; not on Digdir's list.
    Lcp,
    /// A person's.
    Person,
    /// A web site's.
    Tls,
}

impl PolicyLevel {
    /// As ETSI writes it, or one word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ncp => "NCP",
            Self::QcpL => "QCP-l",
            Self::Lcp => "LCP",
            Self::Person => "person",
            Self::Tls => "TLS",
        }
    }
}

/// The issuers' own policies; `{}` is empty in production and 9 in test. Commfides' last numbers are versions.
const ISSUERS: [(&str, PolicyLevel); 18] = [
    ("2.16.578.1.26.1.3.2", PolicyLevel::Ncp),
    ("2.16.578.1.26.1.3.5", PolicyLevel::Ncp),
    ("2.16.578.1.26.1.0.3.2", PolicyLevel::Ncp),
    ("2.16.578.1.26.1.0.3.5", PolicyLevel::Ncp),
    ("2.16.578.1.26.1.3.3", PolicyLevel::Tls),
    ("2.16.578.1.26.1.3.1", PolicyLevel::Person),
    ("2.16.578.1.26.1.3.6", PolicyLevel::Person),
    ("2.16.578.1.26.1.0", PolicyLevel::Person),
    ("2.16.578.1.29.{}13.1", PolicyLevel::Ncp),
    ("2.16.578.1.29.3.1", PolicyLevel::Ncp),
    ("2.16.578.1.29.{}13.200", PolicyLevel::QcpL),
    ("2.16.578.1.29.{}13.210", PolicyLevel::QcpL),
    ("2.16.578.1.29.{}13.220", PolicyLevel::Ncp),
    ("2.16.578.1.29.{}13.300", PolicyLevel::Lcp),
    ("2.16.578.1.29.{}13.310", PolicyLevel::Lcp),
    ("2.16.578.1.29.{}13.320", PolicyLevel::Lcp),
    ("2.16.578.1.29.{}12", PolicyLevel::Person),
    // Digdir's own, for test certificates that are made by oneself.
    ("2.16.578.1.1.1.1.100", PolicyLevel::Ncp),
];

/// ETSI's policies (EN 319 411-1, -2), which stand beside the issuers' own.
const ETSI: [(&str, PolicyLevel); 7] = [
    ("0.4.0.2042.1.1", PolicyLevel::Ncp),
    ("0.4.0.2042.1.2", PolicyLevel::Ncp),
    ("0.4.0.2042.1.3", PolicyLevel::Lcp),
    ("0.4.0.194112.1.0", PolicyLevel::Person),
    ("0.4.0.194112.1.1", PolicyLevel::QcpL),
    ("0.4.0.194112.1.2", PolicyLevel::Person),
    ("0.4.0.194112.1.3", PolicyLevel::QcpL),
];

/// What a policy means, when it is known.
#[must_use]
pub fn policy_level(oid: &str) -> Option<PolicyLevel> {
    issuers_own(oid).or_else(|| ETSI.iter().find(|(known, _)| *known == oid).map(|(_, level)| *level))
}

/// Whether one of the policies is on Maskinporten's list (certificates.md 2.6, 11).
pub(super) fn is_listed(oids: &[String]) -> bool {
    oids.iter().any(|oid| matches!(issuers_own(oid), Some(PolicyLevel::Ncp | PolicyLevel::QcpL)))
}

fn issuers_own(oid: &str) -> Option<PolicyLevel> {
    let is = |known: &str| oid.strip_prefix(known).is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && known.contains(".29.")));
    // Test twins begin with a 9.
    let fits = |pattern: &str| is(&pattern.replace("{}", "")) || is(&pattern.replace("{}", "9"));
    ISSUERS.iter().find(|(pattern, _)| fits(pattern)).map(|(_, level)| *level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_and_their_test_twins() {
        fn check(oid: &str, level: Option<PolicyLevel>, listed: bool) {
            assert_eq!((policy_level(oid), is_listed(&[oid.to_owned()])), (level, listed), "{oid}");
        }
        check("2.16.578.1.26.1.3.2", Some(PolicyLevel::Ncp), true);
        check("2.16.578.1.26.1.3.5", Some(PolicyLevel::Ncp), true);
        check("2.16.578.1.26.1.0.3.2", Some(PolicyLevel::Ncp), true);
        check("2.16.578.1.26.1.0", Some(PolicyLevel::Person), false);
        check("2.16.578.1.26.1.3.3", Some(PolicyLevel::Tls), false);
        check("2.16.578.1.26.1.3.22", None, false);
        for tree in ["13", "913"] {
            check(&format!("2.16.578.1.29.{tree}.1.1.0"), Some(PolicyLevel::Ncp), true);
            check(&format!("2.16.578.1.29.{tree}.200.1.2"), Some(PolicyLevel::QcpL), true);
            check(&format!("2.16.578.1.29.{tree}.210.1.7"), Some(PolicyLevel::QcpL), true);
            check(&format!("2.16.578.1.29.{tree}.220.1.0"), Some(PolicyLevel::Ncp), true);
            check(&format!("2.16.578.1.29.{tree}.310.1.0"), Some(PolicyLevel::Lcp), false);
        }
        check("2.16.578.1.29.912.1.1.0", Some(PolicyLevel::Person), false);
        check("0.4.0.2042.1.1", Some(PolicyLevel::Ncp), false);
        check("0.4.0.194112.1.1", Some(PolicyLevel::QcpL), false);
        check("2.5.29.32.0", None, false);
    }
}
