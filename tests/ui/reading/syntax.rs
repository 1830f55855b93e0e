#[flags::flags("./syntax.toml")]
struct Flags;

fn main() {}
