//! Text that is no valid file never panics the loader, and whatever loads without an error decides for
//! any context.

use flags_model::diagnostic::{Style, render};
use flags_model::dynamic::Engine;
use flags_runtime::Reason;
use proptest::prelude::*;

use crate::config;
use crate::generator::{Choices, Wishes, choices, file};

/// What is put where it does not belong.
const ODDITIES: &[&str] = &[
    "\u{0}",
    "\u{feff}",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "é",
    "\u{10ffff}",
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "\\",
    "\\u0000",
    "\\uD800",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "#",
    "-",
    "+",
    "_",
    "0",
    "-0",
    "1e999",
    "nan",
    "inf",
    "0x7fffffffffffffffffff",
    "99999999999999999999999",
    "-9223372036854775809",
    "0.0001",
    "1e-400",
    "100.0001",
    "\"0.0000%\"",
    "0001-01-01",
    "9999-12-31T23:59:60Z",
    "0000-00-00",
    "12:00:00",
    "true",
    "[]",
    "{}",
    "[[]]",
    "\n[flags]\n",
    "\n[context]\n",
    "\n[flags.flag_0]\n",
    "when = {}\n",
    "by = \"user\"\n",
    "requires = [\"flag_0\"]\n",
    "env.production.",
];

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn no_damage_panics(mut choices in choices(), seed: u64) {
        let text = file(&mut choices, Wishes::ALL).to_string();
        let damage = &mut Choices::seeded(seed);
        let mut bytes = text.into_bytes();
        for _ in 0..4 {
            bytes = damaged(bytes, damage);
            load_and_decide(&String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn no_text_at_all_panics(text in any::<String>(), toml in "([a-z_.]{1,8} ?= ?[\\[{\"'0-9a-z.-]{1,6}[\\]}\"']?\r?\n|\\[\\[?[a-z.]{1,9}\\]\\]?\n){0,12}") {
        load_and_decide(&text);
        load_and_decide(&toml);
    }
}

fn damaged(mut bytes: Vec<u8>, damage: &mut Choices) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    let at = damage.below(bytes.len());
    match damage.below(7) {
        0 => bytes[at] ^= 1 << damage.below(8),
        1 => bytes.truncate(at),
        2 => {
            let end = (at + damage.below(40)).min(bytes.len());
            bytes.drain(at..end);
        }
        3 => {
            // The same line twice, somewhere.
            let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            let again = damage.pick(&lines).to_vec();
            bytes.splice(at..at, again);
        }
        4 => {
            let breaks = damage.pick(&["\r\n", "\r", "\n\n", ""]);
            bytes = String::from_utf8_lossy(&bytes).replace('\n', breaks).into_bytes();
        }
        _ => {
            let oddity = damage.pick(ODDITIES);
            let end = if damage.one_in(2) { at } else { (at + damage.below(8)).min(bytes.len()) };
            bytes.splice(at..end, oddity.bytes());
        }
    }
    bytes
}

/// What every text must survive.
fn load_and_decide(text: &str) {
    let loaded = flags_model::load(text);
    let rendered = render(&loaded.diagnostics, text, "flags.toml", Style::Plain);
    assert_eq!(rendered.is_empty(), loaded.diagnostics.is_empty());
    let Some(model) = loaded.model else {
        assert!(!loaded.diagnostics.is_empty(), "a file is rejected without a word");
        return;
    };
    let engine = Engine::new(model);
    let mut contexts = vec![engine.empty_context()];
    for number in 0..engine.model().environments.len().max(1) {
        let mut context = engine.empty_context();
        context.environment = u16::try_from(number).ok();
        contexts.push(context);
    }
    for context in contexts {
        for decision in engine.all(&context) {
            let explained = engine.explain(&decision.flag, &context).expect("the flag exists");
            assert_eq!((explained.on, &explained.reason), (decision.on, &decision.reason));
            assert!(!explained.trace.to_string().is_empty());
            // A flag is never on because somebody forgot to say where.
            if context.environment.is_none() && !engine.model().environments.is_empty() {
                assert!(!decision.on && matches!(decision.reason, Reason::Environment | Reason::Disabled));
            }
        }
    }
}

/// Millions of mistakes are no more use than a thousand, and take memory and time.
#[test]
fn a_text_that_is_no_toml_is_told_so_a_thousand_times() {
    let loaded = flags_model::load(&"x\n".repeat(200_000));
    assert_eq!(loaded.diagnostics.len(), 1_000);
    let last = loaded.diagnostics.last().expect("there are a thousand");
    assert!(last.notes.iter().any(|note| note == "what follows is not looked at"), "{last:?}");
}
