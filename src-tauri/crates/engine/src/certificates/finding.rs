//! Findings: one thing each that is right or wrong, with its weight and whose move it is. Texts are the page's.

use std::collections::BTreeMap;

use crate::problem::{Code, Fact, Problem, Turn};

// The sections are those of the certificate dossier, which say why.
codes! { "certificate":
    /// 3, 4
    TRUSTED = "trusted", turn: You, facts: [issuer];
    /// 10.8
    IN_DATE = "in_date", turn: You, facts: [not_after];
    /// 2.4, 11
    AUTHENTICATION = "authentication", turn: You;
    /// 5
    NOT_REVOKED = "not_revoked", turn: You, facts: [source, until];
    /// 2.4, 11
    SIGNING_ONLY = "signing_only", turn: You;
    /// 2.4, 15.3
    ENCRYPTION_ONLY = "encryption_only", turn: You;
    /// 2.4, 11
    NO_KEY_USAGE = "no_key_usage", turn: YourOrganisation;
    /// 11
    KEY_USAGE_NOT_CRITICAL = "key_usage_not_critical", turn: YourOrganisation;
    /// 2.5, 11
    OTHER_CRITICAL = "other_critical", turn: YourOrganisation, facts: [extensions];
    /// 10.8, 15.4
    EXPIRED = "expired", turn: YourOrganisation, facts: [not_after];
    /// 10.8
    EXPIRES_SOON = "expires_soon", turn: YourOrganisation, facts: [not_after, days];
    /// 15.5
    NOT_YET_VALID = "not_yet_valid", turn: You, facts: [not_before];
    /// 15.5: dates are held against the services' clock
    CLOCK_OFF = "clock_off", turn: You, facts: [seconds];
    /// 6.5, 15.14
    SELF_SIGNED = "self_signed", turn: YourOrganisation;
    /// 3, 15.14
    UNTRUSTED_ISSUER = "untrusted_issuer", turn: YourOrganisation, facts: [issuer];
    /// 3, 16 no 40: a known name, and another key
    FALSE_ISSUER = "false_issuer", turn: YourOrganisation, facts: [issuer];
    /// 6.2, 16 no 37
    ISSUER_MISSING = "issuer_missing", turn: You, facts: [issuer];
    /// 0.2, 4
    RETIRED_ISSUER = "retired_issuer", turn: YourOrganisation, facts: [issuer];
    /// 3, 15.12
    PERSONAL = "personal", turn: YourOrganisation;
    /// 15.13
    TLS_SERVER = "tls_server", turn: YourOrganisation, facts: [issuer];
    /// 6
    PROBABLY_OTHER_ENVIRONMENT = "probably_other_environment", turn: You, facts: [theirs];
    /// 2.3
    NO_ORGANISATION = "no_organisation", turn: YourOrganisation;
    /// 7
    CHECK_DIGIT = "check_digit", turn: YourOrganisation, facts: [digits];
    /// 2.3, 15.11
    SUB_UNIT = "sub_unit", turn: You, facts: [digits];
    /// 2.3
    PAYMENT_SERVICES = "payment_services", turn: You;
    /// 2.6, 15.22
    LCP_POLICY = "lcp_policy", turn: YourOrganisation;
    /// 2.6, 10.7
    UNLISTED_POLICY = "unlisted_policy", turn: YourOrganisation, facts: [policies];
    /// 2.7
    STATEMENTS_MALFORMED = "statements_malformed", turn: You;
    /// 2.3
    NUMBERS_DISAGREE = "numbers_disagree", turn: YourOrganisation, facts: [numbers];
    /// 10, weak algorithms
    WEAK_KEY = "weak_key", turn: YourOrganisation, facts: [bits];
    /// 10, weak algorithms
    SHA1_SIGNATURE = "sha1_signature", turn: YourOrganisation;
    /// 5, 15.20
    REVOKED = "revoked", turn: YourOrganisation, facts: [since, reason, source];
    /// 5
    REVOCATION_UNKNOWN = "revocation_unknown", turn: Network, facts: [why];
    /// 5: nowhere to ask
    REVOCATION_NO_ADDRESS = "revocation_no_address", turn: You, facts: [why];
    /// 5: out of date, or a clock is wrong
    REVOCATION_STALE = "revocation_stale", turn: You, facts: [why];
    /// 5: not the issuer's signature, or no answer at all
    REVOCATION_UNTRUSTED = "revocation_untrusted", turn: Service, facts: [why];
    /// 5: the issuer has never heard of it
    REVOCATION_NOT_KNOWN_TO_ISSUER = "revocation_not_known_to_issuer", turn: YourOrganisation, facts: [why];
    /// 5
    REVOCATION_NOT_CHECKED = "revocation_not_checked", turn: You;
    /// 12.1, 16 no 37
    LEAF_ALONE = "leaf_alone", turn: You;
    /// 10.3
    NO_MAC = "no_mac", turn: You;
    /// 8.3, 16 no 26
    KEY_MISMATCH = "key_mismatch", turn: You;
    /// 8.3
    KEY_DAMAGED = "key_damaged", turn: You;
    /// 8.3
    CERTIFICATE_UNREADABLE = "certificate_unreadable", turn: You;
    /// 8.4, 15.8
    PASSWORD_UNUSUAL = "password_unusual", turn: You;
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// May cause trouble.
    Warning,
    /// Cannot be used as an enterprise certificate in this environment.
    Blocking,
}

impl Severity {
    /// Lower-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Blocking => "blocking",
        }
    }
}

/// One thing that is right or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `certificate.what`; has texts like every problem.
    pub code: &'static str,
    /// Whose move it is.
    pub turn: Turn,
    /// Weight.
    pub severity: Severity,
    /// Values for the texts.
    pub facts: BTreeMap<&'static str, Fact>,
}

impl Finding {
    pub(super) const fn new(severity: Severity, code: &Code) -> Self {
        Self { code: code.name, turn: code.turn, severity, facts: BTreeMap::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<Fact>) -> Self {
        self.facts.insert(name, value.into());
        self
    }

    /// As the reason why something was refused.
    pub(crate) fn problem(&self) -> Problem {
        Problem { code: self.code, turn: self.turn, facts: self.facts.clone(), actions: Vec::new(), said: None }
    }
}
