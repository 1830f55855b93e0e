#[flags::flags("./../file/no_flags.toml")]
struct Flags;

#[flags::flags("./../file/no_flags.toml")]
struct MoreFlags;

fn main() {}
