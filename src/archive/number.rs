//! Numbers in a tar header: octal text, or big-endian binary where octal is too short.
//! Source: GNU tar manual, "Basic Tar Format"; POSIX.1-2017, pax, "ustar Interchange Format".

/// The value of a header field; a blank field is zero. `None` when it is no number or leaves 63 bits.
pub(super) fn field(bytes: &[u8]) -> Option<i64> {
    match bytes.first()? {
        0x80 => binary(&bytes[1..], 0),
        0xff => binary(&bytes[1..], -1),
        _ => octal(bytes),
    }
}

fn binary(bytes: &[u8], sign: i64) -> Option<i64> {
    bytes.iter().try_fold(sign, |value, &byte| Some(value.checked_mul(256)? | i64::from(byte)))
}

fn octal(bytes: &[u8]) -> Option<i64> {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    let text = bytes[..end].trim_ascii();
    text.iter().try_fold(0i64, |value, &byte| match byte {
        b'0'..=b'7' => value.checked_mul(8)?.checked_add(i64::from(byte - b'0')),
        _ => None,
    })
}
