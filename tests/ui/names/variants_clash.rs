#[flags::flags("./variants_clash.toml")]
struct Flags;

fn main() {
    let flags = Flags::new();
    let _ = flags.sidebar(&Context::new("user-1"));
    let _ = Sidebar::DeepRed;
}
