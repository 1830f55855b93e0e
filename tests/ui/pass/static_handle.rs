//! Without environments a handle is a constant.
#![deny(warnings)]

#[flags::flags("./shadowed_names.toml")]
#[non_exhaustive]
pub struct Flags;

static FLAGS: Flags = Flags::new();

fn main() {
    let _: Flags = Default::default();
    let context = Context::new(&format!("user-{}", 1)).into_owned();
    assert!(std::thread::spawn(move || FLAGS.default(&context)).join().unwrap());
}
