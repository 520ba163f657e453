//! Revocation lists, OCSP, the authorities' certificates; read by OpenSSL.

use std::error::Error;
use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use inngang_practice::{CertificateOrder, Fault, IssuedFile, Issuer, KeyKind, Options, Practice, Validity};
use x509_parser::extensions::{GeneralName, ParsedExtension};

use crate::orders::by_certificate;
use crate::rig::{BAKERY, Outcome, Rig, expect};
use crate::town_hall::{open, parse};

/// A leaf with its chain in PEM files, beside what was fetched for it.
struct Bench {
    folder: tempfile::TempDir,
    ocsp: String,
    crl: String,
    issuer: String,
}

impl Bench {
    fn of(issued: &IssuedFile) -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let certificates = open(issued)?.certificates;
        for (name, der) in ["leaf.pem", "issuing.pem", "root.pem"].iter().zip(&certificates) {
            let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(der));
            std::fs::write(folder.path().join(name), pem)?;
        }
        let leaf = certificates.first().ok_or("no leaf")?;
        let certificate = parse(leaf)?;
        let mut bench = Self { folder, ocsp: String::new(), crl: String::new(), issuer: String::new() };
        for extension in certificate.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::AuthorityInfoAccess(access) => {
                    for one in &access.accessdescs {
                        let GeneralName::URI(address) = one.access_location else { return Err("no address".into()) };
                        let is_ocsp = one.access_method.to_id_string() == "1.3.6.1.5.5.7.48.1";
                        *(if is_ocsp { &mut bench.ocsp } else { &mut bench.issuer }) = address.to_owned();
                    }
                }
                ParsedExtension::CRLDistributionPoints(points) => {
                    bench.crl = format!("{points:?}").split('"').nth(1).ok_or("no list")?.to_owned();
                }
                _ => {}
            }
        }
        Ok(bench)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Both streams, with the exit code's verdict.
    fn openssl(&self, arguments: &[&str]) -> Result<(bool, String), Box<dyn Error>> {
        let output = Command::new("openssl").args(arguments).current_dir(self.path()).output()?;
        let said = [output.stdout, output.stderr].map(|stream| String::from_utf8_lossy(&stream).into_owned()).concat();
        Ok((output.status.success(), said))
    }

    /// What OpenSSL makes of the list: whether the leaf verifies with it.
    async fn by_list(&self) -> Result<(bool, String), Box<dyn Error>> {
        let list = reqwest::get(&self.crl).await?.error_for_status()?.bytes().await?;
        std::fs::write(self.path().join("list.crl"), &list)?;
        let (read, said) = self.openssl(&["crl", "-inform", "DER", "-in", "list.crl", "-out", "list.pem"])?;
        assert!(read, "{said}");
        self.openssl(&["verify", "-crl_check", "-CRLfile", "list.pem", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "leaf.pem"])
    }

    /// What OpenSSL makes of OCSP. It fetches by itself, so it is told the address of this run.
    async fn by_ocsp(&self, more: &[&str]) -> Result<(bool, String), Box<dyn Error>> {
        // OpenSSL leaves the port out of `Host` unless it is told.
        let host = format!("Host={}", url::Url::parse(&self.ocsp)?.authority());
        let rest = ["-issuer", "issuing.pem", "-cert", "leaf.pem", "-CAfile", "root.pem", "-url", &self.ocsp, "-header", &host];
        let arguments: Vec<String> = ["ocsp"].iter().chain(more).chain(&rest).map(|argument| (*argument).to_owned()).collect();
        let folder = self.path().to_owned();
        // It blocks, and practice answers from this very thread.
        let run = tokio::task::spawn_blocking(move || Command::new("openssl").args(arguments).current_dir(folder).output());
        let output = run.await??;
        let said = [output.stdout, output.stderr].map(|stream| String::from_utf8_lossy(&stream).into_owned()).concat();
        Ok((output.status.success(), said))
    }
}

fn order(issuer: Issuer, validity: Validity) -> CertificateOrder {
    CertificateOrder { issuer, validity, key: KeyKind::Rsa2048, ..CertificateOrder::ordinary(BAKERY) }
}

