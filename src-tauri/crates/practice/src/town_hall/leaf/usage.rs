//! What the key may be used for: usages with policies of each profile (certificates.md 2.4–2.6).

use rcgen::{ExtendedKeyUsagePurpose, KeyUsagePurpose};

use crate::town_hall::order::{CertificateOrder, CertificateRole, Issuer, Profile};

const SMART_CARD_LOGON: [u64; 10] = [1, 3, 6, 1, 4, 1, 311, 20, 2, 2];
const ENCRYPTING_FILE_SYSTEM: [u64; 10] = [1, 3, 6, 1, 4, 1, 311, 10, 3, 4];

const NCP: &[u64] = &[0, 4, 0, 2042, 1, 1];
const QCP_LEGAL: &[u64] = &[0, 4, 0, 194_112, 1, 1];
const BUYPASS_SOFT_TOKEN: &[u64] = &[2, 16, 578, 1, 26, 1, 3, 2];
const BUYPASS_SEID1: &[u64] = &[2, 16, 578, 1, 26, 1, 0, 3, 2];
const BUYPASS_PERSON: &[u64] = &[2, 16, 578, 1, 26, 1, 0];
const COMMFIDES_SIGNING: &[u64] = &[2, 16, 578, 1, 29, 913, 200, 1, 2];
const COMMFIDES_AUTHENTICATION: &[u64] = &[2, 16, 578, 1, 29, 913, 210, 1, 2];
const COMMFIDES_ENCRYPTION: &[u64] = &[2, 16, 578, 1, 29, 913, 220, 1, 2];
const COMMFIDES_SEID1: &[u64] = &[2, 16, 578, 1, 29, 913, 1, 1, 0];
const COMMFIDES_PERSON: &[u64] = &[2, 16, 578, 1, 29, 912, 1, 1, 0];

/// rcgen writes the extension critical, as every one was that was examined.
pub(super) fn key_usages(order: &CertificateOrder) -> Vec<KeyUsagePurpose> {
    use KeyUsagePurpose::{ContentCommitment, DataEncipherment, DigitalSignature, KeyAgreement, KeyEncipherment};
    match (order.role, order.profile, order.issuer) {
        (CertificateRole::Encryption, ..) => vec![KeyEncipherment, DataEncipherment, KeyAgreement],
        (_, Profile::Psd2, _) => vec![DigitalSignature, ContentCommitment],
        (CertificateRole::Signing, ..) => vec![ContentCommitment],
        (CertificateRole::Authentication, _, Issuer::CommfidesLike) => vec![DigitalSignature],
        (CertificateRole::Authentication, Profile::Seid1 | Profile::Transition, _) => {
            vec![DigitalSignature, KeyEncipherment, DataEncipherment]
        }
        (CertificateRole::Authentication, ..) => vec![DigitalSignature, KeyEncipherment],
    }
}

pub(super) fn extended(order: &CertificateOrder) -> Vec<ExtendedKeyUsagePurpose> {
    use ExtendedKeyUsagePurpose::{ClientAuth, EmailProtection, Other, ServerAuth};
    let is_old = matches!(order.profile, Profile::Seid1 | Profile::Transition);
    match (order.issuer, order.role) {
        _ if order.profile == Profile::Psd2 => Vec::new(),
        (Issuer::BuypassLike, _) if is_old || order.profile == Profile::Personal => vec![ClientAuth, EmailProtection],
        (Issuer::BuypassLike, _) => Vec::new(),
        (Issuer::CommfidesLike, CertificateRole::Encryption) if is_old => {
            vec![ServerAuth, ClientAuth, EmailProtection, Other(ENCRYPTING_FILE_SYSTEM.to_vec())]
        }
        (Issuer::CommfidesLike, CertificateRole::Authentication) if !is_old => {
            vec![ClientAuth, EmailProtection, ServerAuth, Other(SMART_CARD_LOGON.to_vec())]
        }
        (Issuer::CommfidesLike, _) => vec![ClientAuth, EmailProtection, ServerAuth],
    }
}

/// Commfides' test series; Buypass has none for SEID 2.0. A payment seal's own policies are not known: it has the ordinary ones.
pub(super) fn policies(order: &CertificateOrder) -> Vec<&'static [u64]> {
    let series = match order.role {
        CertificateRole::Signing => COMMFIDES_SIGNING,
        CertificateRole::Authentication => COMMFIDES_AUTHENTICATION,
        CertificateRole::Encryption => COMMFIDES_ENCRYPTION,
    };
    match (order.profile, order.issuer) {
        (Profile::Seid2, Issuer::BuypassLike) => vec![BUYPASS_SOFT_TOKEN, NCP],
        (Profile::Psd2, Issuer::BuypassLike) => vec![BUYPASS_SOFT_TOKEN, QCP_LEGAL],
        (Profile::Seid2 | Profile::Psd2, Issuer::CommfidesLike) => vec![series, QCP_LEGAL],
        (Profile::Seid1 | Profile::Transition, Issuer::BuypassLike) => vec![BUYPASS_SEID1],
        (Profile::Seid1 | Profile::Transition, Issuer::CommfidesLike) => vec![COMMFIDES_SEID1],
        (Profile::Personal, Issuer::BuypassLike) => vec![BUYPASS_PERSON],
        (Profile::Personal, Issuer::CommfidesLike) => vec![COMMFIDES_PERSON],
    }
}
