//! Statements of qualified certificates (certificates.md 2.7, ETSI EN 319 412-5, ETSI TS 119 495).

use rcgen::CustomExtension;

use crate::der;
use crate::town_hall::order::{CertificateOrder, CertificateRole, Issuer, Profile};

const QC_STATEMENTS: [u64; 9] = [1, 3, 6, 1, 5, 5, 7, 1, 3];
const SYNTAX_V2: [u64; 9] = [1, 3, 6, 1, 5, 5, 7, 11, 2];
const LEGAL_PERSON: [u64; 6] = [0, 4, 0, 194_121, 1, 2];
const COMPLIANCE: [u64; 6] = [0, 4, 0, 1862, 1, 1];
const LIMIT_VALUE: [u64; 6] = [0, 4, 0, 1862, 1, 2];
const DISCLOSURE: [u64; 6] = [0, 4, 0, 1862, 1, 5];
const TYPE: [u64; 6] = [0, 4, 0, 1862, 1, 6];
const E_SEAL: [u64; 7] = [0, 4, 0, 1862, 1, 6, 2];
const PAYMENT_SERVICES: [u64; 5] = [0, 4, 0, 19_495, 2];
const ACCOUNT_INFORMATION: [u64; 6] = [0, 4, 0, 19_495, 1, 3];

pub(super) fn of(order: &CertificateOrder) -> Option<CustomExtension> {
    let statements = match (order.profile, order.issuer, order.role) {
        (Profile::Seid2, Issuer::BuypassLike, _) => vec![syntax_v2()],
        (Profile::Seid2, Issuer::CommfidesLike, CertificateRole::Authentication) => {
            vec![syntax_v2(), compliance(), limit("NOK"), disclosure(), seal()]
        }
        // Real ones have this empty currency, against the syntax (ISO 4217 has three letters).
        (Profile::Seid2, Issuer::CommfidesLike, CertificateRole::Signing) => {
            vec![syntax_v2(), compliance(), limit(""), disclosure(), seal()]
        }
        (Profile::Psd2, ..) => vec![compliance(), disclosure(), seal(), payment_services()],
        _ => return None,
    };
    Some(CustomExtension::from_oid_content(&QC_STATEMENTS, der::sequence(&statements)))
}

fn syntax_v2() -> Vec<u8> {
    der::sequence(&[der::oid(&SYNTAX_V2), der::sequence(&[der::oid(&LEGAL_PERSON)])])
}

fn compliance() -> Vec<u8> {
    der::sequence(&[der::oid(&COMPLIANCE)])
}

/// One times ten to the fourth.
fn limit(currency: &str) -> Vec<u8> {
    let amount = der::sequence(&[der::printable_string(currency), der::integer(1), der::integer(4)]);
    der::sequence(&[der::oid(&LIMIT_VALUE), amount])
}

fn disclosure() -> Vec<u8> {
    let place = der::sequence(&[der::ia5_string("https://portvik.example/pds_en.pdf"), der::printable_string("en")]);
    der::sequence(&[der::oid(&DISCLOSURE), der::sequence(&[place])])
}

fn seal() -> Vec<u8> {
    der::sequence(&[der::oid(&TYPE), der::sequence(&[der::oid(&E_SEAL)])])
}

fn payment_services() -> Vec<u8> {
    let role = der::sequence(&[der::oid(&ACCOUNT_INFORMATION), der::utf8_string("PSP_AI")]);
    let kind = der::sequence(&[der::sequence(&[role]), der::utf8_string("Finanstilsynet (øvelse)"), der::utf8_string("NO-FSA")]);
    der::sequence(&[der::oid(&PAYMENT_SERVICES), kind])
}
