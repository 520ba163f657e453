//! Carries out an order: key, certificate, file.

use std::sync::Arc;

use super::order::{CertificateOrder, IssuedFile};
use super::password::make_password;
use super::{leaf, pkcs12};
use crate::jose::{JoseError, SigningKey};
use crate::world::World;
use crate::{Organisation, PracticeError};

/// SEID 2.0 issuers use this size.
const BITS: usize = 3072;

/// Issues what was ordered and writes it in the folder.
pub(crate) async fn issue(world: &World, order: &CertificateOrder) -> Result<IssuedFile, PracticeError> {
    let organisation = world.town.organisation(&order.organisation).filter(|organisation| organisation.can_act());
    let organisation = organisation.ok_or_else(|| PracticeError::Organisation(order.organisation.clone()))?;
    let (key, authority) = tokio::try_join!(make_key(), world.authorities.issuing(order.issuer))?;
    let leaf = leaf::sign(order, organisation, &key, authority, world.clock.date())?;
    let chain = [leaf.der.clone(), authority.der.clone(), world.authorities.root(order.issuer).der.clone()];
    let password = make_password();
    let pkcs8 = key.to_pkcs8()?;
    let contents = pkcs12::Contents { key_pkcs8: &pkcs8, chain: &chain, friendly_name: organisation.name };
    let path = world.store.keep_issued(&stem(order, organisation), &pkcs12::write(order.flavour, &contents, &password)?)?;
    Ok(IssuedFile {
        file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        path,
        password,
        organisation: organisation.number.to_owned(),
        organisation_name: organisation.name.to_owned(),
        flavour: order.flavour,
        issuer: order.issuer,
        role: order.role,
        serial: leaf.serial,
        not_before: leaf.not_before,
        not_after: leaf.not_after,
    })
}

async fn make_key() -> Result<Arc<SigningKey>, PracticeError> {
    let making = tokio::task::spawn_blocking(|| SigningKey::generate(BITS));
    Ok(Arc::new(making.await.map_err(|_| JoseError::Ended)??))
}

/// `ovelse-blabaersvingen-bakeri-as-authentication-modern`, with what is unusual named at the end.
///
/// ASCII only, so that the name survives every file dialog, archive or e-mail program on its way.
fn stem(order: &CertificateOrder, organisation: &Organisation) -> String {
    let name = organisation.name.to_lowercase().replace(' ', "-").replace('æ', "ae").replace('ø', "o").replace('å', "a");
    let mut stem = format!("ovelse-{name}-{}-{}", order.role.name(), order.flavour.name());
    if order.validity != super::Validity::Valid {
        stem = format!("{stem}-{}", order.validity.name());
    }
    stem
}
