//! Without environments a handle is a constant.
#![deny(warnings)]

#[flags::flags("./shadowed_names.toml")]
#[non_exhaustive]
pub struct Flags;

static FLAGS: Flags = Flags::new();

fn main() {
    let context = Context::new(&format!("user-{}", 1)).into_owned();
    assert!(std::thread::spawn(move || FLAGS.clone(&context)).join().unwrap());
}
