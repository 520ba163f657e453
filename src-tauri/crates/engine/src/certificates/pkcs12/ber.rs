//! A bounded reader of BER (X.690 §8): indefinite lengths and constructed strings are read as what they stand for.

use super::node::{CONSTRUCTED, Content, Node, SEQUENCE, SET};

/// No PKCS#12 file nests deeper than a dozen levels.
const DEPTH: usize = 32;
/// Real files hold a few hundred values; each costs memory, so a megabyte of empty ones must not be read.
const NODES: usize = 20_000;

/// The bytes are not BER, or not the structure that they should be, or exceed the bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::certificates) struct Malformed;

/// A value read whole, and whether a strict DER reader would have accepted its lengths and strings.
pub(super) struct Read<'a> {
    pub(super) node: Node<'a>,
    pub(super) strict: bool,
    /// Bytes that it takes; more may stand after it.
    pub(super) length: usize,
}

/// Reads the first value. What stands after it is ignored, as OpenSSL does: files get padded on their way.
pub(super) fn read(bytes: &[u8]) -> Result<Read<'_>, Malformed> {
    let mut reader = Reader { bytes, at: 0, left: NODES, strict: true };
    let node = reader.node(bytes.len(), DEPTH)?;
    Ok(Read { node, strict: reader.strict, length: reader.at })
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

#[cfg(test)]
mod tests {
    use super::super::node::{INTEGER, OCTET_STRING, OID, header};
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
}
