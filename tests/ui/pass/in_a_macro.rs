//! A macro of the program's own may write the struct.
#![deny(warnings)]

macro_rules! declare {
    ($name:ident, $path:literal) => {
        #[flags::flags($path, crate_path = ::flags)]
        pub(crate) struct $name;
    };
}

mod shop {
    declare!(Shop, "./shadowed_names.toml");
}

mod hidden {
    macro_rules! declare_all {
        () => {
            #[flags::flags("./every_type.toml")]
            pub struct Flags;
        };
    }
    declare_all!();

    pub fn ask(flags: &Flags, context: &Context<'_>) -> usize {
        let bools = [flags.every_attribute(context), flags.in_a_stage(context)];
        let _ = (flags.variants(context), flags.integer(context), flags.float(context));
        let _ = (flags.text(context), flags.table(context), flags.named(context));
        bools.len()
    }
}

fn main() {
    let flags = shop::Shop::new();
    let context = shop::Context::new("user-1");
    let _ = (flags.default(&context), flags.result(&context), flags.vec(&context), flags.text(&context));
    let flags = hidden::Flags::new(hidden::Environment::Local);
    assert_eq!(hidden::ask(&flags, &hidden::Context::new(1, "acme")), 2);
}
