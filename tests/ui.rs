//! What the compiler says: one mistake a case, by topic; and code that compiles without a word.

#[test]
fn compiler_messages() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    for topic in
        ["attribute", "file", "meaning", "names", "reading", "requirements", "rollout", "rust_use", "values"]
    {
        cases.compile_fail(format!("tests/ui/{topic}/*.rs"));
    }
}
