//! Altinn's resource registry as the town has it (altinn.md 7.6, 11.1).

use serde::Serialize;

use super::texts::{Texts, texts};

/// A service that rights are given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Resource {
    pub id: &'static str,
    pub kind: ResourceKind,
    pub title: Texts,
    pub description: Texts,
    /// The owner's code, as [`ServiceOwner::code`] has it.
    pub owner: &'static str,
    /// Whether it can be given on at all.
    pub delegable: bool,
    /// The packages that open it, by their names.
    pub packages: &'static [&'static str],
    /// The roles that open it, by their legacy codes.
    pub roles: &'static [&'static str],
    /// The lowest level that a person must have logged in at.
    pub level: u32,
    /// The only organisations that may be let in, where there is an access list.
    pub access_list: Option<&'static [&'static str]>,
    /// The Maskinporten scopes that it stands for.
    pub scopes: &'static [&'static str],
}

impl Resource {
    /// Whether the owner's access list has nothing against this organisation.
    pub fn lets_in(&self, organisation: &str) -> bool {
        self.access_list.is_none_or(|list| list.contains(&organisation))
    }
}

/// What a resource is, in Altinn's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ResourceKind {
    AltinnApp,
    CorrespondenceService,
    GenericAccessResource,
    MaskinportenSchema,
    Systemresource,
}

impl ResourceKind {
    /// `resourceType`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AltinnApp => "AltinnApp",
            Self::CorrespondenceService => "CorrespondenceService",
            Self::GenericAccessResource => "GenericAccessResource",
            Self::MaskinportenSchema => "MaskinportenSchema",
            Self::Systemresource => "Systemresource",
        }
    }

    /// Whether a system can have a right to it (altinn.md 4.2).
    pub const fn is_for_systems(self) -> bool {
        !matches!(self, Self::MaskinportenSchema)
    }
}

/// Who answers for a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ServiceOwner {
    pub code: &'static str,
    /// Nine digits, invented.
    pub number: &'static str,
    pub name: Texts,
}

pub(super) const OWNERS: &[ServiceOwner] = &[
    ServiceOwner { code: "skd", number: "210000011", name: texts("Skatteetaten", "Skatteetaten", "The Norwegian Tax Administration") },
    ServiceOwner { code: "nav", number: "210000038", name: texts("Nav", "Nav", "Nav") },
    ServiceOwner {
        code: "digdir",
        number: "210000046",
        name: texts("Digitaliseringsdirektoratet", "Digitaliseringsdirektoratet", "Digdir"),
    },
    ServiceOwner { code: "ttd", number: "210000054", name: texts("Testdepartementet", "Testdepartementet", "Test Ministry") },
];

/// One that its packages open from the ordinary level, with no list in front.
const fn plain(id: &'static str, owner: &'static str, packages: &'static [&'static str], title: Texts, description: Texts) -> Resource {
    let kind = ResourceKind::GenericAccessResource;
    Resource { id, kind, title, description, owner, delegable: true, packages, roles: &[], level: 3, access_list: None, scopes: &[] }
}

/// What an accountant of either kind opens.
const ACCOUNTS: &[&str] =
    &["regnskapsforer-med-signeringsrettighet", "regnskapsforer-uten-signeringsrettighet", "skattegrunnlag", "skattnaering"];

