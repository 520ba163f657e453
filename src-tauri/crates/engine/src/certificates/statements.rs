//! What a certificate claims to be qualified for (QCStatements, certificates.md 2.7): best effort, since real ones break the syntax.

use x509_parser::certificate::X509Certificate;

use crate::der::{self, OID, SEQUENCE};

const QC_STATEMENTS: &str = "1.3.6.1.5.5.7.1.3";
/// 0.4.0.1862.1.1, .2 and .6, and the last one's value for a seal, 0.4.0.1862.1.6.2.
const COMPLIANCE: &[u8] = &[0x04, 0x00, 0x8e, 0x46, 0x01, 0x01];
const LIMIT_VALUE: &[u8] = &[0x04, 0x00, 0x8e, 0x46, 0x01, 0x02];
const TYPE: &[u8] = &[0x04, 0x00, 0x8e, 0x46, 0x01, 0x06];
const SEAL: &[u8] = &[0x04, 0x00, 0x8e, 0x46, 0x01, 0x06, 0x02];

/// What the statements come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Statements {
    /// Qualified certificate for an electronic seal (eIDAS).
    pub(super) qualified_seal: bool,
    /// Something in them breaks the syntax.
    pub(super) malformed: bool,
}

pub(super) fn read(certificate: &X509Certificate<'_>) -> Statements {
    let extension = certificate.iter_extensions().find(|extension| extension.oid.to_id_string() == QC_STATEMENTS);
    extension.map_or_else(Statements::default, |extension| of_value(extension.value))
}

fn of_value(value: &[u8]) -> Statements {
    let malformed = Statements { malformed: true, ..Statements::default() };
    let statements = der::first(value).and_then(|(outer, _)| der::elements(outer.inside(SEQUENCE)?));
    let Some(statements) = statements else { return malformed };
    let (mut compliance, mut seal, mut bent) = (false, false, false);
    for statement in statements {
        let Some((id, rest)) = statement.inside(SEQUENCE).and_then(der::first) else { return malformed };
        match id.inside(OID) {
            Some(COMPLIANCE) => compliance = true,
            Some(TYPE) => {
                let types = der::first(rest).and_then(|(types, _)| der::elements(types.inside(SEQUENCE)?));
                seal = types.is_some_and(|types| types.iter().any(|one| one.inside(OID) == Some(SEAL)));
            }
            // MonetaryValue: its currency has three letters, or is a number (ETSI EN 319 412-5 §4.3.2).
            Some(LIMIT_VALUE) => {
                bent |= der::first(rest).and_then(|(value, _)| der::first(value.content)).is_none_or(|(c, _)| c.content.is_empty())
            }
            Some(_) => {}
            None => bent = true,
        }
    }
    Statements { qualified_seal: compliance && seal, malformed: bent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seals_and_bent_ones() {
        let oid = |oid: &[u8]| der::element(OID, &[oid]);
        let statement = |id: &[u8], value: &[u8]| der::element(SEQUENCE, &[&oid(id), value]);
        let money = |currency: &[u8]| der::element(SEQUENCE, &[&der::element(0x13, &[currency]), &[2, 1, 1, 2, 1, 4]]);
        let seal = statement(TYPE, &der::element(SEQUENCE, &[&oid(SEAL)]));
        let check = |parts: &[&[u8]], qualified_seal, malformed| {
            assert_eq!(of_value(&der::element(SEQUENCE, parts)), Statements { qualified_seal, malformed });
        };
        check(&[&statement(COMPLIANCE, &[]), &statement(LIMIT_VALUE, &money(b"NOK")), &seal], true, false);
        check(&[&statement(COMPLIANCE, &[]), &statement(LIMIT_VALUE, &money(b"")), &seal], true, true);
        check(&[&seal], false, false);
        check(&[&[0x30, 0x7f]], false, true);
        check(&[&[0x04, 0]], false, true);
        assert_eq!(of_value(b"garbage"), Statements { qualified_seal: false, malformed: true });
    }
}
