//! No cut or damage of a file makes the reader or the renderer panic.

use std::fs;
use std::path::Path;

use flags_model::diagnostic::{Style, render};

#[test]
fn no_prefix_of_a_file_makes_it_panic() {
    for (at, (name, text)) in read_golden_files().iter().enumerate() {
        // A different start for each file, so that together they cut at every kind of place.
        for end in (at % 7..text.len()).step_by(97).filter(|end| text.is_char_boundary(*end)) {
            load_and_render(name, &text[..end]);
        }
    }
}

#[test]
fn no_damage_of_a_file_makes_it_panic() {
    let damage = [
        "", "\"", "[", "]", "{", "}", "=", ",", "\n", "\r", "\t", "#", "é", "\\", "'''", "-1", "1e999",
        "\u{feff}",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for (name, text) in read_golden_files() {
        for what in damage {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            let at = usize::try_from(state >> 33).expect("BUG: 31 bits fit") % text.len();
            let Some((head, tail)) = text.split_at_checked(at) else { continue };
            let tail = tail.strip_prefix(|_: char| what.is_empty()).unwrap_or(tail);
            load_and_render(&name, &format!("{head}{what}{tail}"));
        }
    }
}

#[test]
fn deep_nesting_is_a_mistake_and_no_overflow() {
    for (open, close) in [("{ any = [", "] }"), ("{ plan = { not = ", " } }"), ("[", "]")] {
        let text = format!("[flags.x]\nwhen = {}true{}\n", open.repeat(500), close.repeat(500));
        assert!(!flags_model::load(&text).diagnostics.is_empty());
    }
    let header = format!("[flags.x.when{}]\nplan = 1\n", ".not".repeat(500));
    assert!(!flags_model::load(&header).diagnostics.is_empty());
}

fn load_and_render(name: &str, text: &str) {
    let mut diagnostics = flags_model::load(text).diagnostics;
    diagnostics.truncate(20);
    let rendered = render(&diagnostics, text, name, Style::Plain);
    assert_eq!(rendered.is_empty(), diagnostics.is_empty());
}

fn read_golden_files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/decisions");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("BUG: the golden files are there") {
        let path = entry.expect("BUG: the folder can be listed").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).expect("BUG: the golden files can be read");
            files.push((path.display().to_string(), text));
        }
    }
    files.sort();
    assert_eq!(files.len(), 60);
    files
}
