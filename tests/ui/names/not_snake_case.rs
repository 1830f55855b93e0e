#[flags::flags("./not_snake_case.toml")]
struct Flags;

fn main() {}
