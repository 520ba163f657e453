//! Keys with their certificates for one run, made by OpenSSL in a folder that goes when the run does.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::program::{done, words};
use crate::Outcome;

/// Password of the files that Java and NSS take their keys from.
pub const SOURCE_PASSWORD: &str = "hemmelig1";

/// Names of the keys: `NAME.key` beside `NAME.pem`. The first three are RSA and the issuing authority's.
const LEAVES: &[(&str, &str)] = &[
    ("one", "rsa:2048"),
    ("two", "rsa:2048"),
    ("three", "rsa:2048"),
    ("ec", "ec -pkeyopt ec_paramgen_curve:P-256"),
    ("ed25519", "ed25519"),
    ("pss", "rsa-pss -pkeyopt rsa_keygen_bits:2048"),
];

/// A folder of keys and certificates.
pub struct Material(TempDir);

impl Material {
    /// Makes them: a root, an issuing authority, leaves, a stranger, and the bundles that the tools are given.
    pub fn make() -> Outcome<Self> {
        let made = Self(tempfile::tempdir()?);
        made.certificate("root", EC, "-addext basicConstraints=critical,CA:TRUE", "Prøverot", None)?;
        made.certificate("issuing", EC, "-addext basicConstraints=critical,CA:TRUE", "Prøveutsteder", Some("root"))?;
        made.certificate("stranger", EC, "", "Uvedkommende", None)?;
        for (name, key) in LEAVES {
            made.certificate(name, key, "-addext keyUsage=critical,digitalSignature", name, Some("issuing"))?;
        }
        made.certificate("a", EC, "-addext basicConstraints=critical,CA:TRUE", "Ring A", None)?;
        made.ring()?;
        for (bundle, parts) in [
            ("chain.pem", &["issuing.pem", "root.pem"][..]),
            ("one-chain.pem", &["one.pem", "issuing.pem", "root.pem"]),
            ("two-chain.pem", &["two.pem", "one.pem", "issuing.pem", "root.pem"]),
            ("two.keys", &["one.key", "two.key"]),
            ("reversed.pem", &["root.pem", "stranger.pem", "issuing.pem", "one.pem"]),
        ] {
            let parts = parts.iter().map(|part| fs::read(made.path(part))).collect::<Result<Vec<_>, _>>()?;
            fs::write(made.path(bundle), parts.concat())?;
        }
        for (name, certificates) in [("one", "one-chain.pem"), ("two", "two-chain.pem"), ("reversed", "reversed.pem")] {
            made.source(name, if name == "two" { "two" } else { "one" }, certificates)?;
        }
        made.nss()?;
        Ok(made)
    }

    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    fn certificate(&self, name: &str, key: &str, more: &str, subject: &str, issuer: Option<&str>) -> Outcome {
        let mut line = words("req -x509 -utf8 -days 900 -noenc -subj");
        line.extend([format!("/C=NO/O=PRØVEFORETAK AS/CN={subject}"), "-keyout".to_owned(), self.text(&format!("{name}.key"))]);
        line.extend(["-out".to_owned(), self.text(&format!("{name}.pem"))]);
        line.extend(words(&format!("-newkey {key} {more}")));
        if let Some(issuer) = issuer {
            line.extend(["-CA".to_owned(), self.text(&format!("{issuer}.pem"))]);
            line.extend(["-CAkey".to_owned(), self.text(&format!("{issuer}.key"))]);
        }
        done("openssl", &line, &[]).map(drop)
    }

    /// Two authorities that issued each other: `ring-a.pem`, `ring-b.pem`, and `ring.pem`, a leaf of theirs with `one.key`.
    fn ring(&self) -> Outcome {
        let authority = "-addext basicConstraints=critical,CA:TRUE";
        self.certificate("b", EC, authority, "Ring B", Some("a"))?;
        fs::copy(self.path("b.pem"), self.path("ring-b.pem"))?;
        for (out, key, subject, issuer, more) in
            [("ring-a", "a", "Ring A", "b", authority), ("ring", "one", "I ring", "a", "-addext keyUsage=critical,digitalSignature")]
        {
            let subject = format!("/C=NO/O=PRØVEFORETAK AS/CN={subject}");
            let mut line = words("req -x509 -utf8 -days 900 -subj");
            line.extend([subject, "-key".to_owned(), self.text(&format!("{key}.key"))]);
            line.extend(["-out".to_owned(), self.text(&format!("{out}.pem"))]);
            line.extend(["-CA".to_owned(), self.text(&format!("{issuer}.pem")), "-CAkey".to_owned(), self.text(&format!("{issuer}.key"))]);
            line.extend(words(more));
            done("openssl", &line, &[])?;
        }
        Ok(())
    }

    fn source(&self, name: &str, key: &str, certificates: &str) -> Outcome {
        let mut line = words(&format!("pkcs12 -export -name {key} -passout pass:{SOURCE_PASSWORD} -inkey"));
        line.extend([self.text(&format!("{key}.key")), "-in".to_owned(), self.text(certificates)]);
        line.extend(["-out".to_owned(), self.text(&format!("source-{name}.p12"))]);
        done("openssl", &line, &[]).map(drop)
    }

    fn nss(&self) -> Outcome {
        fs::create_dir(self.path("nss"))?;
        fs::write(self.path("source.password"), SOURCE_PASSWORD)?;
        let database = format!("sql:{}", self.text("nss"));
        done("certutil", &["-N", "-d", &database, "--empty-password"], &[])?;
        let (source, password) = (self.text("source-one.p12"), self.text("source.password"));
        done("pk12util", &["-i", &source, "-d", &database, "-w", &password, "-K", ""], &[]).map(drop)
    }
}

const EC: &str = "ec -pkeyopt ec_paramgen_curve:P-256";
