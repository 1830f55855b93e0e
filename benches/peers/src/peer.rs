//! What each engine has to do here.

use crate::workloads::users::Fields;

/// The ten countries.
pub const NEAR: [&str; 10] = ["be", "de", "dk", "fi", "fr", "is", "nl", "no", "it", "se"];
pub const MANAGERS: [&str; 2] = ["admin", "owner"];
pub const PAYING: [&str; 2] = ["pro", "enterprise"];
pub const VARIANTS: [(&str, u32); 4] = [("control", 40), ("blue", 30), ("green", 20), ("red", 10)];

/// The ids of the long list.
pub fn listed() -> Vec<String> {
    (0..1_000).map(|number| format!("user-{}", number * 10)).collect()
}

/// The names of the hundred flags, and what kind each is.
pub fn hundred() -> Vec<String> {
    macro_rules! names {
        ($({ $kind:ident: $($flag:ident)* })*) => { vec![$($(stringify!($flag).to_owned()),*),*] };
    }
    crate::workloads::hundred_flags!(names)
}

/// The kind of one of the hundred: its name without the number.
pub fn kind(name: &str) -> &str {
    name.split('_').next().expect("a name has a first part")
}

/// The number of a variant.
pub fn variant(name: &str) -> u32 {
    match name {
        "blue" => 1,
        "green" => 2,
        "red" => 3,
        _ => 0,
    }
}

/// An engine, with the rules of all workloads loaded.
pub trait Peer {
    /// Who asks, as the engine takes it.
    type Context;

    /// Its crate and version.
    const NAME: &'static str;

    /// The context of a request, from text.
    fn context(&self, fields: &Fields) -> Self::Context;

    /// Decides a workload by its name: a bool, the number of a variant, or how many of a hundred are on.
    /// `None` if the engine cannot say such a thing.
    fn decide(&self, workload: &str, context: &Self::Context) -> Option<u32>;
}
