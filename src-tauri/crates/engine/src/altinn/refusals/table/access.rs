//! What access management, the resource registry and the decision point answer with (altinn.md 9.3).

use super::super::codes::*;
use super::{Row, access, code};
use crate::called::{Called, Evidence, Known, Source};
use crate::problem::Action::TryAgain;

pub(super) const TABLE: &[Row] = &[
    access(CONSENT_REFUSED, CONSENT, &[]),
    access(ORGANISATION_UNKNOWN, &[code("AM-00003")], &[]),
    access(PERSON_UNKNOWN, &[code("AM-00004"), code("AM-00043")], &[]),
    access(PARTY_KIND, &[code("AM-00017"), code("AM-00018"), code("AM-00019")], &[]),
    access(NOT_CONNECTED, &[code("AM-00020"), code("AM-00022")], &[]),
    access(PARTY_UNKNOWN, &[code("AM-00021"), code("AM-00023"), code("RR-00001")], &[]),
    access(PERSON_NEEDS_NAME, &[code("AM-00024")], &[]),
    access(AGENT_HAS_CLIENTS, &[code("AM-00025")], &[]),
    access(TOO_MANY_LOOKUPS, &[code("AM-00026")], &[TryAgain]),
    access(RESOURCE_INVALID, &[code("AM-00027"), code("RR-00002")], &[]),
    access(APPROVER_LACKS_RIGHT, &[code("AM-00028")], &[]),
    access(FAILED, &[code("AM-00029"), code("AM-00032")], &[TryAgain]),
    access(NEEDS_SUPPORT, &[code("AM-00030"), code("RR-00000"), code("AUTHZ-00000")], &[]),
    access(REQUEST_UNKNOWN, &[code("AM-00031")], &[]),
    access(RIGHT_INVALID, &[code("AM-00033"), code("AM-00036")], &[]),
    access(PACKAGE_NOT_FOR_PARTY, &[code("AM-00034"), code("AM-00037")], &[]),
    access(PACKAGES_INVALID, &[code("AM-00035"), code("AM-00041")], &[]),
    access(DELEGATION_GONE, &[code("AM-00038")], &[]),
    access(ROLE_REFUSED, &[code("AM-00039"), code("AM-00040")], &[]),
    access(RESOURCE_NOT_DELEGABLE, &[code("AM-00042")], &[]),
    access(IDPORTEN_AUTHORISATIONS, &[code("AM-00044"), code("AM-00045"), code("AM-00046"), code("AM-00047")], &[TryAgain]),
    access(OTHER_OWNER, &[code("RR-00004")], &[]),
    access(ACCESS_INPUT, ACCESS_MANAGEMENT, &[]),
    access(REGISTRY_INPUT, REGISTRY, &[]),
    // The gateway's, or a service's own (altinn.md 10.7).
    Row {
        known: Known::documented(TOO_MANY_REQUESTS, Source::Http, &[Called::status("429"), Called::phrase("Too Many Requests")])
            .by(Evidence::Inferred),
        actions: &[TryAgain],
    },
];

const CONSENT: &[Called] = &[
    code("AM-00000"),
    code("AM-00001"),
    code("AM-00002"),
    code("AM-00005"),
    code("AM-00006"),
    code("AM-00007"),
    code("AM-00008"),
    code("AM-00009"),
    code("AM-00010"),
    code("AM-00011"),
    code("AM-00012"),
    code("AM-00013"),
    code("AM-00014"),
    code("AM-00015"),
    code("AM-00016"),
];

const ACCESS_MANAGEMENT: &[Called] = &[
    code("AM.VLD-00001"),
    code("AM.VLD-00002"),
    code("AM.VLD-00003"),
    code("AM.VLD-00004"),
    code("AM.VLD-00005"),
    code("AM.VLD-00006"),
    code("AM.VLD-00007"),
    code("AM.VLD-00008"),
    code("AM.VLD-00009"),
    code("AM.VLD-00010"),
    code("AM.VLD-00011"),
    code("AM.VLD-00022"),
    code("AM.VLD-00023"),
    code("AM.VLD-00024"),
    code("AM.VLD-00025"),
    code("AM.VLD-00026"),
    code("AM.VLD-00027"),
    code("AM.VLD-00028"),
    code("AM.VLD-00029"),
    code("AM.VLD-00030"),
    code("AM.VLD-00031"),
    code("AM.VLD-00032"),
    code("AM.VLD-00033"),
    code("AM.VLD-00034"),
    code("AM.VLD-00035"),
];

const REGISTRY: &[Called] = &[
    code("RR.VLD-00000"),
    code("RR.VLD-00001"),
    code("RR.VLD-00002"),
    code("RR.VLD-00003"),
    code("RR.VLD-00004"),
    code("RR.VLD-00005"),
    code("RR.VLD-00006"),
    code("RR.VLD-00007"),
    code("RR.VLD-00008"),
    code("RR.VLD-00009"),
    code("RR.VLD-00010"),
    code("RR.VLD-00011"),
];
