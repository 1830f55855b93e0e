//! The names of a file survive its mistakes, so that code that uses them compiles as far as it can.

use flags_model::load;
use flags_model::model::ValueType;

/// The names of the flags, in the order of the text.
fn flags(text: &str) -> Vec<String> {
    let loaded = load(text);
    assert!(loaded.model.is_none(), "{text} is no mistake");
    for flag in &loaded.names.flags {
        assert!(text.get(flag.span.start..flag.span.end).is_some(), "{flag:?}");
    }
    loaded.names.flags.into_iter().map(|flag| flag.name).collect()
}

fn variants(text: &str, flag: &str) -> Vec<String> {
    let loaded = load(text);
    let found = loaded.names.flags.into_iter().find(|known| known.name == flag);
    found.expect("the flag is there").variants
}

#[test]
fn flags_behind_a_mistake_of_syntax_survive() {
    for broken in [
        "when = { plan = \"pro\"",
        "when = { any = [ { plan = 1 }, ",
        "requires = [\n  \"b\",\n",
        "rollout = 25%",
        "rollout == 25",
        "this is no line",
        "description = \"open",
        "description = \"\"\"open",
        "rollout = 5 5",
        "expires = 31.01.2099",
        "enabled = true\nenabled = true",
        "roles = \"a\", \"b\"]",
        "}",
        "a.b.c = = {",
    ] {
        let text = format!(
            "[flags.a]\nenabled = true\n[flags.b]\n{broken}\n[flags.c]\nenabled = true\n\n[flags.d]\nrollout = 0\n"
        );
        assert_eq!(flags(&text), ["a", "b", "c", "d"], "{broken}");
    }
}

#[test]
fn several_mistakes_are_survived() {
    let text = "[context]\nplan = \"string\nseats = \"integer\"\n[flags.a]\nwhen = [\n[flags.b\nenabled = yes\n[flags.c]\nx = {\n[[flags.d]\n[flags.e]\nenabled = true\n";
    let loaded = load(text);
    for name in ["a", "b", "c", "e"] {
        assert!(loaded.names.flags.iter().any(|flag| flag.name == name), "{name}: {:?}", loaded.names.flags);
    }
    assert!(loaded.names.attributes.iter().any(|attribute| attribute.name == "seats"));
}

#[test]
fn an_open_header_still_declares_its_flag() {
    assert_eq!(
        flags("[flags.a]\nenabled = true\n[flags.login_screen\nenabled = true\n"),
        ["a", "login_screen"]
    );
    assert_eq!(
        flags("[flags.login_screen # comment\nvariants = [\"x\"]\n[flags.b]\n"),
        ["login_screen", "b"]
    );
}

#[test]
fn an_open_list_invents_no_variants() {
    let text = "[flags.a]\nvariants = [\ndefault = \"blue\"\nserve = \"green\"\n[flags.b]\nenabled = true\n";
    assert_eq!(flags(text), ["a", "b"]);
    assert!(variants(text, "a").is_empty());
    let text = "[flags.a]\nvariants = [\"blue\", \"green\"\ndefault = \"blue\"\n[flags.b]\nenabled = true\n";
    assert_eq!(flags(text), ["a", "b"]);
    assert_eq!(variants(text, "a"), ["blue", "green"]);
}

#[test]
fn a_table_that_stands_twice_costs_nobody_else_a_name() {
    let text = "[flags.a]\nenabled = true\n[flags.b]\nvariants = [\"x\", \"y\"]\n[flags.a]\nrollout = 0\n[flags.c]\ndefault = 1\n";
    assert_eq!(flags(text), ["a", "b", "c"]);
    assert_eq!(variants(text, "b"), ["x", "y"]);
}

#[test]
fn names_are_also_known_as_they_should_be_written() {
    for header in ["flags.ward-map", "flag.ward_map", "ward_map", "flags.wardMap", "flgas.ward_map"] {
        let text = format!("[flags.a]\nenabled = true\n[{header}]\ndefault = 1.5\n");
        let found = load(&text).names.flags.into_iter().find(|flag| flag.name == "ward_map");
        let found = found.unwrap_or_else(|| panic!("{header}"));
        assert_eq!(found.value, ValueType::Float, "{header}");
        assert!(text[found.span.start..found.span.end].contains("ap"), "{header}: {:?}", found.span);
    }
    // A mistake of syntax besides does not hide it.
    let text = "[flag.ward_map]\nrollout = 2O\n[flags.b]\nenabled = true\n";
    assert!(flags(text).iter().any(|flag| flag == "ward_map"));
}

#[test]
fn two_names_that_would_become_one_stay_as_they_are() {
    assert_eq!(
        flags("[flags.ward_map]\nenabled = true\n[flags.ward-map]\nenabled = true\n"),
        ["ward_map", "ward-map"]
    );
}

#[test]
fn environments_below_a_header_are_environments() {
    for table in ["context", "retired", "segments.x", "lints", "segments", "flags"] {
        let text = format!("[{table}]\nenvironments = [\"staging\", \"live\"]\n[other.x]\n");
        assert_eq!(load(&text).names.environments, ["staging", "live"], "{table}");
    }
}
