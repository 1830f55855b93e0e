#[flags::flags("")]
struct Flags;

fn main() {}
