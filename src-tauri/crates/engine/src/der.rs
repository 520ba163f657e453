//! The little DER that keys and bundles outside PKCS#12 need: one element read or written at a time, never deeper than asked.

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTETS: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
/// A whole element, as parameters that are none.
pub(crate) const NULL: &[u8] = &[0x05, 0x00];

/// One element, within the bytes that it was read from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    /// With its tag and its length.
    pub(crate) whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// What is inside, when the tag is the one wanted.
    pub(crate) fn inside(self, tag: u8) -> Option<&'a [u8]> {
        (self.tag == tag).then_some(self.content)
    }
}

/// The first element and what follows it. Lengths are definite and within the bytes.
pub(crate) fn first(bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length - 0x80))?;
            (digits.iter().fold(0, |number, digit| number << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (content, after) = rest.split_at_checked(length)?;
    let whole = bytes.get(..bytes.len() - after.len())?;
    Some((Element { tag, content, whole }, after))
}

/// All elements of a content; none of them when one is cut off.
pub(crate) fn elements(mut bytes: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    while !bytes.is_empty() {
        let (element, rest) = first(bytes)?;
        elements.push(element);
        bytes = rest;
    }
    Some(elements)
}

/// Writes an element of several parts, in memory of the right size from the start: what may be secret leaves no copies.
pub(crate) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
    let mut written = Vec::with_capacity(2 + digits.len() + length);
    written.push(tag);
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => written.push(short),
        _ => {
            written.push(0x80 | u8::try_from(digits.len()).unwrap_or(0x7f));
            written.extend(digits);
        }
    }
    parts.iter().for_each(|part| written.extend_from_slice(part));
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 127, 128, 255, 256, 70_000] {
            let written = element(OCTETS, &[&vec![7; length], b"x"]);
            let read = first(&written);
            assert!(
                read.is_some_and(|(read, rest)| read.content.len() == length + 1 && read.whole == written && rest.is_empty()),
                "{length}"
            );
        }
        assert!(first(&[SEQUENCE, 0x85, 1, 0, 0, 0, 0]).is_none() && first(&[SEQUENCE, 0x84, 0xff, 0xff, 0xff, 0xff]).is_none());
        assert!(elements(&[INTEGER, 1, 0, INTEGER, 2, 0]).is_none());
    }
}
