//! Any two flags' cohorts are independent: who is in one says nothing about who is in another.

use flags_runtime::bucket::{Stream, bucket, id_hash, integer_id_hash, salt_hash};

const IDS: u32 = 200_000;
const MOST: f64 = 0.01;
/// In thousandths of a percent.
const ROLLOUTS: [u32; 3] = [10_000, 25_000, 50_000];

/// Names alike in every way that has fooled a hash: of equal length, with shared beginnings, with
/// shared ends, one the beginning of another, apart by one bit, empty.
const SALTS: [&str; 16] = [
    "checkout",
    "checkous",
    "billings",
    "checkout1",
    "checkout11",
    "checkout_button",
    "checkout_redesign",
    "new_button",
    "old_button",
    "a",
    "b",
    "flag_1",
    "flag_2",
    "flag_10",
    "",
    "user-1",
];

/// One bit for each id.
type Cohort = Vec<u64>;

#[test]
fn flags_splits_and_samples_are_independent() {
    let ids: Vec<u64> = (0..IDS).map(|number| id_hash(&format!("user-{number}"))).collect();
    check_all_pairs(&ids);
}

#[test]
fn they_are_also_for_numbers_as_ids() {
    let ids: Vec<u64> = (0..i64::from(IDS)).map(integer_id_hash).collect();
    check_all_pairs(&ids);
}

/// `checkout` + `1user…` and `checkout1` + `user…` are the same text; a hash of the two joined would
/// put the same people into both.
#[test]
fn the_end_of_a_name_is_no_beginning_of_an_id() {
    let pairs = [
        (("checkout", "1user"), ("checkout1", "user")),
        (("checkout", ":user"), ("checkout:", "user")),
        (("check", "outuser"), ("checkout", "user")),
    ];
    for ((salt_a, prefix_a), (salt_b, prefix_b)) in pairs {
        let ids =
            |prefix| (0..IDS).map(move |number| id_hash(&format!("{prefix}{number}"))).collect::<Vec<_>>();
        let (ids_a, ids_b) = (ids(prefix_a), ids(prefix_b));
        for percent in ROLLOUTS {
            let a = cohort(&ids_a, salt_a, Stream::Rollout, percent);
            let b = cohort(&ids_b, salt_b, Stream::Rollout, percent);
            check(&a, &b, &format!("{salt_a}+{prefix_a} and {salt_b}+{prefix_b} at {percent}"));
        }
    }
}

fn check_all_pairs(ids: &[u64]) {
    let mut cohorts = Vec::new();
    for salt in SALTS {
        let streams: &[Stream] = if salt.starts_with("checkout") || salt.is_empty() {
            &[Stream::Rollout, Stream::Split, Stream::Sample]
        } else {
            &[Stream::Rollout]
        };
        for stream in streams {
            let of_salt = ROLLOUTS.map(|percent| cohort(ids, salt, *stream, percent));
            cohorts.push((format!("{salt} ({stream:?})"), of_salt));
        }
    }
    for (at, (name_a, of_a)) in cohorts.iter().enumerate() {
        for (a, percent) in of_a.iter().zip(ROLLOUTS) {
            let share = f64::from(count(a)) / f64::from(IDS);
            assert!((share - f64::from(percent) / 100_000.0).abs() < 0.005, "{name_a}: {share} at {percent}");
        }
        for (name_b, of_b) in &cohorts[at + 1..] {
            for a in of_a {
                for b in of_b {
                    check(a, b, &format!("{name_a} and {name_b}"));
                }
            }
        }
    }
}

fn cohort(ids: &[u64], salt: &str, stream: Stream, percent: u32) -> Cohort {
    let salt = salt_hash(salt, stream);
    let word = |ids: &[u64]| {
        ids.iter().enumerate().fold(0, |word, (at, id)| word | u64::from(bucket(*id, salt) < percent) << at)
    };
    ids.chunks(64).map(word).collect()
}

/// The correlation of two yes-or-no properties: 0 if they are independent, 1 or -1 if one follows from
/// the other.
fn check(a: &Cohort, b: &Cohort, what: &str) {
    let both = a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum::<u32>();
    let share = |count: u32| f64::from(count) / f64::from(IDS);
    let (both, a, b) = (share(both), share(count(a)), share(count(b)));
    let phi = (both - a * b) / (a * (1.0 - a) * b * (1.0 - b)).sqrt();
    assert!(phi.abs() < MOST, "phi is {phi} for {what}");
}

fn count(cohort: &Cohort) -> u32 {
    cohort.iter().map(|word| word.count_ones()).sum()
}
