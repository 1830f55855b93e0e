//! What the compiler says: one mistake a case, by topic; and code that compiles without a word.

const TOPICS: &[&str] = &[
    "attribute",
    "file",
    "lifecycle",
    "meaning",
    "names",
    "reading",
    "requirements",
    "rollout",
    "rust_use",
    "values",
];

#[test]
fn compiler_messages() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    for topic in TOPICS {
        cases.compile_fail(format!("tests/ui/{topic}/*.rs"));
    }
}
