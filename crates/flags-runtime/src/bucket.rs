//! Buckets: which of 100 000 equal parts of the population an id falls into, for each salt anew.
//!
//! The id and the salt are hashed apart and then mixed, so that an id is hashed once for all flags,
//! and no choice of names can correlate two flags: `checkout` + `1user` and `checkout1` + `user` have
//! nothing in common. The hash is `XXH3_64` (<https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md>),
//! the mixer is the finalizer of `SplitMix64` (<https://prng.di.unimi.it/splitmix64.c>). The golden
//! vectors in the tests never change: a changed bucket moves users.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// How many buckets there are: one for each thousandth of a percent.
pub const BUCKETS: u32 = 100_000;

/// What a bucket is for. Each use has its own, so that a variant of a split says nothing about who is
/// in the rollout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Percentages of flags and rules.
    Rollout,
    /// Which variant of a split.
    Split,
    /// Percentages of segments.
    Sample,
}

/// The hash of an id: computed once for each context.
#[inline]
pub fn id_hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// The hash of an integer id, which is that of its decimal digits.
#[inline]
pub fn integer_id_hash(id: i64) -> u64 {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = id.unsigned_abs();
    loop {
        at = at.saturating_sub(1);
        if let (Some(digit), Ok(value)) = (digits.get_mut(at), u8::try_from(rest % 10)) {
            *digit = b'0' + value;
        }
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if id < 0 {
        at = at.saturating_sub(1);
        if let Some(sign) = digits.get_mut(at) {
            *sign = b'-';
        }
    }
    xxh3_64(digits.get(at..).unwrap_or_default())
}

/// The hash of a salt in a stream: a constant of the rules.
pub fn salt_hash(salt: &str, stream: Stream) -> u64 {
    let seed = match stream {
        Stream::Rollout => 0,
        Stream::Split => 1,
        Stream::Sample => 2,
    };
    xxh3_64_with_seed(salt.as_bytes(), seed)
}

/// The bucket of a hashed id under a hashed salt, 0..=99 999.
///
/// ```
/// use flags_runtime::bucket::{bucket, id_hash, salt_hash, Stream};
/// let salt = salt_hash("new_sidebar", Stream::Rollout);
/// assert_eq!(bucket(id_hash("user-42"), salt), 19_258);
/// ```
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the result is below 100 000")]
pub const fn bucket(id: u64, salt: u64) -> u32 {
    let mut x = id ^ salt;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 31;
    (((x >> 32) * BUCKETS as u64) >> 32) as u32
}
