//! Decisions that an independent reading of the contract made, on the dynamic face.

use std::fs;
use std::path::Path;

use flags_model::dynamic::Engine;
use serde_json::Value;

const FILES: usize = 60;
const DECISIONS: usize = 7_640;

#[test]
fn decides_as_the_independent_reading() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/decisions");
    let mut files = 0;
    let mut decisions = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).expect("the golden decisions are there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        files += 1;
        let text = fs::read_to_string(&path).expect("the file can be read");
        let loaded = flags_model::load(&text);
        let model = loaded.model.unwrap_or_else(|| panic!("{}: {:#?}", path.display(), loaded.diagnostics));
        let engine = Engine::new(model);
        let lines = fs::read_to_string(path.with_extension("jsonl")).expect("each file has its decisions");
        for (number, line) in lines.lines().enumerate() {
            let line: Value = serde_json::from_str(line).expect("each line is JSON");
            let context = line["context"].as_object().expect("a context is an object");
            let context = engine.context_from_json(context, None).unwrap_or_else(|error| panic!("{error}"));
            let wanted = line["decisions"].as_object().expect("decisions are an object");
            let found: Vec<_> = engine.all(&context).collect();
            assert_eq!(found.len(), wanted.len(), "as many decisions as flags");
            for decision in found {
                decisions += 1;
                let found = serde_json::to_value(&decision).expect("a decision serialises");
                let wanted = &wanted[decision.flag.as_str()];
                if found != *wanted {
                    wrong.push(format!(
                        "{}:{} {decision}\n  {found}\n  {wanted}",
                        path.display(),
                        number + 1
                    ));
                }
                let explained = engine.explain(&decision.flag, &context).expect("the flag exists");
                assert_eq!(explained.to_string(), decision.to_string(), "explaining decides the same");
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(8)].join("\n"));
    assert_eq!((files, decisions), (FILES, DECISIONS));
}
