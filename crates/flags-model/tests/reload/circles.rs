//! What only the merge makes: flags that wait for each other, decisions that go too deep.

use std::fmt::Write;

use flags_model::reload::{Kept, Merged, Options, Outcome, Reason, merge, seal};
use flags_model::{Model, load};

fn model(text: &str) -> Model {
    let loaded = load(text);
    loaded.model.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

fn take(compiled: &str, text: &str) -> Merged {
    let options = Options { compare: None, ..Options::default() };
    let compiled = model(compiled);
    merge(&compiled, &compiled, &seal(text, 1, None), &options).unwrap_or_else(|it| panic!("{it}"))
}

/// One letter for each flag: moved, unchanged, kept for its own sake, on a cycle, too deep.
fn letters(merged: &Merged) -> String {
    let letter = |outcome: &Outcome| match outcome {
        Outcome::Changed(_) => 'm',
        Outcome::Unchanged => 'u',
        Outcome::Kept(Kept { reason: Reason::Cycle(_), .. }) => 'c',
        Outcome::Kept(Kept { reason: Reason::TooDeep, .. }) => 'd',
        Outcome::Kept(_) => 'k',
        Outcome::Ignored | Outcome::Missing(_) => '-',
    };
    merged.reload.flags.iter().map(|flag| letter(&flag.outcome)).collect()
}

/// Flags `a`, `b`, …, each with the lines it has.
fn flags(lines: &[&str]) -> String {
    let named = ('a'..='z').zip(lines);
    named.fold(String::new(), |text, (name, lines)| format!("{text}[flags.{name}]\n{lines}\n"))
}

const ON: &str = "enabled = true";
const OTHER_TYPE: &str = "variants = [\"x\", \"y\"]\nserve = \"x\"";

#[test]
fn a_circle_of_two_keeps_the_one_that_moved() {
    // `a` cannot follow, and asks about `b`, which now asks about `a`.
    let compiled = flags(&["requires = [\"b\"]", ON, ON]);
    let text = flags(&[OTHER_TYPE, "requires = { a = \"x\" }", "enabled = false"]);
    // `b` already lacks the variant.
    assert_eq!(letters(&take(&compiled, &text)), "kkm");
    let text = flags(&[OTHER_TYPE, "requires = [\"a\"]", "enabled = false"]);
    let merged = take(&compiled, &text);
    assert_eq!(letters(&merged), "kcm");
    let report = merged.reload.flag_named("b").expect("the program has it");
    assert_eq!(
        report.to_string(),
        "b: keeps its rules, because with rules that others keep, these would wait for each other: a, b"
    );
    let Outcome::Kept(kept) = &report.outcome else { panic!("{report}") };
    assert_eq!(&seal(&text, 1, None)[kept.span.start..kept.span.end], "b");
}

#[test]
fn what_is_kept_on_a_circle_may_make_another() {
    // Turned round flag by flag: a→b→c→d becomes d→c→b→a, and `a` cannot follow.
    let compiled = flags(&["requires = [\"b\"]", "requires = [\"c\"]", "requires = [\"d\"]", ON]);
    let text = flags(&[OTHER_TYPE, "requires = [\"a\"]", "requires = [\"b\"]", "requires = [\"c\"]"]);
    assert_eq!(letters(&take(&compiled, &text)), "kccc");
    let free = flags(&[ON, "requires = [\"a\"]", "requires = [\"b\"]", "requires = [\"c\"]"]);
    assert_eq!(letters(&take(&compiled, &free)), "mmmm");
}

#[test]
fn circles_through_segments_and_stages_are_found() {
    let head = |segment: &str, stage: &str| {
        format!(
            "[segments.s]\nwhen = {{ {segment} }}\n[[stages]]\nname = \"g\"\nrules = [{{ when = {{ {stage} }} }}]\n"
        )
    };
    let asks_b = head("flag = { b = true }", "flag = { b = true }");
    let asks_a = head("flag = { a = true }", "flag = { a = true }");
    for (in_a, in_b) in
        [("when = { segment = \"s\" }", "when = { segment = \"s\" }"), ("stage = \"g\"", "stage = \"g\"")]
    {
        let compiled = format!("{asks_b}{}", flags(&[in_a, ON, ON]));
        let text = format!("{asks_a}{}", flags(&[OTHER_TYPE, in_b, "enabled = false"]));
        assert_eq!(letters(&take(&compiled, &text)), "kcm", "{text}");
    }
}

/// `count` flags of which each requires the one before, the first with this line.
fn chain(name: &str, count: usize, first: &str) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        let line = if at == 0 { first.to_owned() } else { format!("requires = [\"{name}_{}\"]", at - 1) };
        writeln!(text, "[flags.{name}_{at}]\n{line}").expect("a string takes everything");
        text
    })
}

#[test]
fn a_decision_that_only_the_merge_makes_too_deep() {
    // Two chains of forty, `old` above `new`: one hangs on the other only in the merge. What is kept has the
    // upper half, what moved the lower.
    let kept = |last: &str| format!("[flags.top]\nrequires = [\"up_39\"]\n{last}\n");
    let compiled = format!("{}{}{}", chain("low", 40, ON), chain("up", 40, ON), kept(""));
    let text = format!("{}{}{}", chain("low", 40, ON), chain("up", 40, "requires = [\"low_39\"]"), kept(""));
    // Alone the text is too deep already.
    let options = Options { compare: None, ..Options::default() };
    assert!(merge(&model(&compiled), &model(&compiled), &text, &options).is_err());
    // Here the chain above cannot follow: its flags have become variants, and require nothing.
    let above = (1..40).fold(String::new(), |mut text, at| {
        writeln!(text, "[flags.up_{at}]\n{OTHER_TYPE}").expect("a string takes everything");
        text
    });
    let text = format!("{}[flags.up_0]\nrequires = [\"low_39\"]\n{above}{}", chain("low", 40, ON), kept(""));
    let merged = take(&compiled, &text);
    let report = |name: &str| merged.reload.flag_named(name).expect("the program has it").to_string();
    assert_eq!(
        report("up_0"),
        "up_0: keeps its rules, because with rules that others keep, a decision would take too much"
    );
    assert!(letters(&merged).starts_with(&"u".repeat(40)), "{}", letters(&merged));
}

/// A text can be written to need a round for each flag; it is refused before that takes minutes.
#[test]
fn cascades_end() {
    const COUNT: usize = 400;
    let required = |at: usize| format!("requires = [\"f{at}\"]");
    let write = |line: &dyn Fn(usize) -> String| {
        (0..COUNT).fold(String::new(), |mut text, at| {
            writeln!(text, "[flags.f{at}]\n{}", line(at)).expect("a string takes everything");
            text
        })
    };
    // Each asked about the next, and is asked by it now.
    let compiled = write(&|at| if at + 1 < COUNT { required(at + 1) } else { ON.to_owned() });
    assert!(load(&compiled).model.is_none(), "a chain of so many is too deep");
    let pairs = |line: &dyn Fn(usize) -> String| write(line);
    let compiled = pairs(&|at| if at % 50 < 49 { required(at + 1) } else { ON.to_owned() });
    let text = pairs(&|at| match at % 50 {
        0 => OTHER_TYPE.to_owned(),
        _ => required(at - 1),
    });
    let merged = take(&compiled, &text);
    assert_eq!(letters(&merged), format!("k{}", "c".repeat(49)).repeat(COUNT / 50));
}
