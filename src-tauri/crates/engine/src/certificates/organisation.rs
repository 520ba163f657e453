//! Which organisation a certificate names, in all the places that issuers have used (certificates.md 2.3).

/// The parts of a subject that may hold a number.
#[derive(Debug, Default)]
pub(super) struct Subject<'a> {
    /// organizationIdentifier, 2.5.4.97.
    pub(super) identifiers: Vec<&'a str>,
    /// serialNumber, 2.5.4.5.
    pub(super) serial_numbers: Vec<&'a str>,
    /// organizationName, 2.5.4.10.
    pub(super) organisations: Vec<&'a str>,
    /// organizationalUnitName, 2.5.4.11.
    pub(super) units: Vec<&'a str>,
}

/// Where in a subject the organisation's number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberSource {
    /// 2.5.4.97, SEID 2.0.
    OrganizationIdentifier,
    /// 2.5.4.5, SEID 1.0.
    SerialNumber,
    /// Behind the name, 2.5.4.10: old Commfides.
    OrganizationName,
}

impl NumberSource {
    /// The attribute's name (RFC 4519, X.520).
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrganizationIdentifier => "organizationIdentifier",
            Self::SerialNumber => "serialNumber",
            Self::OrganizationName => "organizationName",
        }
    }
}

/// What the subject says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Nine digits; whether their check digit fits is another question. None where several disagree.
    pub(super) organisation: Option<String>,
    /// The first place where it stands.
    pub(super) source: Option<NumberSource>,
    /// Nine other digits in a unit's name.
    pub(super) sub_unit: Option<String>,
    /// `PSDNO-FSA-`: a certificate for payment services.
    pub(super) payment_services: bool,
    /// A serial number of the kind that persons have, and no organisation.
    pub(super) personal: bool,
    /// Several numbers where there must be one; none of them is to be believed.
    pub(super) disagreeing: Vec<String>,
}

/// Finds the number.
pub(super) fn numbers(subject: &Subject<'_>) -> Numbers {
    let without_spaces_each = |texts: &[&str]| texts.iter().map(|text| without_spaces(text)).collect::<Vec<String>>();
    let (identifiers, serial_numbers) = (without_spaces_each(&subject.identifiers), without_spaces_each(&subject.serial_numbers));
    let payment_services = identifiers.iter().any(|text| text.starts_with("PSDNO-FSA-"));
    let from_identifiers = identifiers
        .iter()
        .filter_map(|text| nine_digits(text.strip_prefix("NTRNO-").or_else(|| text.strip_prefix("PSDNO-FSA-")).unwrap_or(text)));
    let from_serial_numbers = serial_numbers.iter().filter_map(|text| nine_digits(text));
    let from_names = subject.organisations.iter().filter_map(|name| after_hyphen(name));
    let from_identifiers = from_identifiers.map(|number| (number, NumberSource::OrganizationIdentifier));
    let from_serial_numbers = from_serial_numbers.map(|number| (number, NumberSource::SerialNumber));
    let from_names = from_names.map(|number| (number, NumberSource::OrganizationName));
    let mut found: Vec<(String, NumberSource)> = Vec::new();
    for (number, source) in from_identifiers.chain(from_serial_numbers).chain(from_names) {
        if !found.iter().any(|(other, _)| *other == number) {
            found.push((number, source));
        }
    }
    let (organisation, source, disagreeing) = match found.len() {
        0 | 1 => found.into_iter().next().map_or((None, None, Vec::new()), |(number, source)| (Some(number), Some(source), Vec::new())),
        _ => (None, None, found.into_iter().map(|(number, _)| number).collect()),
    };
    let sub_unit = subject.units.iter().filter_map(|unit| after_hyphen(unit).or_else(|| nine_digits(&without_spaces(unit))));
    let sub_unit = sub_unit.into_iter().find(|number| Some(number) != organisation.as_ref() && !disagreeing.contains(number));
    let personal = organisation.is_none() && disagreeing.is_empty() && serial_numbers.iter().any(|text| is_persons(text));
    Numbers { organisation, source, sub_unit, payment_services, personal, disagreeing }
}

/// `UN:NO-…`, `9578-4050-…`: numbers that the issuers give to persons; `PNONO-…` is ETSI EN 319 412-1's.
fn is_persons(serial_number: &str) -> bool {
    ["UN:", "9578-", "PNO"].iter().any(|start| serial_number.starts_with(start))
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

    /// certificates.md 16 no 31
    #[test]
    fn every_generation_and_issuer() {
        fn check(subject: &Subject<'_>, expected: Option<&str>) -> Numbers {
            let found = numbers(subject);
            assert_eq!(found.organisation.as_deref(), expected, "{subject:?}");
            assert!(found.disagreeing.is_empty() && found.source.is_some() == expected.is_some(), "{found:?}");
            found
        }
        let buypass2 = Subject { identifiers: vec!["NTRNO-123456785"], organisations: vec!["BLÅBÆR AS"], ..Subject::default() };
        assert_eq!(check(&buypass2, Some("123456785")).source, Some(NumberSource::OrganizationIdentifier));
        let commfides2 = Subject { serial_numbers: vec!["123456785"], ..buypass2 };
        check(&commfides2, Some("123456785"));
        let buypass1 = Subject { serial_numbers: vec!["123456785"], organisations: vec!["BLÅBÆR AS"], ..Subject::default() };
        assert_eq!(check(&buypass1, Some("123456785")).source, Some(NumberSource::SerialNumber));
        let commfides1 = Subject { organisations: vec!["BLÅ-BÆR AS - 123\u{a0}456 785"], ..Subject::default() };
        assert_eq!(check(&commfides1, Some("123456785")).source, Some(NumberSource::OrganizationName));
        let transition = Subject { serial_numbers: vec!["123456785"], identifiers: vec!["NTRNO-123456785"], ..commfides1 };
        check(&transition, Some("123456785"));
        check(&Subject { identifiers: vec!["123456785"], ..Subject::default() }, Some("123456785"));
        let payment = check(&Subject { identifiers: vec!["PSDNO-FSA-123456785"], ..Subject::default() }, Some("123456785"));
        assert!(payment.payment_services);
        let unit = check(
            &Subject { identifiers: vec!["NTRNO-123456785"], units: vec!["IT", "Lager-987654325"], ..Subject::default() },
            Some("123456785"),
        );
        assert_eq!(unit.sub_unit.as_deref(), Some("987654325"));
        let person = check(&Subject { serial_numbers: vec!["9578-4050-100000000"], ..Subject::default() }, None);
        assert!(person.personal);
        check(&Subject { organisations: vec!["NO-NUMBER AS"], ..Subject::default() }, None);
        check(&Subject::default(), None);
    }

    /// certificates.md 16 no 32
    #[test]
    fn numbers_must_agree() {
        let subject = Subject { identifiers: vec!["NTRNO-123456785"], serial_numbers: vec!["983163327"], ..Subject::default() };
        let found = numbers(&subject);
        assert_eq!((found.organisation, found.source), (None, None), "none of them is stated as the fact");
        assert_eq!(found.disagreeing, ["123456785", "983163327"]);
        let two = Subject { identifiers: vec!["NTRNO-123456785", "NTRNO-983163327", "NTRNO-123456785"], ..Subject::default() };
        assert_eq!(numbers(&two).disagreeing, ["123456785", "983163327"]);
    }
}
