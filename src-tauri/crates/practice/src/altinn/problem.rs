//! The authentication component's own problems, with what is wrong in a form (altinn.md 4.4, 9.1, 9.2).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::approval::Denial;

/// A problem with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) status: StatusCode,
    title: &'static str,
    /// One more member.
    extension: Option<(&'static str, String)>,
}

impl Problem {
    const fn new(code: &'static str, status: StatusCode, title: &'static str) -> Self {
        Self { code, status, title, extension: None }
    }

    pub(super) fn with(self, name: &'static str, value: String) -> Self {
        Self { extension: Some((name, value)), ..self }
    }

    pub(super) fn body(&self) -> Value {
        let mut body = json!({
            "type": format!("urn:altinn:error:{}", self.code),
            "title": self.title,
            "status": self.status.as_u16(),
            "code": self.code,
        });
        if let Some((name, value)) = &self.extension {
            body[name] = json!(value);
        }
        body
    }
}

macro_rules! problems {
    ($($name:ident = $code:literal, $status:ident, $title:literal;)+) => {
        $(pub(super) const $name: Problem = Problem::new($code, StatusCode::$status, $title);)+
    };
}

problems! {
    UNKNOWN_PARTY = "AUTH-00000", BAD_REQUEST, "Can't resolve the organisation number, is it correctly formatted?";
    RIGHTS = "AUTH-00001", BAD_REQUEST, "One or more rights are not found or not delegable.";
    USER_EXISTS = "AUTH-00004", BAD_REQUEST, "A system user already exists for this combination of external reference, system and party.";
    ACCEPTED = "AUTH-00006", BAD_REQUEST, "The combination of external ids refers to a request that is already accepted.";
    PENDING = "AUTH-00007", BAD_REQUEST, "The combination of external ids refers to a pending request, please reuse or delete.";
    DENIED = "AUTH-00008", BAD_REQUEST, "The combination of external ids refers to a denied request, please delete and renew the request.";
    REJECTED = "AUTH-00009", BAD_REQUEST, "The combination of external ids refers to a rejected request, please delete and renew the request.";
    UNKNOWN_REQUEST = "AUTH-00010", NOT_FOUND, "The id does not refer to a request in our system.";
    UNKNOWN_SYSTEM = "AUTH-00011", NOT_FOUND, "The system id does not match any registered system.";
    NOT_STORED = "AUTH-00012", NOT_FOUND, "An error occured when storing the request.";
    UNKNOWN_USER = "AUTH-00015", NOT_FOUND, "The system user was not found.";
    OTHER_REDIRECT = "AUTH-00021", BAD_REQUEST, "The redirect URL is not among those registered on the system.";
    NO_VENDOR = "AUTH-00023", UNAUTHORIZED, "The vendor organisation is missing in the token.";
    NO_AGENT_REQUEST = "AUTH-00025", BAD_REQUEST, "The request is not a request for an agent system user.";
    NO_REDIRECTS = "AUTH-00026", BAD_REQUEST, "The system has no redirect URLs.";
    UNKNOWN_AGENT_REQUEST = "AUTH-00030", NOT_FOUND, "The id does not refer to an agent request in our system.";
    AGENT_WITHOUT_PACKAGES = "AUTH-00058", BAD_REQUEST, "A request for an agent system user needs at least one access package.";
    NOTHING_WANTED = "AUTH-00059", BAD_REQUEST, "A request needs at least one right or access package.";
    CHANGE_DECIDED = "AUTH-00061", CONFLICT, "The change request is no longer new: use a new correlation id.";
    NOT_ON_SYSTEM = "AUTH-00063", BAD_REQUEST, "One or more access packages are not found on the system.";
    NOT_ASSIGNABLE = "AUTH-00064", BAD_REQUEST, "One or more access packages cannot be given to a standard system user.";
    NOT_FOR_CLIENTS = "AUTH-00065", BAD_REQUEST, "One or more access packages cannot be delegated for clients.";
}

impl From<Denial> for Problem {
    fn from(denial: Denial) -> Self {
        Self::new(denial.code, StatusCode::from_u16(denial.status).unwrap_or(StatusCode::BAD_REQUEST), denial.title)
    }
}

