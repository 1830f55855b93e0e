//! Numbers as letters, which the `metadata_code` of the facade reads; why is said there.

/// Numbers, one after the other: five bits in each letter, the lowest first, the last one marked. No letter
/// needs an escape in a literal.
#[derive(Default)]
pub(super) struct Code(pub(super) String);

/// The letter of a zero that ends its number.
const LAST: u8 = b'#';
/// The letter of a zero after which its number goes on.
const MORE: u8 = b']';

impl Code {
    pub(super) fn number(&mut self, number: u32) {
        let mut rest = number;
        while rest >= 32 {
            self.0.push(char::from(MORE + low_bits(rest)));
            rest >>= 5;
        }
        self.0.push(char::from(LAST + low_bits(rest)));
    }

    /// A number of things, of which there are fewer than bytes in the file.
    pub(super) fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).unwrap_or(u32::MAX));
    }
}

fn low_bits(number: u32) -> u8 {
    (number & 31) as u8
}
