//! What the authorities know of the certificates that they issued.

use crate::store::{Issued, Reason, Revocation};
use crate::town_hall::Seat;
use crate::world::World;
use crate::{Fault, PracticeError};

/// The three answers of RFC 6960 §2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Good,
    Revoked(Revocation),
    /// The authority did not issue it.
    Unknown,
}

/// `serial` in upper-case hexadecimal.
pub(crate) fn status(world: &World, authority: Seat, serial: &str) -> Status {
    let issued = world.store.read(|record| record.issued.get(serial).filter(|issued| issued.authority == authority.name()).cloned());
    match issued {
        None => Status::Unknown,
        Some(issued) => revocation(world, &issued).map_or(Status::Good, Status::Revoked),
    }
}

/// Every revoked certificate of the authority's, by serial number.
pub(super) fn revoked(world: &World, authority: Seat) -> Vec<(String, Revocation)> {
    let name = authority.name();
    let issued: Vec<_> = world.store.read(|record| {
        let own = record.issued.iter().filter(|(_, issued)| issued.authority == name);
        own.map(|(serial, issued)| (serial.clone(), issued.clone())).collect()
    });
    issued.into_iter().filter_map(|(serial, issued)| Some((serial, revocation(world, &issued)?))).collect()
}

/// From now on the certificate is revoked. One that was revoked before stays as it is.
pub(crate) fn revoke(world: &World, serial: &str) -> Result<(), PracticeError> {
    world.store.try_change(|record| {
        let issued = record.issued.get_mut(serial).ok_or_else(|| PracticeError::Serial(serial.to_owned()))?;
        issued.revocation.get_or_insert_with(|| Revocation { at: world.clock.now(), reason: Reason::KeyCompromise });
        Ok(())
    })
}

fn revocation(world: &World, issued: &Issued) -> Option<Revocation> {
    let now = || Revocation { at: issued.at, reason: Reason::KeyCompromise };
    issued.revocation.or_else(|| world.faults.is_on(Fault::CertificateRevokedNow).then(now))
}
