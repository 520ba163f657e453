//! DER (X.690) field by field, as the structures of RFC 6960 are written.

use std::borrow::Cow;

use x509_parser::asn1_rs::{Any, Class, FromDer, Tag};

/// The fields of a SEQUENCE, in order.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// Those of the one SEQUENCE that `encoded` is.
    pub(super) fn of(encoded: &'a [u8]) -> Option<Self> {
        let mut whole = Self(encoded);
        let content = whole.content(Tag::Sequence)?;
        whole.is_empty().then_some(Self(content))
    }

    /// Those in the content of an implicitly tagged SEQUENCE.
    pub(super) const fn within(content: &'a [u8]) -> Self {
        Self(content)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn next(&mut self) -> Option<Any<'a>> {
        let (rest, any) = Any::from_der(self.0).ok()?;
        self.0 = rest;
        Some(any)
    }

    /// The next field, encoded.
    pub(super) fn encoded(&mut self) -> Option<&'a [u8]> {
        let before = self.0;
        self.next()?;
        before.get(..before.len() - self.0.len())
    }

    /// The next field as a type of its own.
    pub(super) fn read<T: FromDer<'a, E>, E>(&mut self) -> Option<T> {
        let (rest, value) = T::from_der(self.0).ok()?;
        self.0 = rest;
        Some(value)
    }

    /// The content of the next field, which must be of this universal type.
    pub(super) fn content(&mut self, tag: Tag) -> Option<&'a [u8]> {
        self.next().filter(|any| any.class() == Class::Universal && any.tag() == tag).map(|any| any.as_bytes())
    }

    /// The content of the next field when it is `[tag]`; otherwise it stays.
    pub(super) fn tagged(&mut self, tag: u32) -> Option<&'a [u8]> {
        let mut ahead = *self;
        let any = ahead.next().filter(|any| any.class() == Class::ContextSpecific && any.tag() == Tag(tag))?;
        *self = ahead;
        Some(any.as_bytes())
    }
}

/// DER as it is; out of its PEM armour when it has one, which some authorities publish though RFC 5280 §4.2.1.13 says DER.
pub(super) fn unwrapped<'a>(body: &'a [u8], label: &str) -> Option<Cow<'a, [u8]>> {
    if body.first() == Some(&0x30) {
        return Some(Cow::Borrowed(body));
    }
    let (_, pem) = x509_parser::pem::parse_x509_pem(body).ok()?;
    (pem.label == label).then_some(Cow::Owned(pem.contents))
}