/// One thing that is wrong in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Invalid {
    code: &'static str,
    path: &'static str,
    title: &'static str,
    /// One more member: what it is about.
    extension: Option<(&'static str, String)>,
}

impl Invalid {
    const fn new(code: &'static str, path: &'static str, title: &'static str) -> Self {
        Self { code, path, title, extension: None }
    }

    /// What it is about, where anything is wrong.
    pub(super) fn about(self, name: &'static str, values: &[String]) -> Option<Self> {
        (!values.is_empty()).then(|| Self { extension: Some((name, values.join(" | "))), ..self })
    }

    fn body(&self) -> Value {
        let mut body = json!({ "code": self.code, "title": self.title, "paths": [self.path] });
        if let Some((name, value)) = &self.extension {
            body[name] = json!(value);
        }
        body
    }
}

macro_rules! invalids {
    ($($name:ident = $code:literal, $path:literal, $title:literal;)+) => {
        $(pub(super) const $name: Invalid = Invalid::new($code, concat!("/registersystemrequest/", $path), $title);)+
    };
}

invalids! {
    VENDOR_ID = "AUTH.VLD-00000", "vendor/id", "the org number identifier is not valid ISO6523 identifier";
    SYSTEM_ID = "AUTH.VLD-00001", "systemid", "The system id does not match the format orgnumber_xxxx...";
    SYSTEM_TAKEN = "AUTH.VLD-00002", "systemid", "The system id already exists";
    RESOURCE_UNKNOWN = "AUTH.VLD-00003", "rights/resource", "One or all the resources in rights is not found in altinn's resource register";
    CLIENT_TAKEN = "AUTH.VLD-00004", "clientid", "One of the client id is already tagged with an existing system";
    REDIRECT_URL = "AUTH.VLD-00005", "allowedredirecturls", "One or more of the redirect urls format is not valid. The valid format is https://xxx.xx";
    RIGHT_TWICE = "AUTH.VLD-00006", "rights/resource", "One or more duplicate rights found";
    PACKAGE_TWICE = "AUTH.VLD-00007", "accesspackages", "One or more duplicate access package(s) found";
    PACKAGE_UNKNOWN = "AUTH.VLD-00008", "accesspackages", "One or all the accesspackage(s) is not found in altinn's access packages or is not delegable";
    RESOURCE_FORM = "AUTH.VLD-00009", "rights/resource", "One or more resource id is in wrong format. The valid format is urn:altinn:resource";
    CLIENT_TWICE = "AUTH.VLD-00011", "clientid", "Request contains duplicate client ids";
    SYSTEM_OTHER = "AUTH.VLD-00012", "systemid", "The system ID in the request body does not match the system ID in the URL";
    SYSTEM_SPACES = "AUTH.VLD-00013", "systemid", "System ID cannot have spaces in id (leading, trailing or in between the id)";
    RESOURCE_KIND = "AUTH.VLD-00017", "rights/resource", "One or all the resources in rights is not delegable";
    VISIBLE_FOR_CLIENTS = "AUTH.VLD-00018", "accesspackages", "A visible system cannot have access packages that are for clients only";
}

/// About the query of a call for an agent (altinn.md 6.5).
pub(super) const AGENT_ID: Invalid = Invalid::new("AUTH.VLD-00014", "?agent", "The agent query parameter is missing or invalid");
pub(super) const NOT_AN_AGENT: Invalid = Invalid::new("AUTH.VLD-00015", "?agent", "The system user is not an agent");
pub(super) const CLIENT_ID: Invalid = Invalid::new("AUTH.VLD-00016", "?client", "The client query parameter is missing or invalid");

/// The body that holds everything that is wrong.
pub(super) fn invalid(found: &[Invalid]) -> Value {
    json!({
        "type": "urn:altinn:error:STD-00000",
        "title": "One or more validation errors occurred.",
        "status": 400,
        "code": "STD-00000",
        "validationErrors": found.iter().map(Invalid::body).collect::<Vec<_>>(),
    })
}
