//! Ten thousand users, the same in each run: what a program knows of who asks, as text.

/// What arrives with a request.
#[derive(Clone, Debug)]
pub struct Fields {
    pub user: String,
    pub plan: &'static str,
    pub role: &'static str,
    pub country: &'static str,
}

pub const PLANS: [&str; 3] = ["free", "pro", "enterprise"];
pub const ROLES: [&str; 4] = ["guest", "member", "admin", "owner"];
pub const COUNTRIES: [&str; 20] = [
    "ar", "au", "be", "br", "ca", "ch", "de", "dk", "es", "fi", "fr", "gb", "ie", "is", "it", "jp", "nl",
    "no", "pt", "se",
];

/// Half are on a paid plan, three in ten are admins or owners (one in ten an owner), half are in one of the
/// ten countries. `user-0`, `user-10`, … are the thousand of the long list.
pub fn users(count: u64) -> Vec<Fields> {
    (0..count)
        .map(|number| Fields {
            user: format!("user-{number}"),
            plan: PLANS[pick(number, 1, &[50, 30, 20])],
            role: ROLES[pick(number, 2, &[10, 60, 20, 10])],
            country: COUNTRIES[pick(number, 3, &[5; 20])],
        })
        .collect()
}

/// Which of the weights, in percent, this user has.
fn pick(number: u64, what: u64, weights: &[u64]) -> usize {
    let mut rest = scatter(number * 8 + what) % 100;
    let taken = weights.iter().position(|weight| {
        let is_here = rest < *weight;
        rest = rest.wrapping_sub(*weight);
        is_here
    });
    taken.expect("the weights sum to 100")
}

/// A number that looks random, and is the same in each run (the finalizer of `SplitMix64`).
pub fn scatter(number: u64) -> u64 {
    let mut x = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
