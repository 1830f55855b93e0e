//! No name of the program gets in the way of generated code.
#![deny(warnings)]
#![allow(non_camel_case_types, dead_code)]

mod core {}
mod std {}
mod flags {}
struct bool;
struct str;
struct i64;
struct u16;
struct u32;
struct Some;
struct None;
struct Ok;
struct Text;
struct Borrowed;
struct Str;
struct Run;
trait Clone {}
trait Choice {}
fn flag() {}
fn plan() {}
fn text() {}
static RULES: () = ();
static FLAGS: () = ();

/// The flags.
#[::flags::flags("./shadowed_names.toml")]
pub struct Features;

fn main() {
    let flags = Features::new();
    let context = Context::new("user-1").option(Option::None).string(&[String::Clone]);
    assert!(flags.default(&context));
    assert!(flags.result(&context).as_str().len() > 1);
}
