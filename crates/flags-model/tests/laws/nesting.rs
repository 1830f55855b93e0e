//! Text that is nested as deep as its author likes: a mistake with a place, and no overflow of the
//! stack. Tests run on threads of 2 MiB, a quarter of what a program's main thread has.

use flags_model::Code;

const DEPTH: usize = 20_000;

fn check_too_deep(what: &str, text: &str) {
    let loaded = flags_model::load(text);
    let [diagnostic] = loaded.diagnostics.as_slice() else {
        panic!("{what}: {} diagnostics", loaded.diagnostics.len());
    };
    assert_eq!(diagnostic.code, Code::TooDeep, "{what}: {}", diagnostic.message);
    let line = loaded.lines.position(text, diagnostic.span.start).line;
    assert_eq!(line, 2, "{what}: the place is the line that nests");
}

#[test]
fn keys_and_headers_with_many_names() {
    let names = ".not".repeat(DEPTH);
    check_too_deep("a key", &format!("[flags.x]\nwhen.plan{names} = 1\n"));
    check_too_deep("a quoted key", &format!("[flags.x]\nwhen.\"plan\"{} = 1\n", " . \"not\"".repeat(DEPTH)));
    check_too_deep("a key in a table", &format!("[flags.x]\nwhen = {{ plan{names} = 1 }}\n"));
    check_too_deep("a header", &format!("\n[flags.x.when.plan{names}]\neq = 1\n"));
    check_too_deep("a header of a list", &format!("\n[[flags.x.rules{names}]]\neq = 1\n"));
    check_too_deep("an unknown key", &format!("[flags.x]\ndefault{names} = 1\n"));
}

#[test]
fn lists_and_tables() {
    for (what, open, close) in [
        ("lists", "[", "]"),
        ("tables", "{ not = ", " }"),
        ("groups", "{ any = [", "] }"),
        // Neither the brackets nor the names of a key are many; their product is.
        ("long keys", "{ a.b.c.d.e.f.g.h = ", " }"),
        ("lists that never close", "[", ""),
        ("tables that never close", "{ a.b.c.d.e.f.g.h = ", ""),
        ("groups that close wrongly", "{ any = [", "} ]"),
    ] {
        check_too_deep(what, &format!("[flags.x]\nwhen = {}1{}\n", open.repeat(DEPTH), close.repeat(DEPTH)));
    }
    let (header, key) = (".env".repeat(60), ".not".repeat(60));
    let inner = format!("{{ plan{key} = ").repeat(60);
    check_too_deep("all at once", &format!("[flags.x{header}]\nwhen{key} = {inner}1{}\n", " }".repeat(60)));
}

/// Many dots, brackets and headers that do not lie in each other are no depth.
#[test]
fn length_is_no_depth() {
    let dots = ".".repeat(DEPTH);
    let headers: Vec<_> =
        (0..500).map(|number| format!("[flags.y_{number}.when.plan]\neq = \"b\"\n")).collect();
    let text = format!(
        "[lints]\nall = \"allow\"\n[context]\nplan = \"string\"\nscore = \"float\" # {dots} [[[[ {{{{\n\
         [flags.x]\ndescription = \"{dots}[[[[\"\nlink = '{{{{{dots}'\nowner = \"\"\"\n{dots}\n[[[[\n\"\"\"\"\n\
         when = {{ plan = [{}], score = [{}] }}\n{}",
        "\"a.b\", ".repeat(DEPTH),
        "0.5, ".repeat(DEPTH),
        headers.concat(),
    );
    let loaded = flags_model::load(&text);
    assert!(loaded.model.is_some(), "{:?}", loaded.diagnostics.first());
}

/// What the format allows is far deeper than anybody reads.
#[test]
fn twenty_groups_in_groups_are_fine() {
    let open = "{ any = [{ trial = true }, ".repeat(20);
    let text = format!(
        "[lints]\nall = \"allow\"\n[context]\ntrial = \"bool\"\n[flags.x]\nwhen = {open}true{}\n",
        "] }".repeat(20)
    );
    let loaded = flags_model::load(&text);
    assert!(loaded.model.is_some(), "{:?}", loaded.diagnostics.first());
}
