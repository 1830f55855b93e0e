#[flags::flags("./method_of_the_handle.toml")]
struct Flags;

fn main() {
    let flags = Flags::new();
    let _ = flags.sidebar(&Context::new("user-1"));
    let _ = flags.explain().sidebar(&Context::new("user-1"));
}
