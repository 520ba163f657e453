//! The steps that fetch a token from Maskinporten: signed with the certificate, then with the key.

use std::time::Duration;

use inngang_engine::certificates::{ImportedCertificate, Severity, Usable};
use inngang_engine::keys::{CreatedKey, SigningAlgorithm};
use inngang_engine::maskinporten::{self, Credential, Order, Patience, Token};
use inngang_engine::names::{ClientId, Scope};
use inngang_engine::problem::Fact;

use super::credentials::{Clients, MACHINE_SCOPES};
use super::road::Road;
use super::step::{Facts, Halt, Proof, Step, needs};

/// Practice knows a new key at once, or at the third question when it was told to dawdle.
const PATIENCE: Duration = Duration::from_secs(12);

impl Road<'_> {
    pub(super) async fn token_by_certificate(&self, clients: Option<&Clients>, certificate: Option<&ImportedCertificate>) -> Proof<Token> {
        let certificate = needs(Step::Certificate, certificate)?;
        let unusable = certificate.findings.iter().find(|finding| finding.severity == Severity::Blocking);
        if let Some(finding) = unusable.filter(|_| certificate.usable != Usable::EnterpriseCertificate) {
            return Err(Halt::Skipped(finding.code, finding.facts.clone()));
        }
        let credential = Credential::Certificate {
            key: certificate.key.id.clone(),
            chain: certificate.chain.clone(),
            algorithm: SigningAlgorithm::Rs256,
        };
        let order = order(&self.registered(clients)?.certificate, credential);
        proof(maskinporten::obtain(&order, self.environment, &self.http, &self.ports).await?)
    }

    pub(super) async fn token_by_key(&self, clients: Option<&Clients>, key: Option<&CreatedKey>) -> Proof<Token> {
        let key = needs(Step::Key, key)?;
        let credential = Credential::RegisteredKey { key: key.id.clone(), kid: key.kid.clone(), algorithm: SigningAlgorithm::Rs256 };
        let order = order(&self.registered(clients)?.key, credential);
        let mut unknown = 0;
        let waiting = |attempt: maskinporten::Attempt| unknown = attempt.tries;
        let patience = Patience { new_key: PATIENCE, ..Patience::default() };
        let token = maskinporten::obtain_patiently(&order, self.environment, &self.http, &self.ports, patience, waiting).await?;
        let (token, mut facts) = proof(token)?;
        facts.insert("unknown_times", i64::from(unknown).into());
        Ok((token, facts))
    }

    /// The clients, which only practice has.
    pub(super) fn registered<'c>(&self, clients: Option<&'c Clients>) -> Result<&'c Clients, Halt> {
        if self.town.is_none() {
            return Err(Halt::skipped("rehearse.no_client"));
        }
        needs(Step::Portal, clients)
    }
}

fn order(client: &ClientId, credential: Credential) -> Order {
    Order::new(client.clone(), scopes(&MACHINE_SCOPES), credential)
}

/// Scopes that we wrote ourselves.
pub(super) fn scopes(names: &[&str]) -> Vec<Scope> {
    names.iter().filter_map(|name| name.parse().ok()).collect()
}

fn proof(token: Token) -> Proof<Token> {
    let mut facts = Facts::from([("scopes", Fact::from(token.facts.scopes.clone())), ("expires_at", token.expires_at.into())]);
    let optional = [("consumer", &token.facts.consumer), ("client_amr", &token.facts.client_amr)];
    facts.extend(optional.into_iter().filter_map(|(name, value)| Some((name, Fact::from(value.as_ref()?)))));
    facts.extend(token.clock_offset.map(|seconds| ("clock_offset", Fact::from(seconds))));
    Ok((token, facts))
}
