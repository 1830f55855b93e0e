#[flags::flags("./types_clash.toml")]
struct Flags;

fn main() {
    let flags = Flags::new();
    let _ = flags.sidebar(&Context::new("user-1"));
    let _ = Plan::Pro;
}
