//! The analysis behind the lints is sound: whatever a lint says of random rules, the evaluator agrees for
//! every context of small domains. And it is no mute: it speaks where a person would.

mod generator;
mod hand;
mod oracle;

use std::collections::BTreeMap;

use flags_model::diagnostic::{Style, render};
use generator::Random;

const FILES: u64 = 2_000;
const LINTS: &str = "
[lints]
never-true = \"warn\"
fully-rolled-out = \"warn\"
experiment-variants = \"warn\"
";

#[test]
fn the_evaluator_agrees_with_every_finding() {
    let mut conditions = 0;
    let mut rules = 0;
    let mut contexts = 0;
    let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..FILES {
        let file = generator::file(&mut Random(seed));
        conditions += file.conditions;
        rules += file.rules;
        let loaded = flags_model::load(&format!("{}{LINTS}", file.text));
        let silent = format!("{}\n[lints]\nall = \"allow\"\n", file.text);
        let model = flags_model::load(&silent).model;
        let model = model.unwrap_or_else(|| panic!("{}\n{:#?}", file.text, loaded.diagnostics));
        let mut world = oracle::Oracle::new(&file, &model);
        for diagnostic in &loaded.diagnostics {
            *findings.entry(diagnostic.code.name()).or_default() += 1;
            if let Err(reason) = world.check(diagnostic) {
                let shown = render(std::slice::from_ref(diagnostic), &file.text, "x", Style::Plain);
                panic!("seed {seed}: {reason}\n{}\n{shown}", file.text);
            }
        }
        contexts += world.asked;
    }
    println!("{rules} rules, {conditions} conditions, {contexts} contexts: {findings:?}");
    assert!(rules >= 20_000, "only {rules} rules");
    for code in oracle::CODES {
        assert!(
            findings.get(code).is_some_and(|count| *count >= 10),
            "{code} was hardly tried: {findings:?}"
        );
    }
}
