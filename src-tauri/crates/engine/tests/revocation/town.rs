//! An authority, its impostors, its responders, its certificates, made with the `openssl` program when the tests run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use inngang_engine::certificates::revocation::Subject;
use tempfile::TempDir;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

const CONFIG: &str = "
[ca]
default_ca = town
[town]
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 30
default_crl_days = 7
policy = any
rand_serial = yes
unique_subject = no
[any]
commonName = supplied
[usual]
authorityKeyIdentifier = keyid
[own_part]
issuingDistributionPoint = critical, @own_point
[own_point]
fullname = URI:http://status.example.test/list.crl
onlyuser = TRUE
[other_part]
issuingDistributionPoint = critical, @other_point
[other_point]
fullname = URI:http://status.example.test/other.crl
[authorities_part]
issuingDistributionPoint = critical, @authorities_point
[authorities_point]
onlyCA = TRUE
[some_reasons]
issuingDistributionPoint = critical, @reasons_point
[reasons_point]
onlysomereasons = keyCompromise
[indirect]
issuingDistributionPoint = critical, @indirect_point
[indirect_point]
indirectCRL = TRUE
[delta]
2.5.29.27 = critical, DER:020101
[strange]
1.2.3.4 = critical, DER:0500
";

const USUAL: &str = "authorityInfoAccess = OCSP;URI:http://status.example.test/ocsp, caIssuers;URI:http://status.example.test/ca.cer
crlDistributionPoints = URI:http://status.example.test/list.crl
";
const NO_OCSP: &str = "crlDistributionPoints = URI:ldap://ldap.example.test/cn=CA?certificateRevocationList, URI:http://status.example.test/first.crl, URI:http://status.example.test/list.crl
";
const PRIVATE: &str = "authorityInfoAccess = OCSP;URI:http://192.168.1.1/ocsp, caIssuers;URI:http://10.0.0.1/ca.cer
crlDistributionPoints = URI:http://169.254.169.254/list.crl
";

/// The town's lists, by the part of the configuration that makes them.
pub(crate) const LISTS: [&str; 8] = ["usual", "own_part", "other_part", "authorities_part", "some_reasons", "indirect", "delta", "strange"];

/// Names the folder of a town that another copy of this program has made.
pub(crate) const INSIDE: &str = "INNGANG_REVOCATION_TOWN";

pub(crate) struct Town {
    folder: PathBuf,
    /// Removed with the town, by whoever made it.
    _kept: Option<TempDir>,
    issuer_name: Vec<u8>,
    issuer_spki: Vec<u8>,
}

