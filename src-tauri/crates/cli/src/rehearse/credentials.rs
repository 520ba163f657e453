//! The steps that make an organisation known: its certificate, its key, its clients in the portal.

use inngang_engine::certificates::{self, CertificateFile, Effort, ImportedCertificate, SIZE_LIMIT, Severity, Usable};
use inngang_engine::keys::{self, CreateKey, CreatedKey, KeyError, KeySize, SigningAlgorithm};
use inngang_engine::names::{ClientId, OrgNumber};
use inngang_engine::problem::{Fact, Problem};
use inngang_engine::secret::Secret;
use inngang_platform::files::read_chosen;
use inngang_practice::CertificateOrder;

use super::portal::{Kind, Portal};
use super::road::Road;
use super::step::{Facts, Halt, Proof, Step, needs};
use super::visitor::Visitor;
use crate::ground::NoPractice;

/// BLÅBÆRSVINGEN BAKERI AS in the practice town, which has a system of its own.
const BAKERY: &str = "315000106";

/// What a system asks of Maskinporten here.
pub(super) const MACHINE_SCOPES: [&str; 1] = ["altinn:instances.read"];
/// What a person is asked to allow, beside `openid` and `profile`.
pub(super) const PERSON_SCOPES: [&str; 2] = ["altinn:instances.read", "altinn:accessmanagement/authorizedparties"];

/// The clients that were registered.
pub(super) struct Clients {
    /// Without a key, for signing with the certificate (maskinporten.md 3.5).
    pub(super) certificate: ClientId,
    pub(super) key: ClientId,
    pub(super) login: ClientId,
}

impl Road<'_> {
    pub(super) async fn certificate(&self, password: Option<Secret<String>>) -> Proof<ImportedCertificate> {
        let (path, password) = match (&self.order.p12, self.town) {
            (Some(file), _) => (file.clone(), password),
            (None, Some(town)) => {
                let issued = town.issue(&CertificateOrder::ordinary(BAKERY)).await.map_err(|_| NoPractice)?;
                (issued.path, Some(Secret::new(issued.password)))
            }
            (None, None) => return Err(Halt::skipped("rehearse.no_file")),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = CertificateFile { name, bytes: read_chosen(&path, SIZE_LIMIT)?.into(), password };
        let imported = certificates::import_recommended(&file, &Effort::default(), self.environment, &self.ports)?;
        match imported.findings.first() {
            Some(heaviest) if imported.usable == Usable::Nothing => {
                let (code, turn, facts) = (heaviest.code, heaviest.turn, heaviest.facts.clone());
                Err(Halt::failed(Problem { code, turn, facts, actions: Vec::new(), said: None }))
            }
            _ => {
                let facts = facts_of(&imported);
                Ok((imported, facts))
            }
        }
    }

    /// The certificate's, when it is one that may act here; in practice there is always the bakery.
    pub(super) fn organisation(&self, certificate: Option<&ImportedCertificate>) -> Option<OrgNumber> {
        let theirs = certificate.and_then(|imported| imported.facts.organisation.clone());
        match self.town {
            None => theirs,
            Some(town) => {
                let can_act = |number: &OrgNumber| town.town().organisation(number.as_str()).is_some_and(|found| found.can_act());
                theirs.filter(can_act).or_else(|| BAKERY.parse().ok())
            }
        }
    }

    /// Makes a key; a certificate that cannot be used as such brings one, which is registered like any other.
    pub(super) async fn key(&self, organisation: Option<&OrgNumber>, certificate: Option<&ImportedCertificate>) -> Proof<CreatedKey> {
        let organisation = needs(Step::Certificate, organisation)?.clone();
        let key = match certificate.filter(|imported| imported.usable == Usable::RegisteredKey) {
            Some(imported) => {
                let created_at = self.ports.clock.now();
                let kid = keys::make_key_id(&organisation, created_at)?;
                CreatedKey { id: imported.key.id.clone(), kid, facts: imported.key.facts.clone(), created_at }
            }
            None => {
                let (order, ports) = (CreateKey { organisation, size: KeySize::Rsa3072 }, self.ports.clone());
                // Making a key takes its time, in which the town must go on answering.
                let made = tokio::task::spawn_blocking(move || keys::create(&order, &ports)).await;
                made.map_err(|_| KeyError::Cancelled)??
            }
        };
        let facts =
            [("kid", Fact::from(key.kid.as_str())), ("bits", key.facts.bits.into()), ("thumbprint", (&key.facts.thumbprint).into())];
        Ok((key, Facts::from(facts)))
    }

    pub(super) async fn register(&self, organisation: Option<&OrgNumber>, key: Option<&CreatedKey>) -> Proof<Clients> {
        if self.town.is_none() {
            return Err(Halt::skipped("rehearse.only_practice"));
        }
        let (organisation, key) = (needs(Step::Certificate, organisation)?, needs(Step::Key, key)?);
        let visitor = Visitor::new(self.environment, &self.ports)?;
        let portal = Portal::new(&visitor, self.environment.hosts.portal.as_ref(), organisation)?;
        let clients = Clients {
            certificate: portal.register(Kind::Maskinporten, &MACHINE_SCOPES).await?,
            key: portal.register(Kind::Maskinporten, &MACHINE_SCOPES).await?,
            login: portal.register(Kind::IdPorten, &PERSON_SCOPES).await?,
        };
        portal.add_key(&clients.key, &key.facts.jwk(&key.kid, SigningAlgorithm::Rs256).to_string()).await?;
        let names = [&clients.certificate, &clients.key, &clients.login].map(ClientId::to_string);
        Ok((clients, Facts::from([("clients", Fact::from(names.to_vec())), ("organisation", organisation.as_str().into())])))
    }
}

fn facts_of(imported: &ImportedCertificate) -> Facts {
    let certificate = &imported.facts;
    let findings = imported.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    let findings: Vec<String> = findings.map(|finding| finding.code.to_owned()).collect();
    let mut facts = Facts::from([
        ("subject", Fact::from(&certificate.subject_name)),
        ("issuer", (&certificate.issuer_name).into()),
        ("not_after", certificate.not_after.into()),
        ("findings", findings.into()),
    ]);
    facts.extend(certificate.organisation_digits.as_ref().map(|digits| ("organisation", Fact::from(digits))));
    facts
}
