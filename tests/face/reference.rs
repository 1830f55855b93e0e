//! The reference file, which uses every key once, in generated code.
#![allow(dead_code, reason = "its flags are asked all at once")]

#[flags::flags]
pub struct Flags;

#[test]
fn the_reference_file_decides() {
    let context = Context::new("user-42", "acme").plan(Plan::Pro).country("DK");
    for environment in Environment::ALL {
        let flags = Flags::new(*environment);
        let all = flags.all(&context);
        assert_eq!(all.len(), Flags::METADATA.len());
        assert_eq!(all.get("new_sidebar").map(|decision| decision.on), Some(flags.new_sidebar(&context)));
    }
}
