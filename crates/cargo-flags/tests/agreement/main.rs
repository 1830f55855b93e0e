//! `cargo flags eval` decides as the compiled app does: every byte of what it prints is compared with
//! what generated code decides, for a hundred thousand contexts of the storefront's 33 flags.

mod compiled;
mod population;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{Command, Stdio};

use compiled::{Environment, Flags, with_context};
use population::Population;

const CONTEXTS: usize = 100_000;
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/storefront/flags.toml");

#[test]
fn eval_prints_what_compiled_flags_decide() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("users.jsonl");
    let mut contexts = BufWriter::new(File::create(&path).expect("the file can be made"));
    for person in Population::new(CONTEXTS) {
        writeln!(contexts, "{}", person.json()).expect("the file can be written");
    }
    contexts.into_inner().expect("the file can be written").sync_all().expect("the disk takes it");

    let mut eval = Command::new(env!("CARGO_BIN_EXE_cargo-flags"))
        .args(["flags", "eval", "-e", "production", "--file", FILE, "--contexts"])
        .arg(&path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let output = BufReader::new(eval.stdout.take().expect("its output is piped"));

    let environments = [Flags::new(Environment::Production), Flags::new(Environment::Staging)];
    let mut lines = output.lines();
    let mut on = 0;
    for (number, person) in Population::new(CONTEXTS).enumerate() {
        let flags = &environments[usize::from(person.is_staging())];
        let expected = with_context(&person, |context| {
            let all = flags.all(context);
            on += all.iter().filter(|decision| decision.on).count();
            format!("{{\"decisions\":{}}}", serde_json::to_string(&all).expect("decisions serialise"))
        });
        let printed = lines.next().expect("a line for each context").expect("the output is text");
        assert_eq!(printed, expected, "context {number}: {}", person.json());
    }
    assert!(lines.next().is_none(), "no more lines than contexts");
    assert!(eval.wait().expect("the command ends").success());
    let decisions = CONTEXTS * Flags::NAMES.len();
    println!("{decisions} decisions, {on} of them on, all equal");
    assert!(on > decisions / 10 && on < decisions * 9 / 10, "a population that says something");
}
