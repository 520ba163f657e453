//! `authorization_details` of a request to Ansattporten: which representation the client asks for (idporten.md 17, RFC 9396).

use serde_json::{Map, Value};

use super::refusal::Refusal;

const ALWAYS: [&str; 2] = ["type", "representation_is_required"];
const OF_ALTINN: [&str; 4] = ["resource", "organizationform", "allow_multiple_organizations", "allow_deleted_organizations"];
const RESOURCE: &str = "urn:altinn:resource:";

/// Where the representation is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// `ansattporten:altinn:service`: a service code of Altinn 2's.
    Service,
    /// `ansattporten:altinn:resource`: a resource of Altinn 3's.
    Resource,
    /// `ansattporten:orgno`: whose work account it is.
    Employer,
}

impl Source {
    pub(super) const ALL: [Self; 3] = [Self::Service, Self::Resource, Self::Employer];

    /// The `type`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Service => "ansattporten:altinn:service",
            Self::Resource => "ansattporten:altinn:resource",
            Self::Employer => "ansattporten:orgno",
        }
    }
}

/// Which organisations may be chosen, by `organizationform`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `enterprise`: main units.
    Enterprise,
    /// `business`: subunits.
    Business,
}

/// What is asked for, over every object: they have one type, and share their flags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Details {
    pub(super) source: Source,
    /// As they were asked for, one for each object; none for an employer.
    pub(super) resources: Vec<String>,
    pub(super) form: Option<Form>,
    pub(super) several: bool,
    pub(super) deleted: bool,
    pub(super) required: bool,
}

impl Details {
    /// Reads the parameter. An empty array asks for nothing.
    pub(super) fn of(parameter: &str) -> Result<Option<Self>, Refusal> {
        let objects: Vec<Map<String, Value>> = serde_json::from_str(parameter).map_err(|_| refused("not a JSON array of objects"))?;
        let mut details: Option<Self> = None;
        for object in &objects {
            let one = Self::of_object(object)?;
            match &mut details {
                Some(details) => details.join(one)?,
                None => details = Some(one),
            }
        }
        Ok(details)
    }

    fn of_object(object: &Map<String, Value>) -> Result<Self, Refusal> {
        let name = object.get("type").and_then(Value::as_str).ok_or_else(|| refused("type is required"))?;
        let source = Source::ALL.into_iter().find(|source| source.name() == name);
        let source = source.ok_or_else(|| refused(format!("unknown type {name}")))?;
        let known = |member: &str| ALWAYS.contains(&member) || (source != Source::Employer && OF_ALTINN.contains(&member));
        if let Some(unknown) = object.keys().find(|member| !known(member)) {
            return Err(refused(format!("unknown member {unknown} in {name}")));
        }
        Ok(Self {
            source,
            resources: resource(source, object)?.into_iter().collect(),
            form: form(object)?,
            several: flag(object, "allow_multiple_organizations")?,
            deleted: flag(object, "allow_deleted_organizations")?,
            required: flag(object, "representation_is_required")?,
        })
    }

    fn join(&mut self, other: Self) -> Result<(), Refusal> {
        if self.source != other.source {
            return Err(refused("the objects must have one and the same type"));
        }
        if self.form.zip(other.form).is_some_and(|(one, other)| one != other) {
            return Err(refused("organizationform must be the same in every object"));
        }
        self.form = self.form.or(other.form);
        self.several |= other.several;
        self.deleted |= other.deleted;
        self.required |= other.required;
        self.resources.extend(other.resources);
        Ok(())
    }
}

/// `urn:altinn:resource:<servicecode>:<edition>` or `urn:altinn:resource:<id>`.
fn resource(source: Source, object: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let is_right = |urn: &str| match (source, urn.strip_prefix(RESOURCE)) {
        (Source::Service, Some(rest)) => rest.split_once(':').is_some_and(|(code, edition)| number(code) && number(edition)),
        (Source::Resource, Some(id)) => word(id),
        _ => false,
    };
    if source == Source::Employer {
        return Ok(None);
    }
    let urn = object.get("resource").and_then(Value::as_str).ok_or_else(|| refused("resource is required"))?;
    if is_right(urn) { Ok(Some(urn.to_owned())) } else { Err(refused(format!("malformed resource {urn}"))) }
}

fn form(object: &Map<String, Value>) -> Result<Option<Form>, Refusal> {
    match object.get("organizationform").map(Value::as_str) {
        None => Ok(None),
        Some(Some("enterprise")) => Ok(Some(Form::Enterprise)),
        Some(Some("business")) => Ok(Some(Form::Business)),
        Some(_) => Err(refused("organizationform must be enterprise or business")),
    }
}

/// Clients in use write the word as a string too.
fn flag(object: &Map<String, Value>, name: &str) -> Result<bool, Refusal> {
    match object.get(name) {
        None => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(Value::String(flag)) if flag == "true" => Ok(true),
        Some(Value::String(flag)) if flag == "false" => Ok(false),
        Some(_) => Err(refused(format!("{name} must be true or false"))),
    }
}

fn refused(why: impl std::fmt::Display) -> Refusal {
    Refusal::new("invalid_authorization_details", format!("Invalid authorization_details: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_share_their_flags() -> Result<(), Refusal> {
        let read = r#"[{"type":"ansattporten:altinn:service","resource":"urn:altinn:resource:2480:40","organizationform":"business"},
            {"type":"ansattporten:altinn:service","resource":"urn:altinn:resource:5900:1","allow_multiple_organizations":"true"}]"#;
        let expected = Details {
            source: Source::Service,
            resources: vec!["urn:altinn:resource:2480:40".to_owned(), "urn:altinn:resource:5900:1".to_owned()],
            form: Some(Form::Business),
            several: true,
            deleted: false,
            required: false,
        };
        assert_eq!(Details::of(read)?, Some(expected));
        assert_eq!(Details::of("[]")?, None);
        assert!(Details::of(r#"[{"type":"ansattporten:orgno"}]"#)?.is_some_and(|details| details.resources.is_empty()));
        Ok(())
    }

    #[test]
    fn what_is_not_documented_is_refused() {
        let service = |more: &str| format!(r#"[{{"type":"ansattporten:altinn:service","resource":"urn:altinn:resource:2480:40"{more}}}]"#);
        assert!(Details::of(&service("")).is_ok());
        for wrong in [
            String::new(),
            "{}".to_owned(),
            "[1]".to_owned(),
            "[{}]".to_owned(),
            r#"[{"type":"idporten:fullmakt"}]"#.to_owned(),
            r#"[{"type":"ansattporten:altinn:service"}]"#.to_owned(),
            r#"[{"type":"ansattporten:altinn:service","resource":"2480:40"}]"#.to_owned(),
            r#"[{"type":"ansattporten:altinn:service","resource":"urn:altinn:resource:2480"}]"#.to_owned(),
            r#"[{"type":"ansattporten:altinn:resource","resource":"urn:altinn:resource:2480:40"}]"#.to_owned(),
            r#"[{"type":"ansattporten:altinn:resource","resource":"urn:altinn:resource:"}]"#.to_owned(),
            r#"[{"type":"ansattporten:orgno","resource":"urn:altinn:resource:a"}]"#.to_owned(),
            service(r#","representation_is_requierd":true"#),
            service(r#","allow_multiple_organizations":1"#),
            service(r#","organizationform":"AS""#),
        ] {
            assert_eq!(Details::of(&wrong).map_err(|refusal| refusal.error), Err("invalid_authorization_details"), "{wrong}");
        }
    }
}
