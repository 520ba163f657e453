//! Authorities made when the tests run, and pinned in the place of the real ones, whose private keys only they have.
#![expect(clippy::disallowed_methods, reason = "a test runs openssl, and asks the clock")]

mod anchors;
mod answers;
mod cost;
mod doubts;
mod issuers;
mod leaves;

use std::fs;
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;
use time::{Duration, OffsetDateTime};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::authorities::{self, Authority};
use super::examine::{self, Against, Examination, ExaminedCertificate, fingerprint};
use super::{CertificateFile, Effort, hex, open};
use crate::secret::Secret;

type Failure = Box<dyn std::error::Error>;

const AUTHENTICATION: &str = "keyUsage=critical,digitalSignature,keyEncipherment";
const SIGNING: &str = "keyUsage=critical,nonRepudiation";
const ENCRYPTION: &str = "keyUsage=critical,keyEncipherment,dataEncipherment,keyAgreement";
const SEID2: &str = "/C=NO/O=BLÅBÆR AS/CN=Blåbær API/organizationIdentifier=NTRNO-123456785";

/// A folder where `openssl` works.
struct Forge(TempDir);

impl Forge {
    fn new() -> Result<Self, Failure> {
        let forge = Self(tempfile::tempdir()?);
        forge.run(&["genrsa", "-out", "leaf.key", "2048"])?;
        Ok(forge)
    }

    fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        let output = Command::new("openssl").args(arguments).current_dir(self.0.path()).env("LC_ALL", "C.UTF-8").output()?;
        if !output.status.success() {
            return Err(format!("openssl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(output.stdout)
    }

    /// A self-signed authority; with the same key as before, when it was made before.
    fn root(&self, name: &str, subject: &str) -> Result<(), Failure> {
        let (key, pem) = (format!("{name}.key"), format!("{name}.pem"));
        if !self.0.path().join(&key).exists() {
            self.run(&["genrsa", "-out", &key, "2048"])?;
        }
        self.run(&["req", "-x509", "-utf8", "-key", &key, "-out", &pem, "-days", "9000", "-subj", subject])?;
        Ok(())
    }

    fn issue(&self, name: &str, key: &str, issuer: &str, subject: &str, extensions: &str) -> Result<(), Failure> {
        let (request, pem, ext) = (format!("{name}.csr"), format!("{name}.pem"), format!("{name}.ext"));
        let (ca, ca_key) = (format!("{issuer}.pem"), format!("{issuer}.key"));
        fs::write(self.0.path().join(&ext), format!("{extensions}\nauthorityKeyIdentifier=keyid\n"))?;
        self.run(&["req", "-new", "-utf8", "-key", key, "-out", &request, "-subj", subject])?;
        let signing = ["x509", "-req", "-in", &request, "-CA", &ca, "-CAkey", &ca_key, "-days", "1096"];
        self.run(&[&signing[..], &["-extfile", &ext, "-out", &pem]].concat())?;
        Ok(())
    }

    /// What was issued before, signed anew and in another way.
    fn sign(&self, name: &str, issuer: &str, how: &[&str]) -> Result<(), Failure> {
        let [request, ext, pem] = ["csr", "ext", "pem"].map(|ending| format!("{name}.{ending}"));
        let (ca, key) = (format!("{issuer}.pem"), format!("{issuer}.key"));
        let signing = ["x509", "-req", "-in", &request, "-CA", &ca, "-CAkey", &key, "-days", "1096", "-extfile", &ext, "-out", &pem];
        self.run(&[&signing[..], how].concat())?;
        Ok(())
    }

    /// An authority below another.
    fn authority(&self, name: &str, issuer: &str, subject: &str) -> Result<(), Failure> {
        let key = format!("{name}.key");
        self.run(&["genrsa", "-out", &key, "2048"])?;
        let extensions = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash";
        self.issue(name, &key, issuer, subject, extensions)
    }

    fn leaf(&self, name: &str, issuer: &str, subject: &str, extensions: &str) -> Result<(), Failure> {
        self.issue(name, "leaf.key", issuer, subject, &format!("basicConstraints=CA:FALSE\n{extensions}"))
    }

    fn der(&self, name: &str) -> Result<Vec<u8>, Failure> {
        self.run(&["x509", "-in", &format!("{name}.pem"), "-outform", "DER"])
    }

    /// What the program knows of a real authority, with the key and the name of one made here.
    fn pinned(&self, name: &str, real: &str, issuer: &str) -> Result<Authority, Failure> {
        let known = authorities::all().iter().find(|authority| authority.name == real).ok_or("no such authority")?;
        let (der, above) = (self.der(name)?, self.der(issuer)?);
        let (_, certificate) = X509Certificate::from_der(&der)?;
        let key_id =
            aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA1_FOR_LEGACY_USE_ONLY, &certificate.public_key().subject_public_key.data);
        Ok(Authority {
            subject: certificate.subject().as_raw().to_vec(),
            spki: certificate.public_key().raw.to_vec(),
            subject_key_id: hex(key_id.as_ref()),
            sha256: fingerprint(&der),
            issuer_sha256: fingerprint(&above),
            ..known.clone()
        })
    }

    /// Files of one certificate or key each, by their names here.
    fn examined(&self, names: &[&str], against: Against<'_>, pinned: Vec<Authority>) -> Result<Examination, Failure> {
        let mut files = Vec::new();
        for name in names {
            let bytes = Arc::new(Secret::new(fs::read(self.0.path().join(name))?));
            let file = CertificateFile { name: (*name).to_owned(), bytes, password: None };
            files.push(Arc::new(open(&file, &Effort::default())));
        }
        // Authorities live as long as the program; a test's as well.
        let pinned: &'static [Authority] = Box::leak(pinned.into_boxed_slice());
        Ok(examine::examine_with(&files, against, pinned, now()))
    }
}

/// When everything made here is in date.
fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc() + Duration::hours(1)
}

/// The subject of a real authority as `openssl` takes it.
fn subject_of(real: &str) -> String {
    if real.contains("Buypass") && real.contains("G2") {
        format!("/C=NO/organizationIdentifier=NTRNO-983163327/O=Buypass AS/CN={real}")
    } else if real.contains("Buypass") {
        format!("/C=NO/O=Buypass AS-983163327/CN={real}")
    } else {
        format!("/C=NO/O=Commfides Norge AS/organizationIdentifier=NTRNO-988312495/CN={real}")
    }
}

fn only(examination: &Examination) -> Result<&ExaminedCertificate, Failure> {
    match examination.candidates()[..] {
        [only] => Ok(only),
        ref others => Err(format!("{} candidates", others.len()).into()),
    }
}

fn has(certificate: &ExaminedCertificate, code: &str) -> bool {
    certificate.findings.iter().any(|finding| finding.code == code)
}
