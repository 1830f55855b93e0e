//! The crate may have another name.
#![deny(warnings)]

mod rules {
    pub use ::flags as switches;

    #[switches::flags("./shadowed_names.toml", crate_path = crate::rules::switches)]
    pub struct Flags;
}

mod flags {}

fn main() {
    assert!(rules::Flags::new().default(&rules::Context::anonymous()));
}
