#[flags::flags]
fn flags() {}

fn main() {
    flags();
}
