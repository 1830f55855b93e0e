//! Small domains: the values of each attribute that are tried.

use flags_runtime::Slot;

/// The attributes, in the order of the schema; the last is `now`.
pub const ATTRIBUTES: [&str; 11] =
    ["user", "plan", "seats", "score", "app", "trial", "roles", "labels", "country", "signed", "now"];

/// Midnight of 2026-06-01.
const NOW: i64 = 1_780_272_000;
const DAY: i64 = 86_400;

/// The values of an attribute that are tried, absence first.
pub fn values_of(attribute: usize) -> Vec<Slot<'static>> {
    let some: Vec<Slot<'static>> = match ATTRIBUTES[attribute] {
        "user" => ["u1", "u2", "u3", "u4", "u5", "u6", "u7"].map(Slot::key).into(),
        "plan" => (0..3).map(Slot::member).collect(),
        "seats" => (-1..=6).map(Slot::integer).collect(),
        "score" => [-1.0, 0.0, 0.25, 0.5, 0.75, 1.0, 2.0].map(Slot::float).into(),
        "app" => {
            let versions =
                ["0.9", "1", "1.1", "1.2", "1.3", "2.0.0-alpha", "2.0.0-rc.1", "2.0.0-rc.2", "2", "3"];
            versions.map(Slot::version).into()
        }
        "trial" => [true, false].map(Slot::bool).into(),
        "roles" => (0..8).map(Slot::closed_set).collect(),
        "labels" => {
            let sets: [&[&str]; 7] =
                [&[], &["a"], &["b"], &["c"], &["a", "b"], &["b", "c"], &["a", "b", "c"]];
            sets.map(Slot::open_set).into()
        }
        "country" => {
            let names = ["dk", "DK", "Dk", "d", "dx", "eu", "EU", "x-eu", "dkx-eu", "", "zz"];
            names.map(Slot::string).into()
        }
        "signed" => [-61, -60, -45, -31, -30, -29, 0, 1].map(|days| Slot::timestamp(NOW + days * DAY)).into(),
        _ => [0, -1, -60 * DAY].map(|seconds| Slot::timestamp(NOW + seconds)).into(),
    };
    std::iter::once(Slot::ABSENT).chain(some).collect()
}
