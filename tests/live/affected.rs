//! Methods go by the compiled rules for flags that no change affects, and `decide` always by those that run:
//! after each change both say the same.

use flags::Value;

use super::{Context, Flags, Roles, TEXT, edited, production};

fn check(flags: &Flags, moment: &str) {
    let users: Vec<String> = (0..50).map(|number| format!("user-{number}")).collect();
    for user in &users {
        for roles in [&[Roles::Member], &[Roles::Staff]] {
            let context = super::pro(user).seats(12).country("DK").roles(roles);
            let by_name = |name: &str| flags.decide(name, &context).expect("it is declared").value;
            macro_rules! same {
                ($($flag:ident)*) => {$(
                    let value = Value::Bool(flags.$flag(&context));
                    assert_eq!(value, by_name(stringify!($flag)), "{}, {moment}: {user}", stringify!($flag));
                )*};
            }
            same!(core_redesign new_sidebar instant_export quick_switcher blue_receipts large_pages staff_only);
            let button = Value::Text(flags.checkout_button(&context).as_str().into());
            assert_eq!(button, by_name("checkout_button"), "{moment}: {user}");
            assert_eq!(Value::Integer(flags.page_size(&context)), by_name("page_size"), "{moment}: {user}");
        }
    }
}

#[test]
fn methods_follow_every_change_of_what_a_flag_asks_about() {
    let flags = production();
    let context = pinned_context();
    let texts = [
        ("a requirement", edited("enabled = true", "rollout = 0")),
        ("a segment", edited("when = { roles = \"staff\" }", "when = { roles = \"member\" }")),
        (
            "a variant",
            edited("client = true\nrollout = 50", "client = true\nserve = \"blue\"\nrollout = 100"),
        ),
        ("a value", edited("large = 100", "large = 120")),
        ("itself", edited("rollout = 60", "rollout = 90")),
    ];
    for (what, text) in &texts {
        flags.live().reload(text).expect(what);
        check(&flags, what);
        let pinned = flags.snapshot();
        let before = pinned.new_sidebar(&context);
        flags.live().reload(TEXT).expect("it is the compiled file");
        check(&flags, "back again");
        check(&pinned, what);
        assert_eq!(pinned.new_sidebar(&context), before);
    }
}

#[test]
fn methods_follow_every_kill() {
    let flags = production();
    for name in Flags::NAMES {
        flags.live().set_kills(name);
        check(&flags, name);
        check(&flags.snapshot(), name);
    }
    flags.live().set_kills("core_redesign");
    flags.live().reload(&edited("rollout = 60", "rollout = 90")).expect("it is valid");
    check(&flags, "a kill and a text");
    flags.live().set_kills("");
    check(&flags, "revived");
    check(&flags.with(|o| o.core_redesign(false)), "overridden");
}

fn pinned_context() -> Context<'static> {
    super::pro("user-1").into_owned()
}
