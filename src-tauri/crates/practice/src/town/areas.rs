//! The groups of areas that access packages are listed in (altinn.md 7.5).

use serde::Serialize;

use super::texts::{Texts, texts};

/// A shelf of packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Area {
    /// A UUID.
    pub id: &'static str,
    /// The last part of its URN.
    pub name: &'static str,
    pub title: Texts,
    pub description: Texts,
    /// The UUID of the group that it is in.
    pub group: &'static str,
}

/// A wall of shelves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Group {
    /// A UUID.
    pub id: &'static str,
    /// The last part of its URN.
    pub name: &'static str,
    pub title: Texts,
    pub description: Texts,
}

const GENERAL: &str = "7e2456dc-e1a5-4f3d-8c90-5b1f2a4d6e01";
const TRADE: &str = "3757643a-316d-4d0e-a52b-4dc7cdebc0b4";
const SPECIAL: &str = "554f0321-53b8-4d97-be12-6a585c507159";

pub(super) const GROUPS: &[Group] = &[
    Group {
        id: GENERAL,
        name: "allment",
        title: texts("Allment", "Allment", "General"),
        description: texts(
            "Fullmakter som alle virksomheter kan bruke",
            "Fullmakter som alle verksemder kan bruke",
            "For every organisation",
        ),
    },
    Group {
        id: TRADE,
        name: "bransje",
        title: texts("Bransje", "Bransje", "Industry"),
        description: texts("Fullmakter for næringer", "Fullmakter for næringar", "For lines of business"),
    },
    Group {
        id: SPECIAL,
        name: "sarskilt",
        title: texts("Særskilt", "Særskilt", "Particular"),
        description: texts("Fullmakter for dem som tjener andre", "Fullmakter for dei som tener andre", "For those who serve others"),
    },
];

pub(super) const TAX: &str = "7d32591d-34b7-4afc-8afa-013722f8c05d";
pub(super) const STAFF: &str = "6f7f3b02-8b5a-4823-9468-0f4646d3a790";
pub(super) const FARMING: &str = "fc93d25e-80bc-469a-aa43-a6cee80eb3e2";
pub(super) const WASTE: &str = "7326614f-cf7c-492e-8e7f-d74e6e4a8970";
pub(super) const PROVIDERS: &str = "64cbcdc8-01c9-448c-b3d2-eb9582beb3c2";
pub(super) const PROPERTY: &str = "0195efb8-7c80-7262-b616-7d9eb843bcaa";
pub(super) const ADMINISTRATION: &str = "892e98c6-1696-46e7-9bb1-59c08761ec64";
pub(super) const EXPLICIT: &str = "3c1a7e55-6d0f-4f2b-9a3e-0b8c5d7e9f12";

const fn area(id: &'static str, name: &'static str, group: &'static str, title: Texts, description: Texts) -> Area {
    Area { id, name, title, description, group }
}

pub(super) const AREAS: &[Area] = &[
    area(
        TAX,
        "skatt-avgift-regnskap-og-toll",
        GENERAL,
        texts("Skatt, avgift, regnskap og toll", "Skatt, avgift, rekneskap og toll", "Tax, duties, accounting and customs"),
        texts("Skatt, merverdiavgift og regnskap", "Skatt, meirverdiavgift og rekneskap", "Tax, VAT and accounts"),
    ),
    area(
        STAFF,
        "personale",
        GENERAL,
        texts("Personale", "Personale", "Personnel"),
        texts("Lønn, sykefravær og ansatte", "Løn, sjukefråvær og tilsette", "Pay, sick leave and employees"),
    ),
    area(
        FARMING,
        "jordbruk-skogbruk-jakt-fiske-og-akvakultur",
        TRADE,
        texts(
            "Jordbruk, skogbruk, jakt, fiske og akvakultur",
            "Jordbruk, skogbruk, jakt, fiske og akvakultur",
            "Farming, forestry, hunting and fishing",
        ),
        texts("Næringer på land og sjø", "Næringar på land og sjø", "Trades on land and at sea"),
    ),
    area(
        WASTE,
        "energi-vann-avlop-og-avfall",
        TRADE,
        texts("Energi, vann, avløp og avfall", "Energi, vatn, avløp og avfall", "Energy, water, sewage and waste"),
        texts("Forsyning og gjenvinning", "Forsyning og attvinning", "Supply and recycling"),
    ),
    area(
        PROVIDERS,
        "fullmakter-for-regnskapsforer-og-revisor",
        SPECIAL,
        texts("Fullmakter for regnskapsfører og revisor", "Fullmakter for rekneskapsførar og revisor", "For accountants and auditors"),
        texts("Følger av rollen i Enhetsregisteret", "Følgjer av rolla i Einingsregisteret", "Follows from the role in the register"),
    ),
    area(
        PROPERTY,
        "fullmakter-for-forretningsforer",
        SPECIAL,
        texts("Fullmakter for forretningsfører", "Fullmakter for forretningsførar", "For property managers"),
        texts("Følger av rollen i Enhetsregisteret", "Følgjer av rolla i Einingsregisteret", "Follows from the role in the register"),
    ),
    area(
        ADMINISTRATION,
        "administrere-tilganger",
        GENERAL,
        texts("Administrere tilganger", "Administrere tilgangar", "Access administration"),
        texts("Gi andre fullmakt", "Gje andre fullmakt", "Giving others access"),
    ),
    area(
        EXPLICIT,
        "eksplisitt",
        SPECIAL,
        texts("Eksplisitt", "Eksplisitt", "Explicit"),
        texts("Gis ikke videre", "Blir ikkje gjevne vidare", "Not passed on"),
    ),
];
