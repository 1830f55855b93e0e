#[flags::flags("./hides_a_trait.toml")]
struct Flags;

fn main() {
    let _ = Flags::new().clone();
}
