//! Versions as text, against the crate `semver`. Not under Miri, where building the strategies alone
//! takes minutes; the compared code has no `unsafe` that Miri could look at.
#![cfg(not(miri))]

use std::cmp::Ordering;

use flags_runtime::version::{compare, is_version};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use semver::Version;

/// Text that is nearly a version, and often one.
const NEARLY: &str = r"(0|1|01|7|10|99|18446744073709551615|18446744073709551616|)(\.(0|1|00|2|10)){0,3}(-[0-9a-b.-]{0,6})?(\+[0-9a-b.-]{0,4})?";
/// Three numbers and what may follow them.
const COMPLETE: &str = r"(0|1|2|10|18446744073709551615)\.(0|1|9|10)\.(0|1|2)(-(0|1|2|10|a|b|-|rc1|1a|99999999999999999999)(\.(0|1|11|a|z))?)?(\+(01|b|-)(\.0)?)?";

fn config() -> Config {
    Config { cases: 3_000, rng_seed: RngSeed::Fixed(2026), failure_persistence: None, ..Config::default() }
}

/// What `semver` makes of a text, which it wants complete: zeros go between the numbers and the rest.
fn parse(text: &str) -> Option<Version> {
    let end = text.find(['-', '+']).unwrap_or(text.len());
    let (numbers, rest) = text.split_at(end);
    let zeros = 3_usize.checked_sub(numbers.split('.').count())?;
    Version::parse(&format!("{numbers}{}{rest}", ".0".repeat(zeros))).ok()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_same_texts_are_versions(text in NEARLY, noise in "[0-9a.+-]{0,9}", anything: String) {
        for text in [text, noise, anything] {
            prop_assert_eq!(is_version(&text), parse(&text).is_some(), "{:?}", text);
        }
    }

    #[test]
    fn the_order_is_the_same(a in COMPLETE, b in COMPLETE) {
        let (left, right) = (parse(&a).expect("a version"), parse(&b).expect("a version"));
        prop_assert_eq!(compare(&a, &b), left.cmp_precedence(&right), "{} and {}", a, b);
        prop_assert_eq!(compare(&b, &a), compare(&a, &b).reverse());
        prop_assert_eq!(compare(&a, &a), Ordering::Equal);
    }

    #[test]
    fn what_is_left_out_is_zero(major in 0..3_u64, minor in 0..3_u64, b in COMPLETE) {
        prop_assert_eq!(compare(&format!("{major}"), &b), compare(&format!("{major}.0.0"), &b));
        prop_assert_eq!(compare(&format!("{major}.{minor}"), &b), compare(&format!("{major}.{minor}.0"), &b));
    }

    #[test]
    fn text_that_is_no_version_compares_somehow(a: String, b in NEARLY) {
        let _ = (compare(&a, &b), compare(&b, &a), is_version(&a));
    }
}
