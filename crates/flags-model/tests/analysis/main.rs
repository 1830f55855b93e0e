//! The analysis behind the lints is sound: whatever a lint says of random rules, the evaluator agrees for
//! every context of small domains. And it is no mute: it speaks where a person would.

mod domain;
mod generator;
mod hand;
mod oracle;
mod place;

use std::collections::BTreeMap;
use std::thread;

use flags_model::diagnostic::{Style, render};
use generator::Random;

const FILES: u64 = 2_000;
const THREADS: u64 = 4;
const LINTS: &str = "
[lints]
never-true = \"warn\"
fully-rolled-out = \"warn\"
experiment-variants = \"warn\"
";

/// What one thread has tried.
#[derive(Default)]
struct Tried {
    conditions: usize,
    rules: usize,
    contexts: usize,
    findings: BTreeMap<&'static str, usize>,
}

#[test]
fn the_evaluator_agrees_with_every_finding() {
    let tried: Vec<Tried> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|first| scope.spawn(move || try_files(first))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a finding is wrong: see above")).collect()
    });
    let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, count) in tried.iter().flat_map(|tried| &tried.findings) {
        *findings.entry(code).or_default() += count;
    }
    let sum = |count: fn(&Tried) -> usize| tried.iter().map(count).sum::<usize>();
    let rules = sum(|tried| tried.rules);
    println!(
        "{rules} rules, {} conditions, {} decisions: {findings:?}",
        sum(|tried| tried.conditions),
        sum(|tried| tried.contexts)
    );
    assert!(rules >= 20_000, "only {rules} rules");
    for code in oracle::CODES {
        assert!(
            findings.get(code).is_some_and(|count| *count >= 10),
            "{code} was hardly tried: {findings:?}"
        );
    }
}

fn try_files(first: u64) -> Tried {
    let mut tried = Tried::default();
    for seed in (first..FILES).step_by(usize::try_from(THREADS).expect("BUG: few threads")) {
        let file = generator::file(&mut Random(seed));
        tried.conditions += file.conditions;
        tried.rules += file.rules;
        let loaded = flags_model::load(&format!("{}{LINTS}", file.text));
        let silent = format!("{}\n[lints]\nall = \"allow\"\n", file.text);
        let model = flags_model::load(&silent).model;
        let model = model.unwrap_or_else(|| panic!("{}\n{:#?}", file.text, loaded.diagnostics));
        let mut oracle = oracle::Oracle::new(&file, &model);
        for diagnostic in &loaded.diagnostics {
            *tried.findings.entry(diagnostic.code.name()).or_default() += 1;
            if let Err(reason) = oracle.check(diagnostic) {
                let shown = render(std::slice::from_ref(diagnostic), &file.text, "x", Style::Plain);
                panic!("seed {seed}: {reason}\n{}\n{shown}", file.text);
            }
        }
        tried.contexts += oracle.asked;
    }
    tried
}
