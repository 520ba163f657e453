//! Digdir's self-service in practice: connecting, clients from first to last, keys merged while others write.

use std::sync::Arc;

use inngang_engine::keys::{self, CreateKey, CreatedKey, KeySize, SigningAlgorithm};
use inngang_engine::maskinporten::{Credential, Order, obtain};
use inngang_engine::names::ClientId;
use inngang_engine::ports::Ports;
use inngang_engine::problem::Explain as _;
use inngang_engine::selfservice::{
    Access, AccessState, ApplicationType, ClientChange, NewClient, Registration, RemoveKey, SelfService, SelfServiceError,
    TokenEndpointAuthMethod, WhenLast, add_key, change_client, clients, connect, create_client, deactivate_client, new_secret, read_client,
    read_keys, remove_key, renew_key, scopes,
};
use inngang_practice::{CertificateOrder, Fault};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, portal, town};

const SCOPE: &str = "altinn:instances.read";

/// A town where the bakery has an administration client.
pub(crate) struct Rig {
    pub(crate) town: Town,
    pub(crate) ports: Ports,
    access: Access,
}

impl Rig {
    pub(crate) async fn start() -> Outcome<Self> {
        let town = town::start().await?;
        let ports = town.ports(Arc::new(NoBrowserHere));
        let client = portal::create_administration(&town, BAKERY).await?;
        let key = make_key(&ports)?;
        portal::upload_key(&town, &client, &key.facts.jwk(&key.kid, SigningAlgorithm::Rs256).to_string()).await?;
        let credential = Credential::RegisteredKey { key: key.id, kid: key.kid, algorithm: SigningAlgorithm::Rs256 };
        Ok(Self { access: Access { client: client.parse()?, credential }, town, ports })
    }

    pub(crate) async fn connect(&self) -> Result<SelfService, SelfServiceError> {
        connect(self.access.clone(), &self.town.environment, &self.town.http, &self.ports).await
    }

    async fn make_client(&self, service: &SelfService) -> Outcome<ClientId> {
        let new = NewClient::for_maskinporten("Kasse", "Kassesystem", vec![SCOPE.parse()?]);
        Ok(create_client(&new, service).await?.client.id)
    }
}

pub(crate) fn make_key(ports: &Ports) -> Outcome<CreatedKey> {
    Ok(keys::create(&CreateKey { organisation: BAKERY.parse()?, size: KeySize::Rsa2048 }, ports)?)
}

fn registration(client: &ClientId, key: &CreatedKey) -> Registration {
    Registration { client: client.clone(), key: key.facts.clone(), kid: key.kid.clone(), algorithm: SigningAlgorithm::Rs256 }
}

fn code<T>(outcome: Result<T, SelfServiceError>) -> Option<&'static str> {
    outcome.err().map(|error| error.explain().code)
}

#[tokio::test]
async fn an_administration_client_connects_by_key_or_certificate() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    assert!(service.rights().create && service.rights().change && service.rights().missing.is_empty());
    assert_eq!(service.base().path(), "/api/v1");
    let file = rig.town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?;
    let imported = rig.town.import(&file, Some(&file.password), &rig.ports)??;
    let client = portal::create_administration(&rig.town, BAKERY).await?.parse()?;
    let access = Access {
        client,
        credential: Credential::Certificate { key: imported.key.id, chain: imported.chain, algorithm: SigningAlgorithm::Rs256 },
    };
    let service = connect(access, &rig.town.environment, &rig.town.http, &rig.ports).await?;
    assert!(clients(false, &service).await?.len() >= 2);
    Ok(())
}

#[tokio::test]
async fn a_client_lives_from_first_to_last() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let id = rig.make_client(&service).await?;
    let seen = read_client(&id, &service).await?;
    assert_eq!((seen.name.as_str(), seen.scopes.as_slice(), seen.active), ("Kasse", &[SCOPE.to_owned()][..], true));
    let change = ClientChange { name: Some("Ny kasse".to_owned()), ..ClientChange::default() };
    let changed = change_client(&seen, &change, &service).await?;
    assert_eq!((changed.name.as_str(), changed.description.as_str()), ("Ny kasse", "Kassesystem"));
    assert!(clients(false, &service).await?.iter().any(|client| client.id == id));
    deactivate_client(&id, &service).await?;
    assert!(clients(true, &service).await?.iter().any(|client| client.id == id && !client.active));
    assert_eq!(code(change_client(&read_client(&id, &service).await?, &change, &service).await), Some("selfservice.deactivated"));
    let others = portal::create_client(&rig.town, "310000000", "maskinporten", &[SCOPE], &[]).await?.parse()?;
    assert_eq!(code(read_client(&others, &service).await), Some("selfservice.other_organisation"));
    assert_eq!(code(read_client(&"nobody".parse()?, &service).await), Some("selfservice.client_not_found"));
    Ok(())
}

