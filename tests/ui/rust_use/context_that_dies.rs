#[flags::flags("./shop.toml")]
struct Flags;

fn main() {
    let context = {
        let user = String::from("user-1");
        Context::new(&user, "acme")
    };
    let _ = Flags::new(Environment::Production).sidebar(&context);
}
