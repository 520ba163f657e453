//! What old set-ups have in them, and since when it is of no use (altinn.md 1.1, 1.2, 1.4, 3, 8).

use super::{OldThing, Sort};
use crate::legacy::Part;

/// Altinn 2 was switched off.
const CLOSED: Option<&str> = Some("2026-06-19");

const fn host(name: &'static str, written: &'static [&'static str], gone: Option<&'static str>) -> OldThing {
    OldThing { name, sort: Sort::Host, written, gone, successor: None }
}

const fn address(name: &'static str, written: &'static [&'static str], successor: Part) -> OldThing {
    OldThing { name, sort: Sort::Address, written, gone: CLOSED, successor: Some(successor) }
}

const fn header(name: &'static str, written: &'static [&'static str], successor: Option<Part>) -> OldThing {
    OldThing { name, sort: Sort::Header, written, gone: CLOSED, successor }
}

const fn scope(name: &'static str, written: &'static [&'static str], successor: Option<Part>) -> OldThing {
    OldThing { name, sort: Sort::Scope, written, gone: CLOSED, successor }
}

const fn word(name: &'static str, written: &'static [&'static str], successor: Option<Part>) -> OldThing {
    OldThing { name, sort: Sort::Word, written, gone: CLOSED, successor }
}

/// All of them.
pub static OLD_THINGS: [OldThing; 38] = [
    host(
        "rest_host",
        &[
            "www.altinn.no/api",
            "//altinn.no/api",
            "tt02.altinn.no/api",
            "at21.altinn.cloud/api",
            "at22.altinn.cloud/api",
            "at23.altinn.cloud/api",
            "at24.altinn.cloud/api",
        ],
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
    address("password_login", &["authenticatewithpassword"], Part::PasswordLogin),
    address("enterprise_login_page", &["authentication/enterpriseidentified"], Part::EnterpriseUser),
    address("messages", &["/messages", "/messagebox"], Part::Messages),
    address("profile", &["/api/my/profile", "/profile/contactinformation", "/ui/profile"], Part::Profile),
    address("reportees", &["/api/reportees", "reporteeconversion"], Part::Parties),
    address("organizations", &["/api/organizations"], Part::Parties),
    address("delegations", &["/authorization/roles", "/authorization/rights", "/authorization/delegations"], Part::Delegations),
    address("role_definitions", &["/roledefinitions", "/rolerequirements"], Part::RoleDefinitions),
    address("metadata", &["/api/metadata"], Part::Metadata),
    address("enterprise_users_api", &["/api/enterpriseusers", "/rotatesecret"], Part::EnterpriseUser),
    address("service_owner_api", &["/api/serviceowner"], Part::ServiceOwner),
    address(
        "soap",
        &[".svc", "systemauthentication", "authenticationexternal", "serviceengineexternal", "getauthenticationchallenge"],
        Part::Soap,
    ),
    header("force_ei", &["forceeiauthentication"], Some(Part::OrganisationLogin)),
    // The exchange still knew it until then.
    OldThing {
        gone: Some("2026-06-30"),
        ..header("enterprise_header", &["x-altinn-enterpriseuser-authentication"], Some(Part::EnterpriseUser))
    },
    header("aspxauth", &[".aspxauth"], Some(Part::PasswordLogin)),
    header("api_key", &["apikey", "api-key", "api_key"], Some(Part::ApiKey)),
    header("hal", &["application/hal+json", "application/hal+xml"], None),
    // Of ID-porten, which closed on another day.
    OldThing { gone: None, ..header("acr_level3", &["level3"], None) },
    OldThing { gone: None, ..header("acr_level4", &["level4"], None) },
    scope("scope_instances_meta", &["altinn:instances.meta"], None),
    scope("scope_end_user", &["altinn:enduser", "altinn:endusernoconsent"], None),
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
        None,
    ),
    scope("scope_enterprise_users", &["altinn:enterpriseusers.read", "altinn:enterpriseusers.write"], Some(Part::EnterpriseUser)),
    // Broker closed before the rest.
    OldThing {
        gone: Some("2026-05-31"),
        ..scope("scope_broker_service", &["altinn:brokerservice.read", "altinn:brokerservice.write"], None)
    },
    scope(
        "scope_service_owner",
        &[
            "altinn:serviceowner/reportees",
            "altinn:serviceowner/organizations",
            "altinn:serviceowner/rolesandrights",
            "altinn:serviceowner/srr.read",
            "altinn:serviceowner/srr.write",
        ],
        Some(Part::ServiceOwner),
    ),
    word("enterprise_user", &["virksomhetsbruker", "verksemdsbrukar", "enterpriseuser", "enterprise user"], Some(Part::EnterpriseUser)),
    word("user_password", &["userpassword", "systempassword"], Some(Part::PasswordLogin)),
    word("system_user_name", &["systemusername", "userssn"], Some(Part::Soap)),
    word("pin_codes", &["altinnpin", "smspin", "authmethod"], Some(Part::Soap)),
    word("service_code", &["servicecode", "serviceedition", "serviceeditioncode", "externalservicecode"], None),
    word("reportee_id", &["reporteeid", "reportee"], Some(Part::Parties)),
    word("level_one", &["selfidentified", "selvidentifisert"], Some(Part::PasswordLogin)),
    word("cer_file", &[".cer"], None),
];
