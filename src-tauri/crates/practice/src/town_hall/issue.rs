//! Carries out an order: keys, certificates, files.

use time::{Duration, OffsetDateTime};

use super::authority::{Authority, Rank, Seat};
use super::issued::{IssuedCertificate, IssuedFile};
use super::leaf::{self, Leaf};
use super::leaf_key::LeafKey;
use super::order::{CertificateOrder, CertificateRole, Contents, Issuer, KeyKind, Profile, Tree, Validity};
use super::password::make_password;
use super::pkcs12;
use crate::jose::JoseError;
use crate::store::{Issued, Reason, Revocation};
use crate::world::World;
use crate::{Organisation, PracticeError};

/// How long ago an order for a revoked certificate was revoked.
const REVOKED_FOR: Duration = Duration::days(7);

/// A certificate with its key.
struct Signed {
    key: LeafKey,
    leaf: Leaf,
    role: CertificateRole,
}

/// Issues one file, with every role in it where that is ordered.
pub(crate) async fn issue(world: &World, order: &CertificateOrder) -> Result<IssuedFile, PracticeError> {
    let organisation = customer(world, order)?;
    let roles = if order.contents == Contents::AllRoles {
        // The one for Maskinporten last, so that who takes the first takes the wrong one.
        vec![CertificateRole::Signing, CertificateRole::Encryption, CertificateRole::Authentication]
    } else {
        vec![order.role]
    };
    let signed = sign_all(world, order, organisation, &roles).await?;
    write(world, order, organisation, signed.iter().collect(), (&make_password(order.flavour), &stem(order, organisation))).await
}

/// Issues what an issuer sends for one order (certificates.md 8.1): files of one password, named for their roles.
pub(crate) async fn issue_set(world: &World, order: &CertificateOrder) -> Result<Vec<IssuedFile>, PracticeError> {
    let contents = if order.contents == Contents::AllRoles { Contents::WholeChain } else { order.contents };
    let order = CertificateOrder { contents, ..order.clone() };
    let organisation = customer(world, &order)?;
    let names: &[(CertificateRole, &str)] = match order.issuer {
        Issuer::BuypassLike => &[(CertificateRole::Authentication, "auth-enc"), (CertificateRole::Signing, "sign")],
        Issuer::CommfidesLike => {
            &[(CertificateRole::Authentication, "auth"), (CertificateRole::Encryption, "enc"), (CertificateRole::Signing, "sign")]
        }
    };
    let roles: Vec<_> = names.iter().map(|(role, _)| *role).collect();
    let signed = sign_all(world, &order, organisation, &roles).await?;
    let password = make_password(order.flavour);
    let mut files = Vec::new();
    for (one, (role, name)) in signed.iter().zip(names) {
        let order = CertificateOrder { role: *role, ..order.clone() };
        let stem = format!("ovelse-{}-{}-{name}", plain_name(organisation), order.issuer.name());
        files.push(write(world, &order, organisation, vec![one], (&password, &stem)).await?);
    }
    Ok(files)
}

/// PEM of a key with its chain, as a handshake needs them. The key is the same for all: making one is slow.
#[cfg(test)]
pub(crate) async fn for_handshake(world: &World, order: &CertificateOrder) -> Result<String, PracticeError> {
    static KEY: tokio::sync::OnceCell<Vec<u8>> = tokio::sync::OnceCell::const_new();
    let make = async || Ok::<_, PracticeError>(LeafKey::make_all(std::slice::from_ref(order)).await?.remove(0).pkcs8);
    let pkcs8 = KEY.get_or_try_init(make).await?.clone();
    let pair = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&pkcs8.clone().into(), &rcgen::PKCS_RSA_SHA256)?;
    let (key, authority) = (LeafKey { pkcs8, pair }, authority(world, order).await?);
    let leaf = leaf::sign(order, customer(world, order)?, &key, authority, (&world.addresses.certificate_status, world.clock.date()))?;
    let pem = key.pair.serialize_pem();
    let signed = Signed { key, leaf, role: order.role };
    remember(world, order, &[&signed], "handshake").await?;
    let chain = certificates(world, order, &[&signed]).await?;
    let parts = chain.iter().map(|one| pem_of(&one.der));
    Ok(std::iter::once(pem).chain(parts).collect())
}

#[cfg(test)]
fn pem_of(der: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

/// Every certificate that was issued, newest first.
pub(crate) fn issued(world: &World) -> Vec<IssuedCertificate> {
    let moment = |seconds| OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let mut all: Vec<_> = world.store.read(|record| {
        let issued = record.issued.iter().map(|(serial, issued)| IssuedCertificate {
            serial: serial.clone(),
            organisation: issued.organisation.clone(),
            file_name: issued.file_name.clone(),
            issued_at: moment(issued.at),
            revoked_at: issued.revocation.map(|revocation| moment(revocation.at)),
        });
        issued.collect()
    });
    all.sort_by_key(|one| std::cmp::Reverse(one.issued_at));
    all
}

fn customer(world: &World, order: &CertificateOrder) -> Result<&'static Organisation, PracticeError> {
    let organisation = world.town.organisation(&order.organisation).filter(|organisation| organisation.can_act());
    organisation.ok_or_else(|| PracticeError::Organisation(order.organisation.clone()))
}

