//! What a request is validated for: a system's registration, the clients of an agent, what all of Altinn shares (altinn.md 4.4, 6.5, 9.1).

use super::super::codes::*;
use super::{Row, access, code, row};
use crate::called::Called;
use crate::problem::Action::TryAgain;

pub(super) const TABLE: &[Row] = &[
    row(VENDOR_ID_FORM, &[code("AUTH.VLD-00000")], &[]),
    row(SYSTEM_ID_PREFIX, &[code("AUTH.VLD-00001")], &[]),
    row(SYSTEM_ID_TAKEN, &[code("AUTH.VLD-00002")], &[]),
    row(RESOURCES_UNKNOWN, &[code("AUTH.VLD-00003")], &[]),
    row(CLIENT_ON_OTHER_SYSTEM, &[code("AUTH.VLD-00004")], &[]),
    row(REDIRECT_NOT_HTTPS, &[code("AUTH.VLD-00005")], &[]),
    row(RIGHTS_TWICE, &[code("AUTH.VLD-00006")], &[]),
    row(PACKAGES_TWICE, &[code("AUTH.VLD-00007")], &[]),
    row(PACKAGES_UNKNOWN, &[code("AUTH.VLD-00008")], &[]),
    row(NOT_A_RESOURCE, &[code("AUTH.VLD-00009")], &[]),
    row(CLIENTS_TWICE, &[code("AUTH.VLD-00011")], &[]),
    row(SYSTEM_ID_DIFFERS, &[code("AUTH.VLD-00012")], &[]),
    row(SYSTEM_ID_SPACES, &[code("AUTH.VLD-00013")], &[]),
    row(AGENT_UNKNOWN, &[code("AUTH.VLD-00014")], &[]),
    row(NOT_AN_AGENT, &[code("AUTH.VLD-00015")], &[]),
    row(CLIENT_MISSING, &[code("AUTH.VLD-00016")], &[]),
    row(RESOURCE_TYPES_NOT_DELEGABLE, &[code("AUTH.VLD-00017")], &[]),
    row(CLIENT_PACKAGE_VISIBLE, &[code("AUTH.VLD-00018")], &[]),
    access(INPUT_REFUSED, &[code("STD-00000")], &[]),
    access(SEVERAL_PROBLEMS, &[code("STD-00001")], &[TryAgain]),
    access(VALUE_MISSING, &[code("STD.VLD-00000")], &[]),
    access(VALUE_LENGTH, &[code("STD.VLD-00003"), code("STD.VLD-00004"), code("STD.VLD-00005"), code("STD.VLD-00006")], &[]),
    access(VALUE_FORMAT, FORMATS, &[]),
    access(VALUE_REFUSED, VALUES, &[]),
    access(MALFORMED_REQUEST, &[code("STD.VLD-00017")], &[]),
];

const FORMATS: &[Called] = &[
    code("STD.VLD-00008"),
    code("STD.VLD-00010"),
    code("STD.VLD-00011"),
    code("STD.VLD-00012"),
    code("STD.VLD-00013"),
    code("STD.VLD-00016"),
];

const VALUES: &[Called] = &[
    code("STD.VLD-00001"),
    code("STD.VLD-00002"),
    code("STD.VLD-00007"),
    code("STD.VLD-00009"),
    code("STD.VLD-00014"),
    code("STD.VLD-00015"),
];
