//! One BER value: what it is, what it holds, and writing it as DER (X.690 §10).

use std::borrow::Cow;

use zeroize::Zeroize as _;

use super::ber::Malformed;

pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x10;
pub(super) const SET: u8 = 0x11;
/// `[0]`, explicit or implicit.
pub(super) const CONTEXT_0: u8 = 0x80;
pub(super) const CONSTRUCTED: u8 = 0x20;

/// One value: its tag (identifier octet without the constructed bit) and what it holds.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) tag: u8,
    pub(super) content: Content<'a>,
}

/// In one piece or in several.
#[derive(Debug)]
pub(super) enum Content<'a> {
    Primitive(&'a [u8]),
    Constructed(Vec<Node<'a>>),
}

impl<'a> Node<'a> {
    /// The members of a SEQUENCE.
    pub(super) fn sequence(&self) -> Result<&[Self], Malformed> {
        self.members(SEQUENCE)
    }

    /// The members of a constructed value with this tag.
    pub(super) fn members(&self, tag: u8) -> Result<&[Self], Malformed> {
        match &self.content {
            Content::Constructed(children) if self.tag == tag => Ok(children),
            _ => Err(Malformed),
        }
    }

    /// The one value inside `[0] EXPLICIT`.
    pub(super) fn explicit(&self) -> Result<&Self, Malformed> {
        match self.members(CONTEXT_0)? {
            [only] => Ok(only),
            _ => Err(Malformed),
        }
    }

    /// The content octets of a string with this tag; the pieces of a constructed one, joined.
    pub(super) fn octets(&self, tag: u8) -> Result<Cow<'a, [u8]>, Malformed> {
        if self.tag != tag {
            return Err(Malformed);
        }
        match &self.content {
            Content::Primitive(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Constructed(pieces) => {
                let mut joined = Vec::new();
                for piece in pieces {
                    joined.extend_from_slice(&piece.octets(OCTET_STRING)?);
                }
                Ok(Cow::Owned(joined))
            }
        }
    }

    /// A non-negative INTEGER that fits.
    pub(super) fn integer(&self) -> Result<u64, Malformed> {
        let bytes = self.octets(INTEGER)?;
        if bytes.is_empty() || bytes.len() > 8 || bytes[0] & 0x80 != 0 {
            return Err(Malformed);
        }
        Ok(bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    /// An OBJECT IDENTIFIER with dots.
    pub(super) fn oid(&self) -> Result<String, Malformed> {
        dotted(&self.octets(OID)?).ok_or(Malformed)
    }

    /// Whether the value has this tag.
    pub(super) const fn is(&self, tag: u8) -> bool {
        self.tag == tag
    }

    /// The value with definite, minimal lengths and strings in one piece. It may be a key, so no copy is left behind.
    pub(super) fn to_der(&self) -> Result<Vec<u8>, Malformed> {
        let mut out = Vec::with_capacity(header(self.length()?).count() + self.length()? + 1);
        let written = self.write(&mut out);
        if written.is_err() {
            out.zeroize();
        }
        written.map(|()| out)
    }

    /// Whether its pieces are one string.
    const fn is_string(&self) -> bool {
        self.tag & 0xc0 == 0 && !matches!(self.tag, SEQUENCE | SET)
    }

    /// Content octets in DER.
    fn length(&self) -> Result<usize, Malformed> {
        match &self.content {
            Content::Primitive(bytes) => Ok(bytes.len()),
            Content::Constructed(pieces) if self.is_string() => {
                pieces.iter().map(|piece| if piece.is(OCTET_STRING) { piece.length() } else { Err(Malformed) }).sum()
            }
            Content::Constructed(children) => children
                .iter()
                .map(|child| {
                    let length = child.length()?;
                    Ok(1 + header(length).count() + length)
                })
                .sum(),
        }
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), Malformed> {
        let constructed = matches!(self.content, Content::Constructed(_)) && !self.is_string();
        out.push(self.tag | if constructed { CONSTRUCTED } else { 0 });
        out.extend(header(self.length()?));
        self.write_content(out)
    }

    fn write_content(&self, out: &mut Vec<u8>) -> Result<(), Malformed> {
        match &self.content {
            Content::Primitive(bytes) => out.extend_from_slice(bytes),
            Content::Constructed(pieces) if self.is_string() => pieces.iter().try_for_each(|piece| piece.write_content(out))?,
            Content::Constructed(children) => children.iter().try_for_each(|child| child.write(out))?,
        }
        Ok(())
    }
}

/// The octets of a length (X.690 §10.1).
pub(super) fn header(length: usize) -> impl Iterator<Item = u8> {
    let bytes = length.to_be_bytes();
    let leading = bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len() - 1);
    let long = (length >= 0x80).then(|| 0x80 | u8::try_from(bytes.len() - leading).unwrap_or(u8::MAX));
    long.into_iter().chain(bytes.into_iter().skip(leading))
}

fn dotted(bytes: &[u8]) -> Option<String> {
    let mut arcs: Vec<u64> = Vec::new();
    let mut arc: u64 = 0;
    for byte in bytes {
        arc = arc.checked_mul(0x80)? | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            if arcs.is_empty() {
                let first = (arc / 40).min(2);
                arcs.push(first);
                arc -= first * 40;
            }
            arcs.push(arc);
            arc = 0;
        }
    }
    let ended = bytes.last().is_some_and(|byte| byte & 0x80 == 0);
    ended.then(|| arcs.iter().map(u64::to_string).collect::<Vec<_>>().join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oids_have_dots() {
        assert_eq!(dotted(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01]).as_deref(), Some("1.2.840.113549.1.7.1"));
        assert_eq!(dotted(&[0x55, 0x04, 0x61]).as_deref(), Some("2.5.4.97"));
        assert_eq!(dotted(&[0x88, 0x37]).as_deref(), Some("2.999"));
        assert_eq!(dotted(&[0x88]), None);
        assert_eq!(dotted(&[0xff; 12]), None);
        assert_eq!(dotted(&[]), None);
    }
}
