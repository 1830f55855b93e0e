//! Bytes as digits, two for each.

use std::fmt::Write;

/// Bytes in lower case, as seals and keys have them.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Bytes as [`hex`] writes them.
pub fn read_hex<const LENGTH: usize>(digits: &str) -> Option<[u8; LENGTH]> {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if digits.len() != 2 * LENGTH || !digits.bytes().all(is_digit) {
        return None;
    }
    let mut bytes = [0; LENGTH];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