#[tokio::test]
async fn lists_and_ocsp_say_good_until_it_is_revoked() -> Outcome {
    let rig = Rig::start().await?;
    for issuer in Issuer::ALL {
        let issued = rig.practice.issue(&order(*issuer, Validity::Valid)).await?;
        let bench = Bench::of(&issued)?;
        assert!(bench.by_list().await?.0);
        let (told, said) = bench.by_ocsp(&[]).await?;
        assert!(told && said.contains("Response verify OK") && said.contains("leaf.pem: good"), "{said}");
        rig.practice.revoke(&issued.serial)?;
        let (_, said) = bench.by_list().await?;
        assert!(said.contains("certificate revoked"), "{said}");
        let (_, said) = bench.by_ocsp(&[]).await?;
        assert!(said.contains("Response verify OK") && said.contains("leaf.pem: revoked") && said.contains("keyCompromise"), "{said}");
    }
    Ok(())
}

#[tokio::test]
async fn a_certificate_is_revoked_for_good_and_with_a_reason() -> Outcome {
    let Rig { practice, folder, .. } = Rig::start().await?;
    let issued = practice.issue(&order(Issuer::CommfidesLike, Validity::Revoked)).await?;
    assert!(issued.revoked);
    drop(practice);
    let practice = Practice::start(Options::new(folder.path())).await?;
    let mut bench = Bench::of(&issued)?;
    // The ports are others than those in the certificate; the path is the same.
    let path = url::Url::parse(&bench.crl)?.path().to_owned();
    bench.crl = format!("{}{path}", practice.addresses().certificate_status);
    assert!(bench.by_list().await?.1.contains("certificate revoked"));
    let (_, text) = bench.openssl(&["crl", "-in", "list.pem", "-noout", "-text"])?;
    assert!(text.contains(&issued.serial) && text.contains("Superseded") && text.contains("X509v3 CRL Number"), "{text}");
    assert!(text.contains("X509v3 Authority Key Identifier") && text.contains("sha512WithRSAEncryption"), "{text}");
    Ok(())
}

