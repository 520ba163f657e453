//! A bounded reader of BER (X.690 §8): indefinite lengths and constructed strings are read as what they stand for.

use std::borrow::Cow;

use zeroize::Zeroize as _;

/// No PKCS#12 file nests deeper than a dozen levels.
const DEPTH: usize = 32;
/// Real files hold a few hundred values; each costs memory, so a megabyte of empty ones must not be read.
const NODES: usize = 20_000;

pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x10;
pub(super) const SET: u8 = 0x11;
/// `[0]`, explicit or implicit.
pub(super) const CONTEXT_0: u8 = 0x80;
const CONSTRUCTED: u8 = 0x20;

/// The bytes are not BER, or not the structure that they should be, or exceed the bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::certificates) struct Malformed;

/// One value: its tag (identifier octet without the constructed bit) and what it holds.
#[derive(Debug)]
pub(super) struct Node<'a> {
    tag: u8,
    content: Content<'a>,
}

#[derive(Debug)]
enum Content<'a> {
    Primitive(&'a [u8]),
    Constructed(Vec<Node<'a>>),
}

/// A value read whole, and whether a strict DER reader would have accepted its lengths and strings.
pub(super) struct Read<'a> {
    pub(super) node: Node<'a>,
    pub(super) strict: bool,
}

/// Reads the first value. What stands after it is ignored, as OpenSSL does: files get padded on their way.
pub(super) fn read(bytes: &[u8]) -> Result<Read<'_>, Malformed> {
    let mut reader = Reader { bytes, at: 0, left: NODES, strict: true };
    let node = reader.node(bytes.len(), DEPTH)?;
    Ok(Read { node, strict: reader.strict })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    left: usize,
    strict: bool,
}

