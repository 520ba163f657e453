//! Altinn's access packages as the town has them (altinn.md 6.4, 7.5).

use serde::Serialize;

use super::areas::{ADMINISTRATION, EXPLICIT, FARMING, PROPERTY, PROVIDERS, STAFF, TAX, WASTE};
use super::texts::{Texts, texts};

/// What stands before every package's name.
pub(crate) const PACKAGE_URN: &str = "urn:altinn:accesspackage:";

/// Rights that are given together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Package {
    /// A UUID.
    pub id: &'static str,
    /// The last part of its URN.
    pub name: &'static str,
    pub title: Texts,
    pub description: Texts,
    /// The UUID of the area that it is listed in.
    pub area: &'static str,
    /// Whether it can be passed on for clients: what an agent system user may hold.
    pub delegable: bool,
    /// Whether it can be given directly: what a standard system user may hold.
    pub assignable: bool,
    /// The register role that brings it along, by its legacy code.
    pub role: Option<&'static str>,
}

impl Package {
    /// The whole name.
    pub fn urn(&self) -> String {
        format!("{PACKAGE_URN}{}", self.name)
    }

    /// Whether only those who serve clients hold it.
    pub fn is_for_clients(&self) -> bool {
        self.delegable && !self.assignable
    }
}

/// A package that whoever has it may give directly; `delegable` to clients' agents too.
const fn ordinary(id: &'static str, name: &'static str, area: &'static str, delegable: bool, title: Texts, description: Texts) -> Package {
    Package { id, name, title, description, area, delegable, assignable: true, role: None }
}

/// A package that comes with a register role and goes to agents only.
const fn provider(
    id: &'static str,
    name: &'static str,
    area: &'static str,
    role: &'static str,
    title: Texts,
    description: Texts,
) -> Package {
    Package { id, name, title, description, area, delegable: true, assignable: false, role: Some(role) }
}