#[tokio::test]
async fn a_login_client_has_a_secret_when_it_proves_itself_by_one() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let native = vec!["http://127.0.0.1:0/callback".to_owned()];
    let mut new = NewClient::for_login("Innlogging", "På kontoret", vec!["altinn:instances.read".parse()?], native, None);
    let created = create_client(&new, &service).await?;
    assert!(created.secret.is_none() && created.client.scopes.contains(&"openid".to_owned()));
    new.application = ApplicationType::Web;
    new.method = TokenEndpointAuthMethod::ClientSecretPost;
    new.redirect_uris = vec!["https://bakeri.example.no/callback".to_owned()];
    let created = create_client(&new, &service).await?;
    let first = created.secret.ok_or("no secret")?;
    let second = new_secret(&created.client.id, &service).await?;
    // EXPOSE: the test compares two secrets of practice's.
    assert!(!first.expose().is_empty() && first.expose() != second.expose());
    new.application = ApplicationType::Native;
    assert_eq!(code(create_client(&new, &service).await), Some("selfservice.combination"));
    Ok(())
}

#[tokio::test]
async fn scopes_are_listed() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let usable = scopes(&service).await?;
    assert!(usable.iter().all(|access| access.state == AccessState::Approved) && usable.len() > 2, "{usable:?}");
    Ok(())
}

#[tokio::test]
async fn a_key_that_is_merged_gives_a_token() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let id = rig.make_client(&service).await?;
    let keys = [make_key(&rig.ports)?, make_key(&rig.ports)?];
    for key in &keys {
        add_key(&registration(&id, key), &service).await?;
    }
    for key in &keys {
        let credential = Credential::RegisteredKey { key: key.id.clone(), kid: key.kid.clone(), algorithm: SigningAlgorithm::Rs256 };
        let order = Order::new(id.clone(), vec![SCOPE.parse()?], credential);
        obtain(&order, &rig.town.environment, &rig.town.http, &rig.ports).await?;
    }
    assert!(renew_key(&id, &keys[0].kid, &service).await?.written);
    let removal = |when_last| RemoveKey { client: id.clone(), kid: keys[1].kid.as_str().to_owned(), must_stay: None, when_last };
    assert_eq!(remove_key(&removal(WhenLast::Keep), &service).await?.set.keys.len(), 1);
    let last = RemoveKey { kid: keys[0].kid.as_str().to_owned(), ..removal(WhenLast::Keep) };
    assert_eq!(code(remove_key(&last, &service).await), Some("selfservice.last_key"));
    remove_key(&RemoveKey { when_last: WhenLast::Remove, ..last }, &service).await?;
    assert_eq!(read_keys(&id, &service).await?.keys.len(), 0);
    Ok(())
}

#[tokio::test]
async fn while_another_writes_all_the_time_nothing_is_written() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let (id, ours, more) = (rig.make_client(&service).await?, make_key(&rig.ports)?, make_key(&rig.ports)?);
    add_key(&registration(&id, &ours), &service).await?;
    let faults = rig.town.practice.faults();
    for fault in [Fault::SecondWriter, Fault::KeyVanishes] {
        faults.set(fault, true);
        assert_eq!(code(add_key(&registration(&id, &more), &service).await), Some("selfservice.changed_meanwhile"), "{}", fault.name());
        faults.clear();
        let kids: Vec<String> = read_keys(&id, &service).await?.keys.into_iter().map(|key| key.kid).collect();
        assert!(kids.contains(&ours.kid.as_str().to_owned()) && !kids.contains(&more.kid.as_str().to_owned()), "{kids:?}");
        assert_eq!(kids.iter().filter(|kid| kid.starts_with("other-writer-")).count(), 1, "theirs stands as well: {kids:?}");
    }
    add_key(&registration(&id, &more), &service).await?;
    assert_eq!(read_keys(&id, &service).await?.keys.len(), 3);
    Ok(())
}

#[tokio::test]
async fn each_fault_of_the_api_has_its_words() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let id = rig.make_client(&service).await?;
    for (fault, expected) in [
        (Fault::TermsUnsigned, "selfservice.terms_not_accepted"),
        (Fault::Api500, "network.server_error"),
        (Fault::HtmlInsteadOfJson, "network.not_json"),
    ] {
        rig.town.practice.faults().set(fault, true);
        assert_eq!(code(read_client(&id, &service).await), Some(expected));
        rig.town.practice.faults().clear();
    }
    rig.town.practice.faults().set(Fault::ApiOtherPrefix, true);
    assert_eq!(code(read_client(&id, &service).await), None, "found where it is now");
    assert_eq!(service.base().path(), "/external/api/v1");
    assert_eq!(rig.connect().await?.base().path(), "/external/api/v1");
    rig.town.practice.faults().clear();
    rig.town.practice.faults().set(Fault::ScopeNotRegistered, true);
    assert_eq!(code(rig.connect().await), Some("selfservice.scope_missing"));
    Ok(())
}