impl<'a> Reader<'a> {
    fn node(&mut self, end: usize, depth: usize) -> Result<Node<'a>, Malformed> {
        let depth = depth.checked_sub(1).ok_or(Malformed)?;
        self.left = self.left.checked_sub(1).ok_or(Malformed)?;
        let identifier = self.byte(end)?;
        if identifier & 0x1f == 0x1f {
            return Err(Malformed);
        }
        let tag = identifier & !CONSTRUCTED;
        let constructed = identifier & CONSTRUCTED != 0;
        let length = self.length(end)?;
        if !constructed {
            let stop = self.stop(length.ok_or(Malformed)?, end)?;
            let content = Content::Primitive(&self.bytes[self.at..stop]);
            self.at = stop;
            return Ok(Node { tag, content });
        }
        self.strict &= tag & 0xc0 != 0 || matches!(tag, SEQUENCE | SET);
        let children = match length {
            Some(length) => {
                let stop = self.stop(length, end)?;
                self.children(stop, depth)?
            }
            None => self.children_to_mark(end, depth)?,
        };
        Ok(Node { tag, content: Content::Constructed(children) })
    }

    fn children(&mut self, stop: usize, depth: usize) -> Result<Vec<Node<'a>>, Malformed> {
        let mut children = Vec::new();
        while self.at < stop {
            children.push(self.node(stop, depth)?);
        }
        Ok(children)
    }

    /// Children up to the end-of-contents octets of an indefinite length (X.690 §8.1.3.6).
    fn children_to_mark(&mut self, end: usize, depth: usize) -> Result<Vec<Node<'a>>, Malformed> {
        self.strict = false;
        let mut children = Vec::new();
        while self.bytes[self.at..end].get(..2) != Some(&[0, 0]) {
            children.push(self.node(end, depth)?);
        }
        self.at += 2;
        Ok(children)
    }

    fn stop(&self, length: usize, end: usize) -> Result<usize, Malformed> {
        self.at.checked_add(length).filter(|stop| *stop <= end).ok_or(Malformed)
    }

    /// `None` for the indefinite form.
    fn length(&mut self, end: usize) -> Result<Option<usize>, Malformed> {
        let first = self.byte(end)?;
        if first < 0x80 {
            return Ok(Some(usize::from(first)));
        }
        if first == 0x80 {
            return Ok(None);
        }
        if first > 0x84 {
            return Err(Malformed);
        }
        let mut length = 0;
        for _ in 0x80..first {
            length = length << 8 | usize::from(self.byte(end)?);
        }
        self.strict &= length >= 0x80 && (first == 0x81 || length >> (8 * (first - 0x81)) != 0);
        Ok(Some(length))
    }

    fn byte(&mut self, end: usize) -> Result<u8, Malformed> {
        let byte = *self.bytes[..end].get(self.at).ok_or(Malformed)?;
        self.at += 1;
        Ok(byte)
    }
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
fn header(length: usize) -> impl Iterator<Item = u8> {
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

    fn value(identifier: u8, content: &[u8]) -> Vec<u8> {
        [identifier].into_iter().chain(header(content.len())).chain(content.iter().copied()).collect()
    }

    fn again(bytes: &[u8]) -> Result<(Vec<u8>, bool), Malformed> {
        let read = read(bytes)?;
        Ok((read.node.to_der()?, read.strict))
    }

    #[test]
    fn ber_becomes_der() {
        fn check(ber: &[u8], der: &[u8], strict: bool) {
            assert_eq!(again(ber), Ok((der.to_vec(), strict)), "{ber:02x?}");
        }
        check(&[0x30, 0x03, 0x02, 0x01, 0x03], &[0x30, 0x03, 0x02, 0x01, 0x03], true);
        check(&[0x30, 0x80, 0x02, 0x01, 0x03, 0, 0], &[0x30, 0x03, 0x02, 0x01, 0x03], false);
        check(&[0x30, 0x81, 0x03, 0x02, 0x01, 0x03], &[0x30, 0x03, 0x02, 0x01, 0x03], false);
        check(&[0x24, 0x06, 0x04, 0x01, b'a', 0x04, 0x01, b'b'], &[0x04, 0x02, b'a', b'b'], false);
        check(&[0x24, 0x80, 0x24, 0x80, 0x04, 0x01, b'a', 0, 0, 0, 0], &[0x04, 0x01, b'a'], false);
        check(&[0x31, 0x06, 0x02, 0x01, 0x09, 0x02, 0x01, 0x03], &[0x31, 0x06, 0x02, 0x01, 0x09, 0x02, 0x01, 0x03], true);
        check(&[0xa0, 0x80, 0x04, 0x00, 0, 0], &[0xa0, 0x02, 0x04, 0x00], false);
    }

    #[test]
    fn what_is_written_reads_back_and_every_changed_byte_ends_well() {
        let inside = [value(INTEGER, &[3]), value(0xa0, &value(OCTET_STRING, &[7; 200])), value(OID, &[0x55, 0x04, 0x61])];
        let good = value(0x30, &inside.concat());
        assert_eq!(again(&good), Ok((good.clone(), true)));
        for at in 0..good.len() {
            for byte in 0..=255 {
                let mut bent = good.clone();
                bent[at] = byte;
                if let Ok((der, _)) = again(&bent) {
                    assert!(der.len() <= bent.len() + 8, "{at} {byte}");
                }
            }
        }
    }

    /// certificates.md 16 no 23, 24
    #[test]
    fn hostile_lengths_and_depths_are_refused() {
        let mut deep = [0x30, 0x80].repeat(4_000);
        deep.extend([0, 0].repeat(4_000));
        let mut definite: Vec<u8> = Vec::new();
        for _ in 0..40 {
            definite = value(0x30, &definite);
        }
        let many = value(0x30, &[0x05, 0x00].repeat(NODES + 1));
        let cases: [&[u8]; 11] = [
            &[],
            &[0x30],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x00],
            &[0x30, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x04, 0x80, 0x00, 0x00],
            &[0x30, 0x80, 0x02, 0x01, 0x03],
            &[0x30, 0x03, 0x02, 0x02, 0x03],
            &[0x3f, 0x21, 0x00],
            &deep,
            &definite,
            &many,
        ];
        for case in cases {
            assert!(read(case).is_err(), "{:02x?}", &case[..case.len().min(12)]);
        }
    }

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