pub(super) const RESOURCES: &[Resource] = &[
    plain(
        "ske-krav-og-betalinger",
        "skd",
        &["regnskapsforer-med-signeringsrettighet", "regnskapsforer-uten-signeringsrettighet", "skattegrunnlag"],
        texts("Krav og betalinger", "Krav og betalingar", "Claims and payments"),
        texts("Innsyn i krav og betalinger", "Innsyn i krav og betalingar", "A view of claims and payments"),
    ),
    Resource {
        kind: ResourceKind::AltinnApp,
        ..plain(
            "app_ttd_demo",
            "ttd",
            &[
                "ansvarlig-revisor",
                "forretningsforer-eiendom",
                "lonn",
                "regnskapsforer-lonn",
                "regnskapsforer-med-signeringsrettighet",
                "regnskapsforer-uten-signeringsrettighet",
                "revisormedarbeider",
                "skattegrunnlag",
                "skattnaering",
            ],
            texts("Prøveskjema", "Prøveskjema", "Trial form"),
            texts("Et skjema å øve med", "Eit skjema å øve med", "A form to practise with"),
        )
    },
    Resource {
        kind: ResourceKind::AltinnApp,
        ..plain(
            "app_skd_mva-melding-innsending-v1",
            "skd",
            &["merverdiavgift", "regnskapsforer-med-signeringsrettighet"],
            texts("Melding om merverdiavgift", "Melding om meirverdiavgift", "VAT return"),
            texts("Innsending av mva-meldingen", "Innsending av mva-meldinga", "Submission of the VAT return"),
        )
    },
    plain(
        "ske-skattemelding-naering",
        "skd",
        ACCOUNTS,
        texts("Skattemelding for næringsdrivende", "Skattemelding for næringsdrivande", "Business tax return"),
        texts("Utkast og fastsatt skattemelding", "Utkast og fastsett skattemelding", "Draft and settled tax return"),
    ),
    Resource {
        kind: ResourceKind::CorrespondenceService,
        ..plain(
            "nav-sykefravaer-brev",
            "nav",
            &["lonn", "regnskapsforer-lonn"],
            texts("Brev om sykefravær", "Brev om sjukefråvær", "Letters about sick leave"),
            texts("Brev fra Nav til arbeidsgiveren", "Brev frå Nav til arbeidsgjevaren", "Letters from Nav to the employer"),
        )
    },
    Resource {
        kind: ResourceKind::MaskinportenSchema,
        scopes: &["nav:aareg/v1/arbeidsforhold"],
        ..plain(
            "nav_aareg_aareg-services-arbeidsforhold",
            "nav",
            &["lonn"],
            texts("API for arbeidsforhold", "API for arbeidsforhold", "API for employment"),
            texts("Delegeres som API", "Blir delegert som API", "Delegated as an API"),
        )
    },
    Resource {
        access_list: Some(&["315000106", "311223305"]),
        ..plain(
            "ske-avtalte-innsyn",
            "skd",
            &["regnskapsforer-med-signeringsrettighet", "skattegrunnlag"],
            texts("Avtalt innsyn", "Avtalt innsyn", "Agreed insight"),
            texts(
                "Bare for virksomheter på eierens liste",
                "Berre for verksemder på lista til eigaren",
                "Only for those on the owner's list",
            ),
        )
    },
    Resource {
        level: 4,
        ..plain(
            "ske-taushetsbelagte-opplysninger",
            "skd",
            &["skattegrunnlag"],
            texts("Taushetsbelagte opplysninger", "Teiepliktige opplysningar", "Confidential information"),
            texts("Krever innlogging på høyt nivå", "Krev innlogging på høgt nivå", "Demands a login at the high level"),
        )
    },
    Resource {
        roles: &["DAGL"],
        ..plain(
            "ttd-styreprotokoll",
            "ttd",
            &[],
            texts("Styreprotokoll", "Styreprotokoll", "Board minutes"),
            texts("Åpnes bare av en rolle", "Blir opna berre av ei rolle", "Opened by a role alone"),
        )
    },
    Resource {
        delegable: false,
        ..plain(
            "ttd-personlig-melding",
            "ttd",
            &["skattegrunnlag"],
            texts("Personlig melding", "Personleg melding", "Personal message"),
            texts("Kan ikke gis videre", "Kan ikkje bli gjeven vidare", "Cannot be passed on"),
        )
    },
    Resource {
        kind: ResourceKind::Systemresource,
        delegable: false,
        ..plain(
            "altinn_access_management",
            "digdir",
            &["hovedadministrator", "tilgangsstyrer"],
            texts("Tilgangsstyring", "Tilgangsstyring", "Access management"),
            texts("Styre virksomhetens fullmakter", "Styre fullmaktene til verksemda", "Managing the organisation's access"),
        )
    },
    Resource {
        kind: ResourceKind::Systemresource,
        delegable: false,
        ..plain(
            "altinn_client_administration",
            "digdir",
            &["hovedadministrator", "klientadministrator"],
            texts("Klientadministrasjon", "Klientadministrasjon", "Client administration"),
            texts("Gi ansatte og systemer tilgang til klienter", "Gje tilsette og system tilgang til klientar", "Giving access to clients"),
        )
    },
];
