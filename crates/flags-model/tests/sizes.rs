//! What is more than the format holds is a mistake at the first item too many, and nothing panics.

use std::fmt::Write;
use std::time::{Duration, Instant};

use flags_model::{Code, Diagnostic, load};

/// Names in quotes, with commas between them.
fn names(count: usize) -> String {
    (0..count).map(|number| format!("\"v{number}\"")).collect::<Vec<_>>().join(", ")
}

fn only(text: &str) -> (Diagnostic, String) {
    let loaded = load(text);
    assert!(loaded.model.is_none());
    let [diagnostic] = &loaded.diagnostics[..] else { panic!("{:?}", loaded.diagnostics) };
    let place = text[diagnostic.span.start..diagnostic.span.end].to_owned();
    (diagnostic.clone(), place)
}

#[test]
fn a_thousand_variants_are_fine_and_one_more_is_not() {
    let text = |count| {
        format!(
            "[context]\nuser = {{ type = \"string\", key = true }}\n[flags.x]\nvariants = [{}]\n",
            names(count)
        )
    };
    let model = load(&text(1_000)).model.expect("a thousand are fine");
    let _ = flags_model::lower(&model);
    for count in [1_001, 65_536, 70_000] {
        let (diagnostic, place) = only(&text(count));
        assert_eq!((diagnostic.code, &*place), (Code::TooLarge, "\"v1000\""));
        assert_eq!(diagnostic.message, "`x` has too many variants");
    }
}

#[test]
fn named_values_are_limited() {
    let mut text = "[flags.x.variants]\n".to_owned();
    (0..1_001).for_each(|number| writeln!(text, "v{number} = {number}").expect("BUG: a string takes text"));
    let (diagnostic, place) = only(&text);
    assert_eq!((&*diagnostic.message, &*place), ("`x` has too many named values", "v1000"));
}

#[test]
fn distinct_values_are_limited() {
    let mut text =
        "[context]\nplan = \"string\"\n[flags.x]\ndefault = 0\nrollout = 0\nrules = [\n".to_owned();
    for number in 0..1_100 {
        writeln!(text, "{{ when = {{ plan = \"p{number}\" }}, serve = {number} }},")
            .expect("BUG: a string takes text");
    }
    let (diagnostic, place) = only(&(text + "]\n"));
    assert_eq!((&*diagnostic.message, &*place), ("`x` has too many distinct values", "1000"));
}

#[test]
fn members_and_attributes_are_limited() {
    let (_, place) = only(&format!("[context]\nc = {{ type = \"enum\", of = [{}] }}\n", names(10_001)));
    assert_eq!(place, "\"v10000\"");
    let (_, place) = only(&format!("[context]\nc = {{ type = \"set\", of = [{}] }}\n", names(65)));
    assert_eq!(place, "\"v64\"");
    let attributes: Vec<_> = (0..70_000).map(|number| format!("a{number} = \"string\"")).collect();
    let attributes = attributes.join("\n");
    let (diagnostic, place) = only(&format!("environments = [\"live\"]\n[context]\n{attributes}"));
    assert_eq!((&*diagnostic.message, &*place), ("70000 attributes are too many", "a1000"));
}

/// Generous bounds: these took many times as long when the work was quadratic.
#[test]
fn thousands_of_mistakes_are_described_in_seconds() {
    let started = Instant::now();
    let mut twice = "[flags]\n".to_owned();
    for number in 0..2_000 {
        writeln!(twice, "f{number} = {{ rollout = 0 }}\nf{number} = {{ rollout = 0 }}")
            .expect("BUG: a string takes text");
    }
    let told = load(&twice).diagnostics;
    assert_eq!(told.len(), 1_000);
    assert_eq!(told[999].notes.last().map(String::as_str), Some("what follows is not looked at"));
    let mut unknown = String::new();
    for number in 0..3_000 {
        writeln!(unknown, "[flags.flag_{number}]\nrequires = [\"flog_a{number}\"]")
            .expect("BUG: a string takes text");
    }
    assert_eq!(load(&unknown).diagnostics.len(), 3_000);
    assert!(started.elapsed() < Duration::from_secs(60));
}
