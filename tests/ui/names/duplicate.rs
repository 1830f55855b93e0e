#[flags::flags("./duplicate.toml")]
struct Flags;

fn main() {}