impl Town {
    /// One town a test program: keys take a while.
    pub(crate) fn shared() -> Result<&'static Self, Failure> {
        static TOWN: OnceLock<Result<Town, String>> = OnceLock::new();
        let make = || match std::env::var_os(INSIDE) {
            Some(folder) => Self::at(folder.into(), None),
            None => Self::make(),
        };
        TOWN.get_or_init(|| make().map_err(|failure| failure.to_string())).as_ref().map_err(|failure| failure.clone().into())
    }

    fn make() -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        // The impostor has the authority's name and another key.
        for (name, subject) in [("ca", "/C=NO/O=Town/CN=CA"), ("impostor", "/C=NO/O=Town/CN=CA"), ("stranger", "/CN=Stranger")] {
            let (key, pem) = (format!("{name}.key"), format!("{name}.pem"));
            let make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", &key, "-out", &pem, "-days", "30", "-subj", subject];
            run(folder.path(), &make)?;
        }
        let town = Self::at(folder.path().to_owned(), Some(folder))?;
        fs::write(town.path("town.cnf"), CONFIG)?;
        fs::write(town.path("index.txt"), "")?;
        town.run(&["req", "-newkey", "rsa:2048", "-nodes", "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=leaf"])?;
        for (name, extensions) in [
            ("good", USUAL),
            ("revoked", USUAL),
            ("held", USUAL),
            ("back", USUAL),
            ("listed", NO_OCSP),
            ("silent", "basicConstraints = CA:FALSE\n"),
            ("private", PRIVATE),
            ("responder", "extendedKeyUsage = OCSPSigning\n"),
            ("powerless", "extendedKeyUsage = clientAuth\n"),
            ("mute", "extendedKeyUsage = OCSPSigning\nkeyUsage = critical, keyEncipherment\n"),
        ] {
            town.issue(name, extensions, &[])?;
        }
        town.issue("retired", "extendedKeyUsage = OCSPSigning\n", &["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"])?;
        let foreign = ["-cert", "impostor.pem", "-keyfile", "impostor.key"];
        town.issue("foreign", "extendedKeyUsage = OCSPSigning\n", &foreign)?;
        town.sign("unknown", USUAL)?;

        for (name, reason) in [("revoked", "keyCompromise"), ("held", "certificateHold"), ("back", "removeFromCRL")] {
            town.run(&["ca", "-config", "town.cnf", "-revoke", &format!("{name}.pem"), "-crl_reason", reason])?;
        }
        for list in LISTS {
            town.list(list, list, &[])?;
        }
        town.list("impostor", "usual", &foreign)?;
        town.list("stranger", "usual", &["-cert", "stranger.pem", "-keyfile", "stranger.key"])?;

        Ok(town)
    }

    fn at(folder: PathBuf, kept: Option<TempDir>) -> Result<Self, Failure> {
        let ca = run(&folder, &["x509", "-in", "ca.pem", "-outform", "DER"])?;
        let (_, ca) = X509Certificate::from_der(&ca)?;
        let (issuer_name, issuer_spki) = (ca.subject().as_raw().to_vec(), ca.public_key().raw.to_vec());
        Ok(Self { folder, _kept: kept, issuer_name, issuer_spki })
    }

    /// Signs `name.pem` with these extensions, past the authority's books.
    pub(crate) fn sign(&self, name: &str, extensions: &str) -> Result<(), Failure> {
        let (file, pem) = (format!("{name}.ext"), format!("{name}.pem"));
        fs::write(self.path(&file), extensions)?;
        self.run(&["x509", "-req", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-extfile", &file, "-out", &pem]).map(drop)
    }

    /// Issues `name.pem` with these extensions, and writes it in the authority's books.
    fn issue(&self, name: &str, extensions: &str, options: &[&str]) -> Result<(), Failure> {
        let (file, pem, subject) = (format!("{name}.ext"), format!("{name}.pem"), format!("/CN={name}"));
        fs::write(self.path(&file), extensions)?;
        let usual =
            ["ca", "-batch", "-notext", "-config", "town.cnf", "-in", "leaf.csr", "-subj", &subject, "-extfile", &file, "-out", &pem];
        self.run(&[&usual, options].concat()).map(drop)
    }

    fn list(&self, name: &str, part: &str, options: &[&str]) -> Result<(), Failure> {
        let (pem, der) = (format!("{name}.crl.pem"), format!("{name}.crl"));
        self.run(&[&["ca", "-config", "town.cnf", "-gencrl", "-crlexts", part, "-out", &pem], options].concat())?;
        self.run(&["crl", "-in", &pem, "-outform", "DER", "-out", &der]).map(drop)
    }

    /// What `openssl ocsp` answers to `question`, signed by `signer`.
    pub(crate) fn answer(&self, question: &[u8], signer: &str, options: &[&str]) -> Result<Vec<u8>, Failure> {
        let (asked, answered) = (tempfile::NamedTempFile::new_in(&self.folder)?, tempfile::NamedTempFile::new_in(&self.folder)?);
        fs::write(asked.path(), question)?;
        let (asked, answer) = (asked.path().to_string_lossy().into_owned(), answered.path().to_string_lossy().into_owned());
        self.run(&[&["ocsp", "-reqin", &asked, "-respout", &answer], &self.responder(signer)[..], options].concat())?;
        Ok(fs::read(answered.path())?)
    }

    /// The same with the question put by `openssl ocsp` itself, about another certificate.
    pub(crate) fn answer_about(&self, name: &str, signer: &str) -> Result<Vec<u8>, Failure> {
        let (pem, asked) = (format!("{name}.pem"), format!("{name}.ocsp"));
        self.run(&["ocsp", "-issuer", "ca.pem", "-cert", &pem, "-no_nonce", "-reqout", &asked])?;
        self.answer(&self.read(&asked)?, signer, &["-ndays", "1"])
    }

    fn responder(&self, signer: &str) -> [&'static str; 8] {
        let [pem, key] = match signer {
            "ca" => ["ca.pem", "ca.key"],
            "impostor" => ["impostor.pem", "impostor.key"],
            "powerless" => ["powerless.pem", "leaf.key"],
            "mute" => ["mute.pem", "leaf.key"],
            "retired" => ["retired.pem", "leaf.key"],
            "foreign" => ["foreign.pem", "leaf.key"],
            _ => ["responder.pem", "leaf.key"],
        };
        ["-index", "index.txt", "-CA", "ca.pem", "-rsigner", pem, "-rkey", key]
    }

    /// `openssl ocsp` as a service of its own.
    pub(crate) fn service(&self, signer: &str) -> Command {
        let mut command = Command::new("openssl");
        command.args(["ocsp", "-port", "0", "-ndays", "1"]).args(self.responder(signer)).current_dir(&self.folder);
        command
    }

    /// When the authority's books say that a certificate was revoked: `YYMMDDHHMMSSZ`.
    pub(crate) fn revoked_since(&self, name: &str) -> Result<String, Failure> {
        let index = String::from_utf8(self.read("index.txt")?)?;
        let line = index.lines().find(|line| line.ends_with(&format!("/CN={name}"))).ok_or("not in the books")?;
        let since = line.split('\t').nth(2).and_then(|column| column.split(',').next()).ok_or("never revoked")?;
        Ok(since.to_owned())
    }

    /// A certificate, DER.
    pub(crate) fn der(&self, name: &str) -> Result<Vec<u8>, Failure> {
        self.run(&["x509", "-in", &format!("{name}.pem"), "-outform", "DER"])
    }

    pub(crate) fn subject<'a>(&'a self, certificate: &'a [u8]) -> Subject<'a> {
        Subject { certificate, issuer_name: &self.issuer_name, issuer_spki: &self.issuer_spki }
    }

    /// Runs `openssl` in the town's folder and gives what it printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        run(&self.folder, arguments)
    }

    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        Ok(fs::read(self.path(name))?)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = Command::new("openssl").args(arguments).current_dir(folder).output()?;
    if !output.status.success() {
        return Err(format!("openssl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(output.stdout)
}
