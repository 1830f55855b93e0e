//! `check --format sarif` against the schema of SARIF 2.1.0, for every mistake of the corpus.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Project;

const SCHEMA: &str = include_str!("../sarif/sarif-schema-2.1.0.json");

#[test]
fn is_what_the_standard_says() {
    let mut schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    // As published, this pattern closes a bracket that it does not open.
    for place in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][place]["properties"]["language"]["pattern"];
        assert_eq!(*language, "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$");
        *language = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
    }
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../flags-model/tests/corpus");
    let cases = files(&corpus).into_iter().filter(|path| path.extension().is_some_and(|it| it == "toml"));
    // Every fifth: each starts a process.
    let mut fixes = 0;
    for path in cases.step_by(5) {
        let log = log_of(&std::fs::read_to_string(&path).expect("the case can be read"));
        let errors: Vec<_> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}\n{log:#}", path.display());
        let results = log["runs"][0]["results"].as_array().expect("there are results");
        assert!(!results.is_empty(), "{}", path.display());
        fixes += results.iter().filter(|result| result.get("fixes").is_some()).count();
    }
    assert!(fixes > 10, "only {fixes} fixes");
    assert!(validator.is_valid(&log_of("[flags.x]\nenabled = true\n")));
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })));
}

#[test]
fn has_rules_places_and_fixes() {
    let text =
        "[flags.core_redesign]\nenabled = true\n\n[flags.new_sidebar]\nrequires = [\"core_redesing\"]\n";
    insta::assert_snapshot!(Project::with(text).run("check --format sarif"));
}

fn log_of(flags: &str) -> Value {
    let output = Project::with(flags).command("check --format sarif").output().expect("it runs");
    serde_json::from_slice(&output.stdout).expect("the log is JSON")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
