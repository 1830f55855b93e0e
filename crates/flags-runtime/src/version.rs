//! Semantic versions as text: checked once, compared without a copy.
//!
//! Precedence is that of <https://semver.org/#spec-item-11>, with build metadata ignored. Components
//! that are left out are zero, so `2.3` is `2.3.0`.

use core::cmp::Ordering;

/// Whether the text is a version, complete or shortened.
///
/// ```
/// use flags_runtime::version::is_version;
/// assert!(is_version("2.3") && is_version("1.0.0-rc.1+build.5"));
/// assert!(!is_version("v2") && !is_version("1.02") && !is_version("1.0.0-"));
/// ```
pub fn is_version(text: &str) -> bool {
    let (rest, build) = split(text, '+');
    let (core, pre) = split(rest, '-');
    core.split('.').count() <= 3
        && core.split('.').all(is_component)
        && pre.is_none_or(|pre| pre.split('.').all(|part| is_identifier(part) && !has_leading_zero(part)))
        && build.is_none_or(|build| build.split('.').all(is_identifier))
}

/// Compares two versions by precedence. Text that is no version compares somehow, but never panics.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (a_core, a_pre) = split(split(a, '+').0, '-');
    let (b_core, b_pre) = split(split(b, '+').0, '-');
    compare_cores(a_core, b_core).then_with(|| match (a_pre, b_pre) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => compare_prereleases(a, b),
    })
}

fn compare_cores(a: &str, b: &str) -> Ordering {
    let mut a = a.split('.');
    let mut b = b.split('.');
    (0..3).fold(Ordering::Equal, |order, _| {
        let (a, b) = (a.next().unwrap_or("0"), b.next().unwrap_or("0"));
        order.then_with(|| compare_numbers(a, b))
    })
}

fn compare_prereleases(a: &str, b: &str) -> Ordering {
    let mut a = a.split('.');
    let mut b = b.split('.');
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (is_number(a), is_number(b)) {
                (true, true) => compare_numbers(a, b),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => a.cmp(b),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Numbers without leading zeros: the longer is the greater.
fn compare_numbers(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn is_component(text: &str) -> bool {
    is_number(text) && !has_leading_zero(text) && text.parse::<u64>().is_ok()
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_leading_zero(text: &str) -> bool {
    is_number(text) && text.len() > 1 && text.starts_with('0')
}
