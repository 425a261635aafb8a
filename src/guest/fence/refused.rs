//! What was refused, as the kernel counts it.

use super::attributes::find;
use super::{MEMORY, Refused};

/// An element of the set of refusals.
pub(super) fn parse(element: &[u8]) -> Option<Refused> {
    // Sender, destination, protocol and port, each in four bytes.
    let key: [u8; 16] = find(find(element, 1)?, 1)?.try_into().ok()?;
    let address = |at: usize| [key[at], key[at + 1], key[at + 2], key[at + 3]].into();
    // In so many milliseconds it is forgotten, unless it happens again.
    let left = find(element, 5).and_then(|left| left.try_into().ok()).map_or(MEMORY, u64::from_be_bytes);
    let (packets, bytes) = counter(element).unwrap_or_default();
    Some(Refused {
        source: address(0),
        destination: address(4),
        protocol: key[8],
        port: u16::from_be_bytes([key[12], key[13]]),
        packets,
        bytes,
        ago_ms: MEMORY.saturating_sub(left),
    })
}

fn counter(element: &[u8]) -> Option<(u64, u64)> {
    // One expression, or a list of them: kernels differ.
    let expression = find(element, 7).or_else(|| find(find(element, 11)?, 1))?;
    let data = find(expression, 2)?;
    let number = |kind| Some(u64::from_be_bytes(find(data, kind)?.try_into().ok()?));
    Some((number(2)?, number(1)?))
}

#[cfg(test)]
mod tests {
    use super::super::attributes::Attributes;
    use super::*;

    #[test]
    fn an_element_is_read_as_the_kernel_writes_it() {
        let key = [10, 1, 2, 3, 169, 254, 169, 254, 6, 0, 0, 0, 0, 80, 0, 0];
        let counter = Attributes::new().text(1, "counter").nested(2, &Attributes::new().long(1, 120).long(2, 2));
        let key = Attributes::new().bytes(1, &key);
        let expected = Refused {
            source: [10, 1, 2, 3].into(),
            destination: [169, 254, 169, 254].into(),
            protocol: 6,
            port: 80,
            packets: 2,
            bytes: 120,
            ago_ms: 1000,
        };
        let one = Attributes::new().nested(1, &key).long(5, MEMORY - 1000).nested(7, &counter);
        assert_eq!(parse(one.as_bytes()).unwrap(), expected);
        let listed =
            Attributes::new().nested(1, &key).long(5, MEMORY - 1000).nested(11, &Attributes::new().nested(1, &counter));
        assert_eq!(parse(listed.as_bytes()).unwrap(), expected);
        assert_eq!(parse(&[1, 2, 3]), None);
    }
}
