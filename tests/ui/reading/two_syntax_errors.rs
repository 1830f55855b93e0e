#[flags::flags("./two_syntax_errors.toml")]
struct Flags;

fn main() {}
