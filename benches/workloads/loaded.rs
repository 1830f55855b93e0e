//! The same decisions by rules that were read at run time: the evaluator over tables on the heap, with the
//! flag and its name known only to the data. This is the path of a reload and of the dynamic face.

use flags_model::dynamic::Engine;
use flags_runtime::ruleset::FlagId;
use flags_runtime::{Scope, Slot, Slots as View, serve};

use super::users::{COUNTRIES, Fields, PLANS, ROLES};

pub const TEXT: &str = include_str!("flags.toml");

/// The attributes of the file, and `now`.
pub type Slots<'a> = [Slot<'a>; 6];

/// Rules from text.
pub struct Loaded {
    pub engine: Engine,
    hundred: Vec<FlagId>,
}

impl Loaded {
    pub fn new() -> Self {
        let engine = Engine::new(flags_model::load(TEXT).model.expect("the file is valid"));
        macro_rules! names {
            ($({ $kind:ident: $($flag:ident)* })*) => { [$($(stringify!($flag)),*),*] };
        }
        let hundred = super::hundred_flags!(names).map(|name| flag_named(&engine, name)).into();
        Self { engine, hundred }
    }

    /// The number of a flag.
    pub fn flag(&self, name: &str) -> FlagId {
        flag_named(&self.engine, name)
    }

    /// Decides one flag: its payload, which is 1 for a bool that is on.
    #[inline(never)]
    pub fn decide(&self, flag: FlagId, slots: &Slots<'_>) -> u32 {
        serve(&self.scope(slots), flag).1.into()
    }

    /// How many of the hundred are on.
    #[inline(never)]
    pub fn hundred(&self, slots: &Slots<'_>) -> u32 {
        self.hundred.iter().map(|flag| self.decide(*flag, slots)).sum()
    }

    fn scope<'s>(&'s self, slots: &'s Slots<'s>) -> Scope<'s> {
        Scope {
            rules: self.engine.rules(),
            environment: 0,
            slots: View::borrowed(slots),
            overrides: None,
            clock: || None,
        }
    }
}

fn flag_named(engine: &Engine, name: &str) -> FlagId {
    engine.rules().flag_named(name).expect("the file has the flag")
}

/// The context of a request, from text: what a generated context holds.
#[inline]
pub fn slots(fields: &Fields) -> Slots<'_> {
    [
        Slot::key(&fields.user),
        member(&PLANS, fields.plan),
        member(&ROLES, fields.role),
        member(&COUNTRIES, fields.country),
        Slot::string(fields.country),
        Slot::ABSENT,
    ]
}

#[inline]
fn member(members: &[&str], name: &str) -> Slot<'static> {
    let found = members.iter().position(|member| *member == name);
    found.and_then(|found| u16::try_from(found).ok()).map_or(Slot::ABSENT, Slot::member)
}

/// The same as the dynamic face takes it.
pub fn object(fields: &Fields) -> serde_json::Map<String, serde_json::Value> {
    let pairs = [
        ("user", &*fields.user),
        ("plan", fields.plan),
        ("role", fields.role),
        ("country", fields.country),
        ("territory", fields.country),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
}
