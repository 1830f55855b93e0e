//! Any text: it loads or is rejected with a diagnostic that renders, and what loads decides every flag,
//! for a context that says nothing and for one whose values come from the text itself.
#![no_main]

use flags_model::diagnostic::{Style, render};
use flags_model::dynamic::{DynamicContext, Engine};
use flags_model::model::{Attribute, AttributeKind};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let loaded = flags_model::load(&text);
    let rendered = render(&loaded.diagnostics, &text, "flags.toml", Style::Plain);
    assert_eq!(rendered.is_empty(), loaded.diagnostics.is_empty());
    let Some(model) = loaded.model else {
        assert!(!rendered.is_empty(), "rejected without a word");
        return;
    };
    let engine = Engine::new(model).without_clock();
    decide_all(&engine, &engine.empty_context());
    let object = derive_object(&engine, &text);
    let mut context = engine.context_from_json(&object, Some(0)).expect("the values fit their attributes");
    for environment in 0..engine.model().environment_count() {
        context.environment = u16::try_from(environment).ok();
        decide_all(&engine, &context);
    }
});

/// Decides and explains; the two must agree.
fn decide_all(engine: &Engine, context: &DynamicContext<'_>) {
    for decision in engine.all(context) {
        let explained = engine.explain(&decision.flag, context).expect("the flag exists");
        assert_eq!(explained.to_string(), decision.to_string());
        assert_eq!(explained.value, decision.value);
        assert!(!explained.trace.to_string().is_empty());
        let json = serde_json::to_string(&decision).expect("a decision serialises");
        assert!(json.starts_with('{'));
    }
}

/// A value for most attributes. Words and numbers are those of the text, which its conditions may ask
/// about.
fn derive_object(engine: &Engine, text: &str) -> Map<String, Value> {
    let words: Vec<&str> = text.split(['"', '\'']).collect();
    let numbers = text
        .split(|letter: char| !letter.is_ascii_digit() && letter != '-')
        .filter_map(|word| word.parse().ok());
    let numbers: Vec<i64> = numbers.collect();
    let mut object = Map::new();
    for (at, attribute) in engine.model().attributes.iter().enumerate() {
        let turn = at.wrapping_mul(7).wrapping_add(text.len());
        let word = words[turn % words.len()];
        let number = numbers.get(turn % numbers.len().max(1)).copied().unwrap_or_default();
        if !turn.is_multiple_of(5) {
            object.insert(attribute.name.clone(), derive_value(attribute, word, number));
        }
    }
    object.insert("now".to_owned(), json!(numbers.first()));
    object
}

fn derive_value(attribute: &Attribute, word: &str, number: i64) -> Value {
    let members = &attribute.members;
    let member = || &members[usize::try_from(number.unsigned_abs()).unwrap_or(0) % members.len()];
    match attribute.kind {
        AttributeKind::String | AttributeKind::Version => json!(word),
        AttributeKind::Bool => json!(number % 2 == 0),
        AttributeKind::Integer | AttributeKind::Timestamp => json!(number),
        AttributeKind::Float => json!(number as f64 / 2.0),
        AttributeKind::Enum => json!(member()),
        AttributeKind::ClosedSet if members.is_empty() => json!([]),
        AttributeKind::ClosedSet => json!([member()]),
        AttributeKind::OpenSet => json!([word, ""]),
    }
}
