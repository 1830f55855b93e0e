#[flags::flags("./failing_expectation.toml")]
pub struct Flags;

fn main() {
    let flags = Flags::new();
    let context = Context::new("user-42");
    let _ = flags.new_sidebar(&context);
}
