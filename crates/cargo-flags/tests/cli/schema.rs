//! `schema`: it accepts what is valid, and sees the mistakes that a schema can see.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use flags_model::Severity;
use serde_json::Value;

use crate::Project;

/// Codes of which a schema sees every case of the corpus.
const SEEN: &[&str] = &[
    "bad-number",
    "bad-version",
    "duplicate-item",
    "empty-condition",
    "empty-list",
    "empty-table",
    "enabled-in-environment",
    "misplaced-key",
    "missing-key",
    "not-a-variant-flag",
    "retired-name",
    "unknown-attribute",
    "unknown-environment",
    "unknown-flag",
    "unknown-key",
    "unknown-operator",
    "unknown-segment",
    "unknown-stage",
    "unknown-value",
    "unknown-variant",
    "unknown-word",
    "wrong-operator",
];

/// Codes of which it sees some cases: the others need more than one place of the file.
const SEEN_IN_PART: &[&str] = &[
    "bad-default",
    "bad-key-attribute",
    "bad-name",
    "bad-percentage",
    "bad-serve",
    "bad-timestamp",
    "missing-rollout",
    "reserved-name",
    "says-nothing",
    "wrong-type",
];

#[test]
fn valid_files_are_accepted() {
    let root = root();
    let mut files = vec![root.join("flags.toml"), root.join("examples/storefront/flags.toml")];
    for folder in ["crates/flags-model/tests", "tests"] {
        files.extend(toml_files(&root.join(folder)));
    }
    let mut accepted = 0;
    for file in files {
        // Some cases of the tests are no text.
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        if text.is_empty() || flags_model::load(&text).model.is_none() {
            continue;
        }
        let errors = errors_of(&text);
        assert!(errors.is_empty(), "{}:\n{errors:#?}", file.display());
        accepted += 1;
    }
    assert!(accepted > 20, "only {accepted} files are valid");
}

#[test]
fn mistakes_are_seen_as_far_as_a_schema_can() {
    let mut cases: BTreeMap<&str, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for file in toml_files(&root().join("crates/flags-model/tests/corpus")) {
        let text = std::fs::read_to_string(&file).expect("the case can be read");
        let found = flags_model::load(&text).diagnostics;
        // What is no TOML never reaches a schema, and lints are no mistakes.
        if toml::from_str::<toml::Table>(&text).is_err() || found[0].severity != Severity::Error {
            continue;
        }
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let (seen, unseen) = cases.entry(found[0].code.name()).or_default();
        if errors_of(&text).is_empty() { unseen.push(name) } else { seen.push(name) }
    }
    let with = |is_seen: bool, is_unseen: bool| -> Vec<&str> {
        let wanted = |(seen, unseen): &&(Vec<String>, Vec<String>)| {
            (!seen.is_empty(), !unseen.is_empty()) == (is_seen, is_unseen)
        };
        cases.iter().filter(|(_, it)| wanted(it)).map(|(code, _)| *code).collect()
    };
    let mut report = String::new();
    for (code, (_, unseen)) in cases.iter().filter(|(_, (_, unseen))| !unseen.is_empty()) {
        let _ = writeln!(report, "{code}: {}", unseen.join(", "));
    }
    println!("not seen:\n{report}");
    insta::assert_snapshot!("mistakes_that_no_schema_sees", report);
    assert_eq!(with(true, false), SEEN);
    assert_eq!(with(true, true), SEEN_IN_PART);
}

#[test]
fn it_is_a_schema_of_its_dialect() {
    let schema = schema_of(&std::fs::read_to_string(root().join("flags.toml")).expect("it is there"));
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn a_new_flag_may_be_written_before_the_schema_is_made_anew() {
    let schema = schema_of(crate::project::SIDEBAR);
    let with = |flag: &str| json_of(&format!("{}\n{flag}", crate::project::SIDEBAR));
    let is_valid = |flag: &str| jsonschema::is_valid(&schema, &with(flag));
    assert!(is_valid(
        "[flags.brand_new]\nrollout = 5\nvariants = [\"a\", \"b\"]\nserve = { a = 50, b = 50 }"
    ));
    assert!(!is_valid("[flags.brand_new]\nrolout = 5"));
    assert!(!is_valid("[flags.brandNew]\nrollout = 5"));
    assert!(!is_valid("[flags.brand_new]\nrequires = [\"core_redesing\"]"));
}

#[test]
fn keys_values_and_flags_are_explained() {
    let schema = schema_of(crate::project::SIDEBAR);
    let flag = &schema["$defs"]["flag_new_sidebar"];
    assert_eq!(flag["description"], "The collapsible sidebar");
    assert_eq!(flag["$ref"], "#/$defs/bool_flag");
    assert_eq!(schema["$defs"]["bool_flag"]["properties"]["rollout"]["$ref"], "#/$defs/key_rollout");
    let rollout = &schema["$defs"]["key_rollout"]["description"];
    assert!(rollout.as_str().is_some_and(|about| about.contains("share")));
    assert_eq!(schema["$defs"]["test_of_plan"]["anyOf"][0]["anyOf"][0]["enum"][1], "pro");
}

#[test]
fn is_printed_or_written() {
    let project = Project::with("[flags.chat]\ndescription = \"Talk\"\nenabled = true\n");
    insta::assert_snapshot!(project.run("schema -o flags.schema.json"));
    let printed = project.command("schema").output().expect("it runs").stdout;
    assert_eq!(project.read("flags.schema.json").as_bytes(), printed);
    insta::assert_snapshot!(project.run("schema -o no/such/folder.json"));
    insta::assert_snapshot!(Project::empty().run("schema"));
    insta::assert_snapshot!(project.run("schema --help"));
}

#[test]
fn a_broken_file_gives_the_names_that_can_be_read() {
    let broken =
        crate::project::SIDEBAR.replace("rollout  = 25", "rollout  = ").replace("plan    = {", "plan = {");
    let output = Project::with(&broken).command("schema").output().expect("it runs");
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr));
    let schema: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let states = schema["$defs"]["flag_states"]["properties"].as_object().expect("a table");
    assert_eq!(states.keys().collect::<Vec<_>>(), ["core_redesign", "new_sidebar", "checkout_button"]);
}

fn errors_of(text: &str) -> Vec<String> {
    let validator = jsonschema::validator_for(&schema_of(text)).expect("it is a schema");
    let describe = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(&json_of(text)).map(describe).collect()
}

/// What the command prints. The text comes from a file whose name is no secret.
fn schema_of(text: &str) -> Value {
    let output = Project::with(text).command("schema").output().expect("it runs");
    serde_json::from_slice(&output.stdout).expect("the schema is JSON")
}

/// A file as editors hand it to a schema: dates are text.
fn json_of(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(moment) => moment.to_string().into(),
            toml::Value::Table(table) => {
                table.into_iter().map(|(key, value)| (key, convert(value))).collect()
            }
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(value) => value.into(),
        }
    }
    convert(toml::Value::Table(toml::from_str(text).expect("it is TOML")))
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    let inner = paths.into_iter().flat_map(|path| if path.is_dir() { toml_files(&path) } else { vec![path] });
    inner.filter(|path| path.extension().is_some_and(|it| it == "toml")).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