pub(super) const PACKAGES: &[Package] = &[
    provider(
        "955d5779-3e2b-4098-b11d-0431dc41ddbe",
        "regnskapsforer-med-signeringsrettighet",
        PROVIDERS,
        "REGN",
        texts("Regnskapsfører med signeringsrettighet", "Rekneskapsførar med signeringsrett", "Accountant with signing rights"),
        texts(
            "Fører og signerer regnskapet for klienten",
            "Fører og signerer rekneskapen for klienten",
            "Keeps and signs the client's accounts",
        ),
    ),
    provider(
        "a5f7f72a-9b89-445d-85bb-06f678a3d4d1",
        "regnskapsforer-uten-signeringsrettighet",
        PROVIDERS,
        "REGN",
        texts("Regnskapsfører uten signeringsrettighet", "Rekneskapsførar utan signeringsrett", "Accountant without signing rights"),
        texts("Fører regnskapet for klienten", "Fører rekneskapen for klienten", "Keeps the client's accounts"),
    ),
    provider(
        "43becc6a-8c6c-4e9e-bb2f-08fe588ada21",
        "regnskapsforer-lonn",
        PROVIDERS,
        "REGN",
        texts("Regnskapsfører lønn", "Rekneskapsførar løn", "Accountant, payroll"),
        texts("Kjører lønn for klienten", "Køyrer løn for klienten", "Runs the client's payroll"),
    ),
    provider(
        "2f176732-b1e9-449b-9918-090d1fa986f6",
        "ansvarlig-revisor",
        PROVIDERS,
        "REVI",
        texts("Ansvarlig revisor", "Ansvarleg revisor", "Responsible auditor"),
        texts("Reviderer klienten", "Reviderer klienten", "Audits the client"),
    ),
    provider(
        "96120c32-389d-46eb-8212-0a6540540c25",
        "revisormedarbeider",
        PROVIDERS,
        "REVI",
        texts("Revisormedarbeider", "Revisormedarbeidar", "Auditor's assistant"),
        texts("Hjelper med revisjonen av klienten", "Hjelper med revisjonen av klienten", "Helps to audit the client"),
    ),
    provider(
        "0195efb8-7c80-7cf2-bcc8-720a3fb39d44",
        "forretningsforer-eiendom",
        PROPERTY,
        "FFØR",
        texts("Forretningsfører eiendom", "Forretningsførar eigedom", "Property manager"),
        texts("Forvalter borettslag og sameier", "Forvaltar burettslag og sameige", "Manages housing cooperatives and condominiums"),
    ),
    ordinary(
        "4c859601-9b2b-4662-af39-846f4117ad7a",
        "skattegrunnlag",
        TAX,
        true,
        texts("Skattegrunnlag", "Skattegrunnlag", "Tax base"),
        texts(
            "Grunnlaget for skatten, krav og betalinger",
            "Grunnlaget for skatten, krav og betalingar",
            "The base of the tax, claims and payments",
        ),
    ),
    ordinary(
        "1dba50d6-f604-48e9-bd41-82321b13e85c",
        "skattnaering",
        TAX,
        true,
        texts("Skatt næring", "Skatt næring", "Business tax"),
        texts("Skattemelding for næringsdrivende", "Skattemelding for næringsdrivande", "The tax return of a business"),
    ),
    ordinary(
        "9a61b136-7810-4939-ab6d-84938e9a12c6",
        "merverdiavgift",
        TAX,
        true,
        texts("Merverdiavgift", "Meirverdiavgift", "Value added tax"),
        texts("Melding om merverdiavgift", "Melding om meirverdiavgift", "The VAT return"),
    ),
    ordinary(
        "b4e69b54-895e-42c5-bf0d-861a571cd282",
        "lonn",
        STAFF,
        true,
        texts("Lønn", "Løn", "Pay"),
        texts("Lønn og a-melding", "Løn og a-melding", "Pay and the employer's report"),
    ),
    ordinary(
        "c5bbbc3f-605a-4dcb-a587-32124d7bb76d",
        "jordbruk",
        FARMING,
        true,
        texts("Jordbruk", "Jordbruk", "Farming"),
        texts("Søknader og rapporter i jordbruket", "Søknader og rapportar i jordbruket", "Applications and reports in farming"),
    ),
    ordinary(
        "5eb07bdc-5c3c-4c85-add3-5405b214b8a3",
        "renovasjon",
        WASTE,
        true,
        texts("Renovasjon", "Renovasjon", "Waste collection"),
        texts("Innsamling av avfall", "Innsamling av avfall", "Collecting waste"),
    ),
    ordinary(
        "e7a1b0c4-52f3-4d5c-8f1a-6b0d9c2e4f31",
        "ffor-tilgangsstyrer-nuf",
        ADMINISTRATION,
        false,
        texts(
            "Forretningsfører tilgangsstyrer NUF",
            "Forretningsførar tilgangsstyrar NUF",
            "Access manager of a foreign company's manager",
        ),
        texts(
            "Styrer tilganger for utenlandske foretak",
            "Styrer tilgangar for utanlandske føretak",
            "Manages access for foreign companies",
        ),
    ),
    ordinary(
        "ba04b1a8-0a5e-4a2c-8b6f-3d7e1f5c9a20",
        "hovedadministrator",
        ADMINISTRATION,
        false,
        texts("Hovedadministrator", "Hovudadministrator", "Main administrator"),
        texts(
            "Kan gi andre alt som virksomheten har",
            "Kan gje andre alt som verksemda har",
            "May give others all that the organisation has",
        ),
    ),
    ordinary(
        "6d4a9c17-3e8b-4f05-9b2d-7c1e0a5f8d42",
        "tilgangsstyrer",
        ADMINISTRATION,
        false,
        texts("Tilgangsstyrer", "Tilgangsstyrar", "Access manager"),
        texts("Kan gi andre det en selv har", "Kan gje andre det ein sjølv har", "May give others what one has"),
    ),
    ordinary(
        "f3b8d2e6-9a47-4c1d-8e50-2b6f7a9c1d84",
        "klientadministrator",
        ADMINISTRATION,
        false,
        texts("Klientadministrator", "Klientadministrator", "Client administrator"),
        texts(
            "Gir ansatte og systemer tilgang til klienter",
            "Gjev tilsette og system tilgang til klientar",
            "Gives employees and systems access to clients",
        ),
    ),
    Package {
        assignable: false,
        ..ordinary(
            "0a9e5c3b-7d21-4f68-b4c0-1e8f6a2d9b73",
            "eksplisitt",
            EXPLICIT,
            false,
            texts("Eksplisitt", "Eksplisitt", "Explicit"),
            texts("Gis bare av tjenesten selv", "Blir berre gjeven av tenesta sjølv", "Given by the service alone"),
        )
    },
];
