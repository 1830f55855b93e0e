#[flags::flags(shop)]
struct Flags;

fn main() {}
