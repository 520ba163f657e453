//! The subject of each profile (certificates.md 2.2), in the order that was measured.

use rcgen::string::Ia5String;
use rcgen::{DistinguishedName, DnType, DnValue};

use super::printable;
use crate::town_hall::authority::ORGANIZATION_IDENTIFIER;
use crate::town_hall::order::{CertificateOrder, Issuer, Profile};
use crate::{Organisation, Person, PracticeError, Town};

const SERIAL_NUMBER: [u64; 4] = [2, 5, 4, 5];
const SURNAME: [u64; 4] = [2, 5, 4, 4];
const GIVEN_NAME: [u64; 4] = [2, 5, 4, 42];
const EMAIL_ADDRESS: [u64; 7] = [1, 2, 840, 113_549, 1, 9, 1];
/// The whole address in one value, with a comma in it.
const LOCALITY: &str = "Torget 1, 0001 PORTVIK";
/// Longer than the 64 characters that X.520 once allowed, as seen.
const UNIT: &str = "Øvelse, avdeling for elektronisk samhandling med det offentlige i Portvik";

pub(super) fn of(order: &CertificateOrder, organisation: &Organisation) -> Result<DistinguishedName, PracticeError> {
    let (name, number) = (organisation.name, organisation.number);
    let mixed = |text: &str| text_of(order.issuer, text);
    let numbered = || mixed(&format!("{name} - {number}"));
    let country = || Ok((DnType::CountryName, printable("NO")?));
    let identifier = |prefix: &str| Ok((DnType::from_oid(&ORGANIZATION_IDENTIFIER), mixed(&format!("{prefix}{number}"))));
    let serial = || Ok((DnType::from_oid(&SERIAL_NUMBER), printable(number)?));
    let organisation_name = || Ok((DnType::OrganizationName, mixed(name)));
    let common_name = || Ok((DnType::CommonName, mixed(name)));
    let locality = || Ok((DnType::LocalityName, mixed(LOCALITY)));
    let parts: Vec<Result<(DnType, DnValue), PracticeError>> = match (order.profile, order.issuer) {
        (Profile::Seid2, Issuer::BuypassLike) => vec![country(), organisation_name(), common_name(), identifier("NTRNO-")],
        (Profile::Seid2, Issuer::CommfidesLike) => {
            let unit = Ok((DnType::OrganizationalUnitName, mixed(UNIT)));
            vec![country(), locality(), organisation_name(), identifier("NTRNO-"), unit, serial(), common_name()]
        }
        (Profile::Seid1, Issuer::BuypassLike) => vec![country(), organisation_name(), common_name(), serial()],
        (Profile::Seid1, Issuer::CommfidesLike) => {
            let email = DnValue::Ia5String(Ia5String::try_from("post@portvik.example")?);
            let email = Ok((DnType::from_oid(&EMAIL_ADDRESS), email));
            vec![email, common_name(), serial(), Ok((DnType::OrganizationName, numbered())), locality(), country()]
        }
        (Profile::Transition, _) => {
            let organisation = Ok((DnType::OrganizationName, numbered()));
            vec![country(), locality(), organisation, identifier("NTRNO-"), serial(), common_name()]
        }
        (Profile::Psd2, _) => vec![country(), organisation_name(), common_name(), identifier("PSDNO-FSA-")],
        (Profile::Personal, issuer) => return personal(person_at(number), issuer),
    };
    let mut subject = DistinguishedName::new();
    for part in parts {
        let (kind, value) = part?;
        subject.push(kind, value);
    }
    Ok(subject)
}

/// The number is the issuer's own for the person: a national id is in no certificate (certificates.md 2.3).
fn personal(person: Option<&Person>, issuer: Issuer) -> Result<DistinguishedName, PracticeError> {
    let person = person.ok_or_else(|| PracticeError::Certificate("nobody lives here".to_owned()))?;
    let mixed = |text: &str| text_of(issuer, text);
    let (given, surname) = person.name.rsplit_once(' ').unwrap_or((person.name, person.name));
    let number = match issuer {
        Issuer::BuypassLike => format!("UN:NO-9578-4050-{:09}", person.user_id),
        Issuer::CommfidesLike => format!("9578-4510-{:09}", person.user_id),
    };
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CountryName, printable("NO")?);
    subject.push(DnType::from_oid(&SURNAME), mixed(surname));
    subject.push(DnType::from_oid(&GIVEN_NAME), mixed(given));
    subject.push(DnType::from_oid(&SERIAL_NUMBER), DnValue::Utf8String(number));
    subject.push(DnType::CommonName, mixed(person.name));
    Ok(subject)
}

/// Who orders: somebody of the organisation, or the first in town.
fn person_at(number: &str) -> Option<&'static Person> {
    let of_organisation = |person: &&Person| Town.positions(person.national_id).any(|position| position.organisation == number);
    Town.people().iter().find(of_organisation).or_else(|| Town.people().first())
}

/// Commfides uses both string types within one name: PrintableString where the letters allow it. Buypass UTF8String alone.
fn text_of(issuer: Issuer, text: &str) -> DnValue {
    let utf8 = DnValue::Utf8String(text.to_owned());
    if issuer == Issuer::CommfidesLike { printable(text).unwrap_or(utf8) } else { utf8 }
}
