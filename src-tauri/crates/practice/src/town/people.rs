//! Organisations with the people who act for them.

use serde::Serialize;

/// An invented organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Nine digits; synthetic numbers begin with 2 or 3.
    pub number: &'static str,
    pub name: &'static str,
    /// Enhetsregisteret's form code.
    pub form: &'static str,
    pub standing: Standing,
    /// The main unit of a subunit.
    pub parent: Option<&'static str>,
    /// Registered as its accountant (REGN).
    pub accountant: Option<&'static str>,
    /// Registered as its auditor (REVI).
    pub auditor: Option<&'static str>,
    /// Altinn's numbers for it.
    pub party_id: u32,
    pub party_uuid: &'static str,
}

impl Organisation {
    /// Whether it can order certificates or register clients.
    pub fn can_act(&self) -> bool {
        self.standing == Standing::Active && self.parent.is_none()
    }
}

/// What Enhetsregisteret says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Active,
    Bankrupt,
    Deleted,
}

/// An invented person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Eleven digits; synthetic: the month is 80 too high.
    pub national_id: &'static str,
    pub name: &'static str,
    /// Whether Altinn has ever seen this person.
    pub known_in_altinn: bool,
    pub user_id: u32,
    pub party_id: u32,
    pub party_uuid: &'static str,
}

/// What a person is in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    pub person: &'static str,
    pub organisation: &'static str,
    pub role: Role,
}

/// The roles that the town needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// `daglig-leder`, DAGL: a key role, gives everything.
    ManagingDirector,
    /// `klientadministrator` at an accountant.
    ClientAdministrator,
    /// `tilgangsstyrer`: manages access, and can give on only what the person has.
    AccessManager,
    /// Employed, without any right.
    Employee,
}

const fn organisation(
    number: &'static str,
    name: &'static str,
    form: &'static str,
    party_id: u32,
    party_uuid: &'static str,
) -> Organisation {
    Organisation { number, name, form, standing: Standing::Active, parent: None, accountant: None, auditor: None, party_id, party_uuid }
}

const VENDOR: &str = "312345609";
pub(super) const ACCOUNTANT: &str = "311223305";
const BAKERY: &str = "315000106";
const CAMPING: &str = "310000000";
const SAILMAKER: &str = "210987606";
const CLOSED: &str = "314660102";
/// The bakery's subunit.
const SQUARE: &str = "313770206";

pub(super) const ORGANISATIONS: &[Organisation] = &[
    organisation(VENDOR, "PORTVIK PROGRAMVARE AS", "AS", 50_100_001, "29cd4089-f2bd-409a-9ae0-2129a042d0b5"),
    organisation(ACCOUNTANT, "DØRÅSEN REGNSKAP AS", "AS", 50_100_002, "a9387877-ab4c-4ebc-a590-4791b313a64e"),
    Organisation {
        accountant: Some(ACCOUNTANT),
        ..organisation(BAKERY, "BLÅBÆRSVINGEN BAKERI AS", "AS", 50_100_003, "7e81e5af-8b76-4385-9c92-b10680114f4a")
    },
    Organisation {
        accountant: Some(ACCOUNTANT),
        ..organisation(CAMPING, "FJORDGLØTT CAMPING AS", "AS", 50_100_004, "2a2fb948-9ca9-4e33-b15a-c9b6c2003d85")
    },
    Organisation {
        auditor: Some(ACCOUNTANT),
        ..organisation(SAILMAKER, "KRÅKENES SEILMAKERI AS", "AS", 50_100_005, "d2fd0e14-b8b1-4ffe-b6e7-06951c6f9ddd")
    },
    Organisation {
        standing: Standing::Deleted,
        ..organisation(CLOSED, "NEDLAGTE HJULMAKERIET AS", "AS", 50_100_006, "bed67098-f727-4ef9-ad22-74b74dc13fc2")
    },
    Organisation {
        parent: Some(BAKERY),
        ..organisation(SQUARE, "BLÅBÆRSVINGEN BAKERI AS AVD TORGET", "BEDR", 50_100_007, "da8e9a72-cb1d-476c-a377-adcd5b121f7d")
    },
    Organisation {
        standing: Standing::Bankrupt,
        ..organisation("215550303", "STORMKAST PARAPLYER AS", "AS", 50_100_008, "8a5b5ea7-18ab-4677-9229-060bc54b787b")
    },
];

