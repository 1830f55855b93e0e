//! Any text as newer rules for a program: it is refused, or what comes of it decides every flag of the
//! program, and taking it again changes nothing.
#![no_main]

use std::sync::LazyLock;

use flags_model::dynamic::Engine;
use flags_model::model::Model;
use flags_model::reload::{Limits, Options, Outcome, merge, seal};
use libfuzzer_sys::fuzz_target;

/// The programs: what the first byte chooses.
static PROGRAMS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../flags.toml"),
        include_str!("../../examples/storefront/flags.toml"),
        include_str!("../../tests/face/shop.toml"),
        "[context]\nuser = { type = \"string\", key = true }\n[flags.a]\nenabled = true\n[flags.b]\nrequires = [\"a\"]\n[flags.c]\nvariants = [\"x\", \"y\"]\n",
    ];
    texts.into_iter().map(|text| flags_model::load(text).model.expect("the file is valid")).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let (choice, bytes) = bytes.split_first().unwrap_or((&3, &[]));
    let compiled = &PROGRAMS[usize::from(*choice) % PROGRAMS.len()];
    let text = String::from_utf8_lossy(bytes);
    let limits = Limits { flags: 200, ..Limits::default() };
    let options = Options { limits, compare: None, ..Options::default() };
    // With a seal a text may lack flags.
    for text in [text.to_string(), seal(&text, 1, None)] {
        let merged = match merge(compiled, compiled, &text, &options) {
            Ok(merged) => merged,
            Err(rejection) => {
                assert!(!rejection.to_string().is_empty());
                continue;
            }
        };
        assert!(merged.reload.flags.iter().all(|flag| !flag.to_string().is_empty()));
        let again = merge(compiled, &merged.model, &text, &options).expect("it was taken before");
        let is_changed = |outcome: &Outcome| matches!(outcome, Outcome::Changed(_));
        assert!(!again.reload.flags.iter().any(|flag| is_changed(&flag.outcome)), "{:?}", again.reload);
        let engine = Engine::new(merged.model).without_clock();
        let context = engine.empty_context();
        assert_eq!(engine.all(&context).count(), compiled.flags.len());
    }
});
