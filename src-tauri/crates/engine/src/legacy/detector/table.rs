//! What old set-ups have in them, and since when it is of no use (altinn.md 1.1, 1.2, 1.4, 3, 8).

use super::{OldThing, Sort};

/// Altinn 2 was switched off.
const CLOSED: Option<&str> = Some("2026-06-19");

const fn host(name: &'static str, written: &'static [&'static str], gone: Option<&'static str>) -> OldThing {
    OldThing { name, sort: Sort::Host, written, gone }
}

const fn address(name: &'static str, written: &'static [&'static str]) -> OldThing {
    OldThing { name, sort: Sort::Address, written, gone: CLOSED }
}

const fn header(name: &'static str, written: &'static [&'static str], gone: Option<&'static str>) -> OldThing {
    OldThing { name, sort: Sort::Header, written, gone }
}

const fn scope(name: &'static str, written: &'static [&'static str], gone: Option<&'static str>) -> OldThing {
    OldThing { name, sort: Sort::Scope, written, gone }
}

const fn word(name: &'static str, written: &'static [&'static str]) -> OldThing {
    OldThing { name, sort: Sort::Word, written, gone: CLOSED }
}

/// All of them.
pub static OLD_THINGS: [OldThing; 40] = [
    host("rest_host_production", &["www.altinn.no/api", "//altinn.no/api"], CLOSED),
    host("rest_host_test", &["tt02.altinn.no/api"], CLOSED),
    host(
        "rest_host_development",
        &["at21.altinn.cloud/api", "at22.altinn.cloud/api", "at23.altinn.cloud/api", "at24.altinn.cloud/api"],
        CLOSED,
    ),
    host("dead_host", &["platform.altinn.cloud", "ai.basefarm.net", "altinn.basefarm.net", "tt02.altinn.basefarm.net"], None),
    host("maskinporten_old_host", &["ver1.maskinporten.no", "ver2.maskinporten.no"], None),
    host(
        "idporten_old_host",
        &["oidc.difi.no", "oidc-ver1.difi.no", "oidc-ver2.difi.no", "oidc-test.difi.no", "oidc-yt2.difi.eon.no"],
        None,
    ),
    host("selfservice_old_host", &["integrasjon.difi.no", "integrasjon-ver1.difi.no", "integrasjon-ver2.difi.no"], None),
    address("password_login", &["authenticatewithpassword"]),
    address("enterprise_login_page", &["authentication/enterpriseidentified"]),
    address("messages", &["/messages", "/messagebox"]),
    address("profile", &["/api/my/profile", "/profile/contactinformation", "/ui/profile"]),
    address("reportees", &["/api/reportees", "reporteeconversion"]),
    address("organizations", &["/api/organizations"]),
    address("delegations", &["/authorization/roles", "/authorization/rights", "/authorization/delegations"]),
    address("role_definitions", &["/roledefinitions", "/rolerequirements"]),
    address("metadata", &["/api/metadata"]),
    address("enterprise_users_api", &["/api/enterpriseusers", "/rotatesecret"]),
    address("service_owner_api", &["/api/serviceowner"]),
    address("soap", &[".svc", "systemauthentication", "authenticationexternal", "serviceengineexternal", "getauthenticationchallenge"]),
    header("force_ei", &["forceeiauthentication"], CLOSED),
    header("enterprise_header", &["x-altinn-enterpriseuser-authentication"], Some("2026-06-30")),
    header("aspxauth", &[".aspxauth"], CLOSED),
    header("api_key", &["apikey", "api-key", "api_key"], CLOSED),
    header("hal", &["application/hal+json", "application/hal+xml"], CLOSED),
    header("acr_level3", &["level3"], None),
    header("acr_level4", &["level4"], None),
    scope("scope_instances_meta", &["altinn:instances.meta"], CLOSED),
    scope("scope_end_user", &["altinn:enduser", "altinn:endusernoconsent"], CLOSED),
    scope(
        "scope_old_areas",
        &[
            "altinn:reportees",
            "altinn:profiles.read",
            "altinn:profiles.write",
            "altinn:lookup",
            "altinn:rolesandrights.read",
            "altinn:rolesandrights.write",
            "altinn:delegations.read",
            "altinn:delegations.write",
            "altinn:roledefinitions.read",
            "altinn:roledefinitions.write",
            "altinn:delegationrequests.read",
            "altinn:delegationrequests.write",
        ],
        CLOSED,
    ),
    scope("scope_enterprise_users", &["altinn:enterpriseusers.read", "altinn:enterpriseusers.write"], CLOSED),
    scope("scope_broker_service", &["altinn:brokerservice.read", "altinn:brokerservice.write"], Some("2026-05-31")),
    scope(
        "scope_service_owner",
        &[
            "altinn:serviceowner/reportees",
            "altinn:serviceowner/organizations",
            "altinn:serviceowner/rolesandrights",
            "altinn:serviceowner/srr.read",
            "altinn:serviceowner/srr.write",
        ],
        CLOSED,
    ),
    word("enterprise_user", &["virksomhetsbruker", "verksemdsbrukar", "enterpriseuser", "enterprise user"]),
    word("user_password", &["userpassword", "systempassword"]),
    word("system_user_name", &["systemusername", "userssn"]),
    word("pin_codes", &["altinnpin", "smspin", "authmethod"]),
    word("service_code", &["servicecode", "serviceedition", "serviceeditioncode", "externalservicecode"]),
    word("reportee_id", &["reporteeid", "reportee"]),
    word("level_one", &["selfidentified", "selvidentifisert"]),
    word("cer_file", &[".cer"]),
];
