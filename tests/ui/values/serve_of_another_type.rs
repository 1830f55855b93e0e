#[flags::flags("./serve_of_another_type.toml")]
struct Flags;

fn main() {
    let _: i64 = Flags::new().sidebar(&Context::new("user-1"));
}
