//! What is too much is refused with a place and a remedy, and half of it is a warning.

use flags_model::reload::{Limits, load_within};
use flags_model::{Code, Loaded, Severity};

const CONTEXT: &str = "[context]\nuser = { type = \"string\", key = true }\n";

fn join(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

fn load(text: &str, limits: Limits) -> Loaded {
    let loaded = load_within(text, &limits);
    for diagnostic in &loaded.diagnostics {
        assert!(diagnostic.help.is_some(), "no remedy: {diagnostic:?}");
        assert!(diagnostic.span.end > diagnostic.span.start, "no place: {diagnostic:?}");
        assert!(text.get(diagnostic.span.start..diagnostic.span.end).is_some(), "{diagnostic:?}");
    }
    loaded
}

/// The only diagnostic, and the text at its place.
fn only(text: &str, limits: Limits) -> (Severity, Code, String, String) {
    let loaded = load(text, limits);
    let [diagnostic] = &loaded.diagnostics[..] else { panic!("{:#?}", loaded.diagnostics) };
    assert_eq!(loaded.model.is_none(), diagnostic.severity == Severity::Error);
    let place = text[diagnostic.span.start..diagnostic.span.end].to_owned();
    (diagnostic.severity, diagnostic.code, diagnostic.message.clone(), place)
}

/// As many are refused, half as many and one more are warned about, half as many are fine.
fn check(text: impl Fn(usize) -> String, limit: usize, limits: Limits, what: &str, places: (&str, &str)) {
    let (severity, code, message, place) = only(&text(limit + 1), limits);
    assert_eq!((severity, code), (Severity::Error, Code::TooLarge));
    assert_eq!((&*message, &*place), (&*format!("{} {what}", limit + 1), places.0));
    let (severity, _, message, place) = only(&text(limit / 2 + 1), limits);
    assert_eq!(severity, Severity::Warning);
    assert_eq!((&*message, &*place), (&*format!("{} {what}", limit / 2 + 1), places.1));
    assert!(load(&text(limit / 2), limits).diagnostics.is_empty());
    assert!(load(&text(limit), limits).model.is_some());
}

#[test]
fn flags_are_counted() {
    let text = |count| join(count, |at| format!("[flags.f{at}]\nenabled = true\n"));
    check(text, 10, Limits { flags: 10, ..Limits::default() }, "flags", ("f10", "f5"));
}

#[test]
fn rules_are_counted_with_those_of_environments() {
    let text = |count: usize| {
        let rules = |count: usize| join(count, |at| format!("{{ rollout = {at} }},"));
        let (own, others) = (rules(count / 2), rules(count - count / 2));
        let environments = "environments = [\"live\"]";
        format!(
            "{environments}\n{CONTEXT}[flags.a]\nrollout = 0\nrules = [{own}]\nenv.live.rules = [{others}]\n"
        )
    };
    let limits = Limits { rules_per_flag: 10, ..Limits::default() };
    check(text, 10, limits, "rules of one flag", ("{ rollout = 5 }", "a"));
}

#[test]
fn values_are_counted_wherever_they_stand() {
    let list = |count: usize| join(count, |at| format!("\"v{at:02}\","));
    let limits = Limits { list_values: 10, ..Limits::default() };
    for test in
        ["user = [LIST]", "user = { not = { in = [LIST] } }", "any = [{ user = { contains = [LIST] } }]"]
    {
        for place in
            ["flags.a]\nwhen", "flags.a]\nrollout = 0\nallow", "segments.s]\ninclude", "flags.a]\ndeny"]
        {
            let text = |count| {
                let test = test.replace("LIST", &list(count));
                format!("{CONTEXT}[{place} = {{ {test} }}\n")
            };
            check(text, 10, limits, "values of one list", ("\"v10\"", "\"v00\""));
        }
    }
    let members = |count| format!("[context]\nplan = {{ type = \"enum\", of = [{}] }}\n", list(count));
    check(members, 10, limits, "values of one list", ("\"v10\"", "\"v00\""));
}

#[test]
fn names_are_measured() {
    let text = |length: usize| format!("[segments.{}]\nwhen = true\n", "s".repeat(length));
    let limits = Limits { name_bytes: 10, ..Limits::default() };
    check(text, 10, limits, "letters of a name", (&"s".repeat(11), &"s".repeat(6)));
    // The format has the same limit, and says so once.
    let loaded = load(&text(65), Limits::default());
    assert_eq!(loaded.diagnostics.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::BadName]);
}

#[test]
fn levels_are_counted_before_anything_is_built() {
    let text = |levels: usize| {
        let (open, close) = ("{ any = [".repeat((levels - 2) / 2), "] }".repeat((levels - 2) / 2));
        format!("[flags.a]\nwhen = {open}{{ user = \"x\" }}{close}\n{CONTEXT}")
    };
    let (severity, code, ..) = only(&text(20), Limits::default());
    assert_eq!((severity, code), (Severity::Error, Code::TooDeep));
    let (severity, code, message, _) = only(&text(10), Limits::default());
    assert_eq!(
        (severity, code, &*message),
        (Severity::Warning, Code::TooDeep, "tables are nested 10 levels deep")
    );
    assert!(load(&text(6), Limits::default()).diagnostics.is_empty());
    let (_, code, ..) = only(&format!("a = {}", "[".repeat(1 << 20)), Limits::default());
    assert_eq!(code, Code::TooDeep);
}

#[test]
fn long_texts_are_not_parsed() {
    let text = |length: usize| format!("# å\n{}\n", "x".repeat(length - 6));
    let limits = Limits { text_bytes: 100, ..Limits::default() };
    let (severity, _, message, _) = only(&text(101), limits);
    assert_eq!((severity, &*message), (Severity::Error, "101 bytes of text"));
    let valid = |length: usize| format!("#{}", "x".repeat(length - 1));
    check(valid, 100, limits, "bytes of text", ("x", "x"));
    let (_, _, message, _) = only(&"å".repeat(50 << 20), Limits::default());
    assert_eq!(message, "104857600 bytes of text");
}

#[test]
fn expressions_are_measured() {
    let text =
        |pattern: &str| format!("{CONTEXT}[flags.a]\nwhen = {{ user = {{ matches = '{pattern}' }} }}\n");
    let limits = Limits { regex_chars: 10, ..Limits::default() };
    let places = (&*format!("'{}'", "å".repeat(11)), &*format!("'{}'", "å".repeat(6)));
    check(|count| text(&"å".repeat(count)), 10, limits, "characters of a regular expression", places);
    let size = |count: usize| only(&text(&format!("\\w{{{count}}}")), Limits::default());
    assert_eq!((size(200).0, size(200).1), (Severity::Error, Code::TooLarge));
    let warned = (1..20).map(|at| load(&text(&format!("\\w{{{}}}", at * 10)), Limits::default()));
    let warned: Vec<usize> = warned.map(|loaded| loaded.diagnostics.len()).collect();
    assert!(warned.contains(&0) && warned.contains(&1), "{warned:?}");
}

#[test]
fn a_limit_keeps_no_mistake_from_being_found() {
    let limits = Limits { flags: 3, ..Limits::default() };
    let text = "[flags.a]\nenabled = true\n[flags.b]\nenabled = true\n[[flags.b.expect]]\ncontext = {}\nis = false\n";
    let codes: Vec<Code> = load(text, limits).diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::TooLarge, Code::ExpectFailed]);
    assert!(load(crate::STOREFRONT, Limits::default()).model.is_some());
}
