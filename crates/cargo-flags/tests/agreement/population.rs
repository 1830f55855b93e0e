//! People who differ in everything that the storefront's flags ask about, the same in every run.

use serde_json::{Map, Value, json};

use crate::compiled::NOW;

/// Makes people one after the other.
pub(crate) struct Population {
    left: usize,
    state: u64,
}

/// What a context says; anything may be absent.
pub(crate) struct Person {
    pub(crate) user: Option<String>,
    pub(crate) plan: Option<&'static str>,
    pub(crate) country: Option<&'static str>,
    pub(crate) device: Option<&'static str>,
    pub(crate) app: Option<&'static str>,
    pub(crate) company: Option<String>,
    pub(crate) roles: Option<Vec<&'static str>>,
    pub(crate) labels: Option<Vec<&'static str>>,
    pub(crate) orders: Option<i64>,
    pub(crate) rating: Option<f64>,
    pub(crate) trial: Option<bool>,
    pub(crate) signed_up: Option<u64>,
    environment: Option<&'static str>,
}

impl Population {
    pub(crate) fn new(people: usize) -> Self {
        Self { left: people, state: 20_261_121 }
    }

    /// The next number below a bound: `SplitMix64`, so that no run differs from another.
    fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.state;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bound = u64::try_from(bound).expect("small");
        usize::try_from((x ^ (x >> 31)) % bound).expect("small")
    }

    /// One of these in nine of ten cases, else nothing.
    fn maybe<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        let choice = choices[self.below(choices.len())];
        (self.below(10) > 0).then_some(choice)
    }

    fn some(&mut self, choices: &[&'static str]) -> Option<Vec<&'static str>> {
        let held = choices.iter().copied().filter(|_| self.below(3) == 0).collect();
        (self.below(10) > 0).then_some(held)
    }
}

impl Iterator for Population {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        self.left = self.left.checked_sub(1)?;
        // A few of the file's own ids, many others, and guests.
        let user = match self.below(20) {
            0 => None,
            1 => Some(["u-0007", "u-0042", "u-0314", "u-0001"][self.below(4)].to_owned()),
            _ => Some(format!("u-{}", self.below(1_000_000))),
        };
        Some(Person {
            user,
            plan: self.maybe(&["free", "starter", "pro", "enterprise"]),
            country: self.maybe(&["DK", "FI", "IS", "NO", "SE", "DE", "US", "JP"]),
            device: self.maybe(&["ios", "android", "web"]),
            app: self.maybe(&["4.3.0", "4.2.1-rc.1", "4.2", "5.0.0+build.7", "3.9.12", "none"]),
            company: (self.below(2) == 0).then(|| format!("company-{}", self.below(500))),
            roles: self.some(&["member", "admin", "owner", "staff"]),
            labels: self.some(&["reviewer", "curator", "no-previews", "other"]),
            orders: self.maybe(&[0, 1, 7, 23, 24, 25, 100]),
            rating: self.maybe(&[0.0, 3.4, 3.5, 3.6, 4.9]),
            trial: self.maybe(&[true, false]),
            signed_up: self.maybe(&[NOW - 86_400, NOW - 14 * 86_400, NOW - 15 * 86_400, NOW + 5, 0]),
            environment: self.maybe(&["production", "production", "staging"]),
        })
    }
}

impl Person {
    /// Whether the context itself says staging; production is what the command line says.
    pub(crate) fn is_staging(&self) -> bool {
        self.environment == Some("staging")
    }

    /// The line of a file of contexts; what is absent is left out.
    pub(crate) fn json(&self) -> Value {
        let fields = [
            ("user", json!(self.user)),
            ("plan", json!(self.plan)),
            ("country", json!(self.country)),
            ("device", json!(self.device)),
            ("app", json!(self.app)),
            ("company", json!(self.company)),
            ("roles", json!(self.roles)),
            ("labels", json!(self.labels)),
            ("orders", json!(self.orders)),
            ("rating", json!(self.rating)),
            ("trial", json!(self.trial)),
            ("signed_up", json!(self.signed_up)),
            ("environment", json!(self.environment)),
            ("now", json!(NOW)),
        ];
        let said = fields.into_iter().filter(|(_, value)| !value.is_null());
        Value::Object(said.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
    }
}