#[tokio::test]
async fn lists_hold_as_long_as_the_issuers() -> Outcome {
    let rig = Rig::start().await?;
    let status = &rig.practice.addresses().certificate_status;
    for (name, hours) in [("buypass-issuing", 25), ("commfides-issuing", 144), ("buypass-root", 5040)] {
        let bytes = reqwest::get(format!("{status}/crl/{name}.crl")).await?.error_for_status()?.bytes().await?;
        let (_, list) = x509_parser::parse_x509_crl(&bytes).map_err(|error| error.to_string())?;
        let end = list.next_update().ok_or("no end")?;
        assert_eq!((end.to_datetime() - list.last_update().to_datetime()).whole_hours(), hours, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn the_issuing_certificate_is_where_the_leaf_says() -> Outcome {
    let rig = Rig::start().await?;
    let issued = rig.practice.issue(&order(Issuer::BuypassLike, Validity::Valid)).await?;
    let bench = Bench::of(&issued)?;
    let issuing = reqwest::get(&bench.issuer).await?.error_for_status()?.bytes().await?;
    assert_eq!(open(&issued)?.certificates[1], issuing);
    let status = &rig.practice.addresses().certificate_status;
    for missing in ["crt/nobody.cer", "crl/nobody.crl", "crl/buypass-issuing", "crt/../keys"] {
        assert_eq!(reqwest::get(format!("{status}/{missing}")).await?.status(), 404, "{missing}");
    }
    Ok(())
}

#[tokio::test]
async fn ocsp_answers_by_get_repeats_the_nonce_and_knows_its_own_alone() -> Outcome {
    let rig = Rig::start().await?;
    let buypass = Bench::of(&rig.practice.issue(&order(Issuer::BuypassLike, Validity::Valid)).await?)?;
    let (_, said) = buypass.by_ocsp(&["-nonce", "-sha256", "-respout", "by-post.der"]).await?;
    assert!(said.contains("leaf.pem: good") && !said.contains("nonce"), "OpenSSL warns when the nonce is not there: {said}");
    let arguments = ["ocsp", "-issuer", "issuing.pem", "-cert", "leaf.pem", "-no_nonce", "-reqout", "request.der"];
    assert!(buypass.openssl(&arguments)?.0);
    let request = STANDARD.encode(std::fs::read(buypass.path().join("request.der"))?).replace('/', "%2F").replace('+', "%2B");
    let answer = reqwest::get(format!("{}/{request}", buypass.ocsp)).await?.error_for_status()?;
    assert_eq!(answer.headers().get("content-type").ok_or("no type")?, "application/ocsp-response");
    std::fs::write(buypass.path().join("answer.der"), answer.bytes().await?)?;
    let arguments = ["ocsp", "-respin", "answer.der", "-issuer", "issuing.pem", "-cert", "leaf.pem", "-CAfile", "root.pem"];
    let (_, said) = buypass.openssl(&arguments)?;
    assert!(said.contains("Response verify OK") && said.contains("leaf.pem: good"), "{said}");
    // Another authority's responder does not know it.
    let other = buypass.ocsp.replace("buypass", "commfides");
    let bench = Bench { ocsp: other, ..buypass };
    let (_, said) = bench.by_ocsp(&["-noverify"]).await?;
    assert!(said.contains("leaf.pem: unknown"), "{said}");
    // Rubbish is a malformed request: OCSPResponseStatus 1.
    let answer = rig.http.post(&bench.ocsp).body("rubbish").send().await?.bytes().await?;
    assert_eq!(answer[..], [0x30, 3, 0x0a, 1, 1]);
    Ok(())
}

#[tokio::test]
async fn each_fault_of_status_can_be_switched_on() -> Outcome {
    let rig = Rig::start().await?;
    let faults = rig.practice.faults();
    for issuer in Issuer::ALL {
        let issued = rig.practice.issue(&order(*issuer, Validity::Valid)).await?;
        let bench = Bench::of(&issued)?;
        faults.set(Fault::StatusDown, true);
        assert_eq!(reqwest::get(&bench.crl).await?.status(), 503);
        faults.clear();
        faults.set(Fault::OcspDown, true);
        assert!(bench.by_list().await?.0 && bench.by_ocsp(&[]).await?.1.contains("503"));
        faults.clear();
        faults.set(Fault::StaleStatus, true);
        let (_, said) = bench.by_list().await?;
        assert!(said.contains("CRL has expired"), "{said}");
        let (_, said) = bench.by_ocsp(&[]).await?;
        assert!(said.contains("status expired"), "{said}");
        faults.clear();
        faults.set(Fault::ForgedStatus, true);
        let (_, said) = bench.by_list().await?;
        assert!(said.contains("CRL signature failure"), "{said}");
        let (_, said) = bench.by_ocsp(&[]).await?;
        assert!(said.contains("Response Verify Failure"), "{said}");
        faults.clear();
        faults.set(Fault::OcspUnknown, true);
        let (_, said) = bench.by_ocsp(&[]).await?;
        assert!(said.contains("leaf.pem: unknown") && bench.by_list().await?.0, "{said}");
        faults.clear();
        assert_eq!(by_certificate(&rig, &issued).await?.status, 200);
        faults.set(Fault::CertificateRevokedNow, true);
        assert!(bench.by_list().await?.1.contains("certificate revoked"));
        assert!(bench.by_ocsp(&[]).await?.1.contains("leaf.pem: revoked"));
        expect(&by_certificate(&rig, &issued).await?, "MP-120")?;
        faults.clear();
        assert!(bench.by_list().await?.0);
        rig.practice.revoke(&issued.serial)?;
        expect(&by_certificate(&rig, &issued).await?, "MP-120")?;
    }
    Ok(())
}

#[tokio::test]
async fn silence_lasts_until_the_client_gives_up() -> Outcome {
    let rig = Rig::start().await?;
    rig.practice.faults().set(Fault::StatusSilent, true);
    let list = format!("{}/crl/buypass-issuing.crl", rig.practice.addresses().certificate_status);
    let waited = rig.http.get(list).timeout(std::time::Duration::from_millis(400)).send().await;
    assert!(waited.is_err_and(|error| error.is_timeout()));
    Ok(())
}
