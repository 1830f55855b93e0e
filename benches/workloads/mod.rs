//! What the benchmarks measure: each workload by hand, compiled, and loaded at run time, over the same users.

#![allow(dead_code, reason = "each benchmark uses what it needs")]

pub mod compiled;
pub mod hand;
mod hundred;
pub mod loaded;
pub mod race;
pub mod users;

pub(crate) use hundred::hundred_flags;

use compiled::{Context, Flags};
use flags_runtime::ruleset::FlagId;
use hand::User;
use loaded::{Loaded, Slots};
use users::Fields;

/// How many users a workload is checked with.
const CHECKED: u64 = 10_000;

/// How many users a workload is timed with: few enough for the contexts of all forms to stay in the
/// cache next to the processor, as that of a request does, and too many to be foreseen.
pub const TIMED: u64 = 48;

pub struct Workload {
    /// What it is called in tables.
    pub title: &'static str,
    /// What it is called in the code and in the file of figures.
    pub name: &'static str,
    /// The flag, for who asks by name; a hundred have none.
    pub flag: Option<&'static str>,
    pub hand: fn(&User<'_>) -> u32,
    pub compiled: fn(&Flags, &Context<'_>) -> u32,
    /// The mean of what it returns, in percent: for a bool the share of users who have it.
    pub mean: f64,
}

macro_rules! workload {
    ($title:literal, $name:ident, $flag:expr, $mean:expr) => {
        Workload {
            title: $title,
            name: stringify!($name),
            flag: $flag,
            hand: hand::$name,
            compiled: compiled::$name,
            mean: $mean,
        }
    };
}

/// The seven, and two more to compare with: text in the place of an enum, ten ids in the place of a thousand.
pub const WORKLOADS: [Workload; 9] = [
    workload!("on for everyone", on, Some("on"), 100.0),
    workload!("25 %", quarter, Some("quarter"), 25.0),
    workload!("role, plan, 10 countries, 50 %", targeted, Some("targeted"), 3.75),
    workload!("the same, countries as text", targeted_text, Some("targeted_text"), 3.75),
    workload!("10 ids, else 10 %", listed_ten, Some("listed_ten"), 10.1),
    workload!("1,000 ids, else 10 %", listed, Some("listed"), 19.0),
    workload!("4 variants", variants, Some("variants"), 100.0),
    workload!("chain of 3 requirements", chain, Some("chain_top"), 36.0),
    workload!("100 flags", hundred, None, 20.0 * (100.0 + 25.0 + 50.0 + 3.75 + 19.0)),
];

impl Workload {
    /// Decides it by rules that were read at run time.
    pub fn loaded<'l>(&self, loaded: &'l Loaded) -> impl Fn(&Slots<'_>) -> u32 + Copy + 'l {
        let flag: Option<FlagId> = self.flag.map(|name| loaded.flag(name));
        move |slots| match flag {
            Some(flag) => loaded.decide(flag, slots),
            None => loaded.hundred(slots),
        }
    }

    /// Panics unless all forms decide alike for ten thousand users, and give the share that they should.
    pub fn check(&self, flags: &Flags, rules: &Loaded) {
        let loaded = self.loaded(rules);
        let mut sum = 0_u32;
        for fields in &users::users(CHECKED) {
            let by_hand = (self.hand)(&User::of(fields));
            assert_eq!(
                (self.compiled)(flags, &compiled::context(fields)),
                by_hand,
                "{}: {fields:?}",
                self.name
            );
            assert_eq!(loaded(&loaded::slots(fields)), by_hand, "{}, loaded: {fields:?}", self.name);
            self.check_by_name(rules, fields, by_hand);
            sum += by_hand;
        }
        let mean = f64::from(sum) * 100.0 / 10_000.0;
        // One percent of the users, for each flag.
        let band = if self.flag.is_some() { 1.0 } else { 100.0 };
        assert!((mean - self.mean).abs() <= band, "{}: {mean} % instead of {} %", self.name, self.mean);
    }

    fn check_by_name(&self, rules: &Loaded, fields: &Fields, by_hand: u32) {
        let Some(flag) = self.flag else { return };
        let object = loaded::object(fields);
        let context = rules.engine.context_from_json(&object, None).expect("the attributes exist");
        let decision = rules.engine.decide(flag, &context).expect("the flag exists");
        let is_on = if flag == "variants" { decision.on } else { by_hand != 0 };
        assert_eq!(decision.on, is_on, "{}, by name: {fields:?}", self.name);
    }
}
