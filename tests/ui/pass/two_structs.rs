//! Two files in one program, one file in two places, in modules and in functions.
#![deny(warnings)]

mod shop {
    #[flags::flags("./shadowed_names.toml")]
    pub struct Flags;
}

mod deeper {
    pub mod still {
        #[flags::flags("./every_type.toml")]
        pub struct Marker;
    }
}

fn main() {
    #[flags::flags("./shadowed_names.toml")]
    pub struct Flags;

    let context = Context::new("user-1");
    assert!(Flags::new().default(&context) && shop::Flags::new().default(&shop::Context::new("user-1")));
    let flags = deeper::still::Marker::new(deeper::still::Environment::Local);
    assert!(!flags.in_a_stage(&deeper::still::Context::anonymous("acme")));
}
