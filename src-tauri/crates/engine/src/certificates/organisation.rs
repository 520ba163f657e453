//! Which organisation a certificate names, in all the places that issuers have used (certificates.md 2.3).

/// The parts of a subject that may hold a number.
#[derive(Debug, Default)]
pub(super) struct Subject<'a> {
    /// organizationIdentifier, 2.5.4.97.
    pub(super) identifier: Option<&'a str>,
    /// serialNumber, 2.5.4.5.
    pub(super) serial_number: Option<&'a str>,
    /// organizationName, 2.5.4.10.
    pub(super) organisation: Option<&'a str>,
    /// organizationalUnitName, 2.5.4.11.
    pub(super) units: Vec<&'a str>,
}

/// What the subject says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Nine digits; whether their check digit fits is another question.
    pub(super) organisation: Option<String>,
    /// Nine other digits in a unit's name.
    pub(super) sub_unit: Option<String>,
    /// `PSDNO-FSA-`: a certificate for payment services.
    pub(super) payment_services: bool,
    /// A serial number of the kind that persons have, and no organisation.
    pub(super) personal: bool,
    /// Several numbers where there must be one; the first of them is not to be believed either.
    pub(super) disagreeing: Vec<String>,
}

/// Finds the number.
pub(super) fn numbers(subject: &Subject<'_>) -> Numbers {
    let identifier = subject.identifier.map(without_spaces);
    let payment_services = identifier.as_deref().is_some_and(|text| text.starts_with("PSDNO-FSA-"));
    let from_identifier = identifier.as_deref().and_then(|text| {
        let bare = text.strip_prefix("NTRNO-").or_else(|| text.strip_prefix("PSDNO-FSA-")).unwrap_or(text);
        nine_digits(bare)
    });
    let serial_number = subject.serial_number.map(without_spaces);
    let from_serial = serial_number.as_deref().and_then(nine_digits);
    let from_name = subject.organisation.and_then(after_hyphen);
    let mut found: Vec<String> = [from_identifier, from_serial, from_name].into_iter().flatten().collect();
    found.dedup();
    let disagreeing = if found.len() > 1 { found.clone() } else { Vec::new() };
    let organisation = found.into_iter().next();
    let sub_unit = subject.units.iter().filter_map(|unit| after_hyphen(unit).or_else(|| nine_digits(&without_spaces(unit))));
    let sub_unit = sub_unit.into_iter().find(|number| Some(number) != organisation.as_ref());
    let personal = organisation.is_none() && serial_number.is_some();
    Numbers { organisation, sub_unit, payment_services, personal, disagreeing }
}

/// Nine digits behind the last hyphen: `NAME - 123456785`, `NAME-123 456 785`.
fn after_hyphen(text: &str) -> Option<String> {
    nine_digits(&without_spaces(text.rsplit_once('-')?.1))
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn nine_digits(text: &str) -> Option<String> {
    (text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_generation_and_issuer() {
        fn check(subject: &Subject<'_>, expected: Option<&str>) -> Numbers {
            let found = numbers(subject);
            assert_eq!(found.organisation.as_deref(), expected, "{subject:?}");
            assert!(found.disagreeing.is_empty(), "{found:?}");
            found
        }
        let buypass2 = Subject { identifier: Some("NTRNO-123456785"), organisation: Some("BLÅBÆR AS"), ..Subject::default() };
        check(&buypass2, Some("123456785"));
        let commfides2 = Subject { serial_number: Some("123456785"), ..buypass2 };
        check(&commfides2, Some("123456785"));
        check(&Subject { serial_number: Some("123456785"), organisation: Some("BLÅBÆR AS"), ..Subject::default() }, Some("123456785"));
        let commfides1 = Subject { organisation: Some("BLÅ-BÆR AS - 123\u{a0}456 785"), ..Subject::default() };
        check(&commfides1, Some("123456785"));
        let transition = Subject { serial_number: Some("123456785"), identifier: Some("NTRNO-123456785"), ..commfides1 };
        check(&transition, Some("123456785"));
        check(&Subject { identifier: Some("123456785"), ..Subject::default() }, Some("123456785"));
        let payment = check(&Subject { identifier: Some("PSDNO-FSA-123456785"), ..Subject::default() }, Some("123456785"));
        assert!(payment.payment_services);
        let unit = check(
            &Subject { identifier: Some("NTRNO-123456785"), units: vec!["IT", "Lager-987654325"], ..Subject::default() },
            Some("123456785"),
        );
        assert_eq!(unit.sub_unit.as_deref(), Some("987654325"));
        let person = check(&Subject { serial_number: Some("9578-4050-100000000"), ..Subject::default() }, None);
        assert!(person.personal);
        check(&Subject { organisation: Some("NO-NUMBER AS"), ..Subject::default() }, None);
        check(&Subject::default(), None);
    }

    #[test]
    fn numbers_must_agree() {
        let subject = Subject { identifier: Some("NTRNO-123456785"), serial_number: Some("983163327"), ..Subject::default() };
        assert_eq!(numbers(&subject).disagreeing, ["123456785", "983163327"]);
    }
}