async fn authority<'a>(world: &'a World, order: &CertificateOrder) -> Result<&'a Authority, PracticeError> {
    let rank = if order.profile == Profile::Personal { Rank::Person } else { Rank::Issuing };
    world.authorities.authority(Seat { issuer: order.issuer, tree: order.tree, rank }).await
}

async fn sign_all(
    world: &World,
    order: &CertificateOrder,
    organisation: &Organisation,
    roles: &[CertificateRole],
) -> Result<Vec<Signed>, PracticeError> {
    let orders: Vec<_> = roles.iter().map(|role| CertificateOrder { role: *role, ..order.clone() }).collect();
    let (keys, authority) = tokio::try_join!(LeafKey::make_all(&orders), authority(world, order))?;
    let signed = orders.iter().zip(keys).map(|(order, key)| {
        let leaf = leaf::sign(order, organisation, &key, authority, (&world.addresses.certificate_status, world.clock.date()))?;
        Ok(Signed { key, leaf, role: order.role })
    });
    signed.collect()
}

async fn write(
    world: &World,
    order: &CertificateOrder,
    organisation: &Organisation,
    signed: Vec<&Signed>,
    (password, stem): (&str, &str),
) -> Result<IssuedFile, PracticeError> {
    let contents = pkcs12::Contents {
        keys: signed.iter().map(|one| one.key.pkcs8.clone()).collect(),
        certificates: certificates(world, order, &signed).await?,
        friendly_name: organisation.name,
    };
    let main = signed.iter().find(|one| one.role == order.role).ok_or_else(|| PracticeError::Certificate("no role".to_owned()))?;
    let (flavour, secret) = (order.flavour, password.to_owned());
    let writing = tokio::task::spawn_blocking(move || pkcs12::write(flavour, &contents, &secret));
    let bytes = writing.await.map_err(|_| JoseError::Ended)??;
    let path = world.store.keep_issued(stem, &bytes, &main.leaf.der)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    remember(world, order, &signed, &file_name).await?;
    Ok(IssuedFile {
        public_path: path.with_extension("cer"),
        path,
        file_name,
        password: password.to_owned(),
        organisation: organisation.number.to_owned(),
        organisation_name: organisation.name.to_owned(),
        flavour: order.flavour,
        issuer: order.issuer,
        role: order.role,
        profile: order.profile,
        tree: order.tree,
        contents: order.contents,
        serial: main.leaf.serial.clone(),
        not_before: main.leaf.not_before,
        not_after: main.leaf.not_after,
        revoked: order.validity == Validity::Revoked,
    })
}

/// In the order that they shall have in the file.
async fn certificates(world: &World, order: &CertificateOrder, signed: &[&Signed]) -> Result<Vec<pkcs12::Certificate>, PracticeError> {
    let leaves = signed.iter().enumerate().map(|(key, one)| pkcs12::Certificate { der: one.leaf.der.clone(), key: Some(key) });
    let mut certificates: Vec<_> = leaves.collect();
    let other = |der: &[u8]| pkcs12::Certificate { der: der.to_vec(), key: None };
    if order.contents != Contents::LeafAlone {
        certificates.push(other(&authority(world, order).await?.der));
        certificates.push(other(&world.authorities.root(order.issuer, order.tree).await?.der));
    }
    if order.contents == Contents::ReversedWithStrangers {
        let another = Issuer::ALL.iter().copied().find(|issuer| *issuer != order.issuer).unwrap_or(order.issuer);
        certificates.insert(1, other(&world.authorities.root(another, order.tree).await?.der));
        certificates.push(other(&world.authorities.authority(Seat::issuing(another, order.tree)).await?.der));
        certificates.reverse();
    }
    Ok(certificates)
}

async fn remember(world: &World, order: &CertificateOrder, signed: &[&Signed], file_name: &str) -> Result<(), PracticeError> {
    let (now, authority) = (world.clock.now(), authority(world, order).await?.seat.name());
    let revoked = Revocation { at: now - REVOKED_FOR.whole_seconds(), reason: Reason::Superseded };
    let issued = Issued {
        authority,
        organisation: order.organisation.clone(),
        file_name: file_name.to_owned(),
        at: now,
        revocation: (order.validity == Validity::Revoked).then_some(revoked),
    };
    world.store.change(|record| {
        record.issued.extend(signed.iter().map(|one| (one.leaf.serial.clone(), issued.clone())));
    })
}

/// `ovelse-blabaersvingen-bakeri-as-authentication-modern`, with what is unusual named at the end.
fn stem(order: &CertificateOrder, organisation: &Organisation) -> String {
    let mut stem = format!("ovelse-{}-{}-{}", plain_name(organisation), order.role.name(), order.flavour.name());
    let unusual = [
        (order.validity != Validity::Valid).then_some(order.validity.name()),
        (order.profile != Profile::Seid2).then_some(order.profile.name()),
        (order.tree != Tree::Practice).then_some(order.tree.name()),
        (order.key != KeyKind::Usual).then_some(order.key.name()),
        (order.contents != Contents::WholeChain).then_some(order.contents.name()),
    ];
    for name in unusual.into_iter().flatten() {
        stem = format!("{stem}-{name}");
    }
    stem
}

/// ASCII only, so that the name survives every file dialog, archive or e-mail program on its way.
fn plain_name(organisation: &Organisation) -> String {
    organisation.name.to_lowercase().replace(' ', "-").replace('æ', "ae").replace('ø', "o").replace('å', "a")
}
