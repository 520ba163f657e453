//! The list of what an authority has revoked: RFC 5280 §5.

use rcgen::{CertificateRevocationListParams, KeyIdMethod, RevocationReason, RevokedCertParams, SerialNumber};
use time::{Duration, OffsetDateTime};

use super::register::revoked;
use super::{Period, signing_key};
use crate::PracticeError;
use crate::store::{Reason, Revocation};
use crate::town_hall::{Authority, Issuer, Rank};
use crate::world::World;

pub(super) async fn list(world: &World, authority: &Authority) -> Result<Vec<u8>, PracticeError> {
    let period = Period::from_now(world, lifetime(authority));
    let entries = revoked(world, authority.seat).into_iter().map(|(serial, revocation)| entry(&serial, revocation));
    let list = CertificateRevocationListParams {
        this_update: period.begin,
        next_update: period.end,
        crl_number: SerialNumber::from(u64::try_from(world.clock.now()).unwrap_or_default()),
        issuing_distribution_point: None,
        revoked_certs: entries.collect(),
        // The authority's, whoever signs.
        key_identifier_method: KeyIdMethod::PreSpecified(authority.key_identifier()?),
    };
    authority.sign_list(&list, &*signing_key(world, &authority.key).await?)
}

/// certificates.md 5.
const fn lifetime(authority: &Authority) -> Duration {
    match (authority.seat.rank, authority.seat.issuer) {
        (Rank::Root, _) => Duration::days(210),
        (_, Issuer::BuypassLike) => Duration::hours(25),
        (_, Issuer::CommfidesLike) => Duration::days(6),
    }
}

fn entry(serial: &str, revocation: Revocation) -> RevokedCertParams {
    let bytes: Vec<u8> = (0..serial.len()).step_by(2).filter_map(|at| u8::from_str_radix(serial.get(at..at + 2)?, 16).ok()).collect();
    RevokedCertParams {
        serial_number: SerialNumber::from_slice(&bytes),
        revocation_time: OffsetDateTime::from_unix_timestamp(revocation.at).unwrap_or(OffsetDateTime::UNIX_EPOCH),
        reason_code: Some(match revocation.reason {
            Reason::KeyCompromise => RevocationReason::KeyCompromise,
            Reason::Superseded => RevocationReason::Superseded,
        }),
        invalidity_date: None,
    }
}
