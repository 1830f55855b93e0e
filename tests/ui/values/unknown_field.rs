#[flags::flags("./unknown_field.toml")]
struct Flags;

fn main() {
    let value: Sidebar = Flags::new().sidebar(&Context::new("user-1"));
    let _ = (value.width + 1, value.title.len());
}
