#[flags::flags("./all_at_once.toml")]
struct Flags;

fn main() {
    let flags = Flags::new();
    let context = Context::new("user-1").plan(Plan::Pro);
    let _ = flags.sidebar(&context) && flags.other(&context);
}
