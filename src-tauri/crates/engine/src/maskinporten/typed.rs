//! A variant as somebody typed it, read once at the door.

use std::str::FromStr;

use super::{SystemUser, Variant};
use crate::names::{ExternalRef, NationalId, NotAName, OrgNumber};
use crate::problem::{Action, Explain, Problem};
use crate::secret::Secret;

codes! { "maskinporten":
    BAD_RESOURCE = "bad_resource", turn: You;
    BAD_PERSON = "bad_person", turn: You;
    BAD_CONSUMER = "bad_consumer", turn: You;
    BAD_OWNER = "bad_owner", turn: You;
    BAD_REFERENCE = "bad_reference", turn: You;
    REFERENCE_ALONE = "reference_alone", turn: You;
}

/// A variant as text. What is empty is not asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct TypedVariant<'a> {
    /// URIs between white space.
    pub resources: &'a str,
    /// Eleven digits; spaces do no harm.
    pub person: Option<&'a Secret<String>>,
    /// An organisation number in any form that people paste.
    pub consumer: &'a str,
    /// An organisation number in any form that people paste.
    pub owner: &'a str,
    /// As the system vendor wrote it.
    pub external_ref: &'a str,
}

/// What was typed wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VariantError {
    /// No absolute URI, or one with a fragment.
    #[error("not a resource")]
    Resource,
    /// Not eleven digits.
    #[error("not a national identity number")]
    Person,
    /// `consumer_org` is no organisation number.
    #[error("the consumer is no organisation number")]
    Consumer,
    /// The owner of the system user is no organisation number.
    #[error("the owner is no organisation number")]
    Owner,
    /// Signs that do not belong in a reference, or too many.
    #[error("not an external reference")]
    Reference,
    /// A reference that selects among the system users of nobody.
    #[error("an external reference without an owner")]
    ReferenceAlone,
}

impl TryFrom<TypedVariant<'_>> for Variant {
    type Error = VariantError;

    fn try_from(typed: TypedVariant<'_>) -> Result<Self, VariantError> {
        let resources = typed.resources.split_whitespace().map(str::parse).collect::<Result<_, NotAName>>();
        // EXPOSE: the name that it is parsed into prints as stars too.
        let digits: Option<Secret<String>> = typed.person.map(|person| Secret::new(person.expose().split_whitespace().collect()));
        // EXPOSE: as above.
        let person = digits.as_ref().map(|digits| digits.expose().as_str()).filter(|digits| !digits.is_empty());
        let person: Option<NationalId> = person.map(str::parse).transpose().map_err(|_| VariantError::Person)?;
        let owner: Option<OrgNumber> = given(typed.owner, VariantError::Owner)?;
        let external_ref: Option<ExternalRef> = given(typed.external_ref, VariantError::Reference)?;
        if owner.is_none() && external_ref.is_some() {
            return Err(VariantError::ReferenceAlone);
        }
        Ok(Self {
            resources: resources.map_err(|_| VariantError::Resource)?,
            person,
            consumer: given(typed.consumer, VariantError::Consumer)?,
            system_user: owner.map(|owner| SystemUser { owner, external_ref }),
        })
    }
}

fn given<T: FromStr>(text: &str, wrong: VariantError) -> Result<Option<T>, VariantError> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| wrong) }
}

impl Explain for VariantError {
    fn explain(&self) -> Problem {
        let code = match self {
            Self::Resource => BAD_RESOURCE,
            Self::Person => BAD_PERSON,
            Self::Consumer => BAD_CONSUMER,
            Self::Owner => BAD_OWNER,
            Self::Reference => BAD_REFERENCE,
            Self::ReferenceAlone => REFERENCE_ALONE,
        };
        code.problem().offer(Action::ReviewClient)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_not_asked_for() {
        assert_eq!(Variant::try_from(TypedVariant::default()), Ok(Variant::default()));
        let spaces = TypedVariant { resources: " ", person: Some(&Secret::new("  ".to_owned())), owner: " ", ..TypedVariant::default() };
        assert_eq!(Variant::try_from(spaces), Ok(Variant::default()));
    }

    #[test]
    fn each_field_is_read_in_the_forms_that_people_paste() -> Result<(), Box<dyn std::error::Error>> {
        let person = Secret::new("138880 12345".to_owned());
        let typed = TypedVariant {
            resources: " https://a.example.no\nurn:b ",
            person: Some(&person),
            consumer: "983 163 327",
            owner: "0192:123456785",
            external_ref: " Kunde 42 ",
        };
        let variant = Variant::try_from(typed)?;
        assert_eq!(variant.resources.iter().map(|one| one.as_str()).collect::<Vec<_>>(), ["https://a.example.no", "urn:b"]);
        assert_eq!(variant.person, Some("13888012345".parse()?));
        assert_eq!(variant.consumer, Some("983163327".parse()?));
        let user = SystemUser { owner: "123456785".parse()?, external_ref: Some("Kunde 42".parse()?) };
        assert_eq!(variant.system_user, Some(user));
        Ok(())
    }

    #[test]
    fn each_field_says_that_it_is_wrong() {
        let check = |typed: TypedVariant<'_>, expected| assert_eq!(Variant::try_from(typed), Err(expected));
        let none = TypedVariant::default();
        let person = Secret::new("1388801234".to_owned());
        check(TypedVariant { resources: "api.example.no", ..none }, VariantError::Resource);
        check(TypedVariant { person: Some(&person), ..none }, VariantError::Person);
        check(TypedVariant { consumer: "983163328", ..none }, VariantError::Consumer);
        check(TypedVariant { owner: "98316332", ..none }, VariantError::Owner);
        check(TypedVariant { owner: "983163327", external_ref: "a\u{202e}b", ..none }, VariantError::Reference);
        check(TypedVariant { external_ref: "Kunde 42", ..none }, VariantError::ReferenceAlone);
    }
}
