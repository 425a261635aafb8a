//! Netlink attributes: length, type, value, each padded to four bytes. As in linux/netlink.h.

/// The mark of an attribute that holds others.
const NESTED: u16 = 0x8000;

/// A list of attributes in the kernel's form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes(Vec<u8>);

impl Attributes {
    /// None yet.
    pub(super) fn new() -> Attributes {
        Attributes::default()
    }

    /// And one with these bytes.
    #[must_use]
    pub(super) fn bytes(mut self, kind: u16, value: &[u8]) -> Attributes {
        // A value that long is never made here: the longest is the list of a set's elements, which is cut into pieces.
        let length = u16::try_from(4 + value.len()).unwrap_or(u16::MAX);
        self.0.extend_from_slice(&length.to_ne_bytes());
        self.0.extend_from_slice(&kind.to_ne_bytes());
        self.0.extend_from_slice(value);
        self.0.resize(self.0.len().next_multiple_of(4), 0);
        self
    }

    /// And one with a text, which ends with a zero.
    #[must_use]
    pub(super) fn text(self, kind: u16, value: &str) -> Attributes {
        self.bytes(kind, &[value.as_bytes(), &[0]].concat())
    }

    /// And one with a number: nf_tables has them big-endian.
    #[must_use]
    pub(super) fn number(self, kind: u16, value: u32) -> Attributes {
        self.bytes(kind, &value.to_be_bytes())
    }

    /// And one with a long number.
    #[must_use]
    pub(super) fn long(self, kind: u16, value: u64) -> Attributes {
        self.bytes(kind, &value.to_be_bytes())
    }

    /// And one that holds others.
    #[must_use]
    pub(super) fn nested(self, kind: u16, inner: &Attributes) -> Attributes {
        self.bytes(kind | NESTED, &inner.0)
    }

    /// The bytes.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The attributes in bytes that came from the kernel. Ends where they make no sense.
pub(super) fn parse(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = usize::from(u16::from_ne_bytes([*rest.first()?, *rest.get(1)?]));
        let kind = u16::from_ne_bytes([*rest.get(2)?, *rest.get(3)?]) & !NESTED;
        let value = rest.get(4..length)?;
        rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        Some((kind, value))
    })
}

/// The value of an attribute, if it is there.
pub(super) fn find(bytes: &[u8], wanted: u16) -> Option<&[u8]> {
    parse(bytes).find(|(kind, _)| *kind == wanted).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_padded_and_read_back() {
        let inner = Attributes::new().number(2, 7);
        let written = Attributes::new().text(1, "ab").nested(3, &inner).long(4, 9);
        let expected: &[u8] = &[
            7, 0, 1, 0, b'a', b'b', 0, 0, //
            12, 0, 3, 0x80, 8, 0, 2, 0, 0, 0, 0, 7, //
            12, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 9,
        ];
        #[cfg(target_endian = "little")]
        assert_eq!(written.as_bytes(), expected);
        let read: Vec<(u16, &[u8])> = parse(written.as_bytes()).collect();
        assert_eq!(read[0], (1, &b"ab\0"[..]));
        assert_eq!(find(read[1].1, 2), Some(&[0, 0, 0, 7][..]));
        assert_eq!(find(written.as_bytes(), 5), None);
    }

    #[test]
    fn what_makes_no_sense_ends_the_list() {
        for bytes in [&[0, 0, 0, 0][..], &[3, 0, 1, 0], &[255, 0, 1, 0, 1], &[4], &[4, 0, 1]] {
            assert_eq!(parse(bytes).count(), 0, "{bytes:?}");
        }
        assert_eq!(parse(&[4, 0, 1, 0, 9]).count(), 1);
    }
}