const DIRECTOR: &str = "14867521349";
const ADMINISTRATOR: &str = "27918021359";
const EMPLOYEE: &str = "05889221390";
const STRANGER: &str = "21929021352";
const VENDOR_DIRECTOR: &str = "30846521336";
const ACCESS_MANAGER: &str = "09887621354";
const LOCKSMITH: &str = "17827221414";
const SEASONAL: &str = "23819021554";

const fn person(national_id: &'static str, name: &'static str, number: u32, party_uuid: &'static str) -> Person {
    Person { national_id, name, known_in_altinn: true, user_id: 20_100_000 + number, party_id: 50_200_000 + number, party_uuid }
}

pub(super) const PEOPLE: &[Person] = &[
    person(DIRECTOR, "Åse Blåbær", 1, "3bdb1b59-8057-4e28-b84e-047bf850949e"),
    person(ADMINISTRATOR, "Klara Kontoplan", 2, "896a2c8e-b762-4e38-b706-0df9b052c884"),
    person(EMPLOYEE, "Bo Bilag", 3, "7754d8aa-af05-43bf-97da-67514d59a48e"),
    Person { known_in_altinn: false, ..person(STRANGER, "Ny Innflytter", 4, "3e71d2f3-d1dc-4410-8e28-c24c66a34c59") },
    person(VENDOR_DIRECTOR, "Paul Port", 5, "8e2a8031-c201-42d8-af98-681ad2657357"),
    person(ACCESS_MANAGER, "Tuva Tilgang", 6, "b0c5a6f0-7f3e-4a53-9d2e-1c64f0b8a206"),
    person(LOCKSMITH, "Leif Lås", 7, "5f2e9b1d-60c4-4e8a-8b7d-93a1c6d0e507"),
    person(SEASONAL, "Siri Sesong", 8, "c7d40e92-1b58-4f6c-a0e3-28f5b9c7d608"),
];

pub(super) const POSITIONS: &[Position] = &[
    Position { person: DIRECTOR, organisation: BAKERY, role: Role::ManagingDirector },
    Position { person: ADMINISTRATOR, organisation: ACCOUNTANT, role: Role::ManagingDirector },
    Position { person: ADMINISTRATOR, organisation: ACCOUNTANT, role: Role::ClientAdministrator },
    Position { person: EMPLOYEE, organisation: ACCOUNTANT, role: Role::Employee },
    Position { person: VENDOR_DIRECTOR, organisation: VENDOR, role: Role::ManagingDirector },
    Position { person: VENDOR_DIRECTOR, organisation: CLOSED, role: Role::ManagingDirector },
    Position { person: ACCESS_MANAGER, organisation: BAKERY, role: Role::AccessManager },
    Position { person: LOCKSMITH, organisation: ACCOUNTANT, role: Role::AccessManager },
    Position { person: SEASONAL, organisation: BAKERY, role: Role::Employee },
];

/// Access packages that an organisation has given beyond what comes with a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// The organisation that gave, or a part of it.
    pub from: &'static str,
    /// A person's national id, or an organisation's number.
    pub to: &'static str,
    /// The packages by their names.
    pub packages: &'static [&'static str],
}

/// The access manager has less than she manages; the sailmaker's auditor is given its taxes too, unregistered; one works at a subunit only.
pub(super) const GRANTS: &[Grant] = &[
    Grant { from: BAKERY, to: ACCESS_MANAGER, packages: &["renovasjon"] },
    Grant { from: SAILMAKER, to: ACCOUNTANT, packages: &["skattegrunnlag"] },
    Grant { from: SQUARE, to: SEASONAL, packages: &["lonn"] },
];
