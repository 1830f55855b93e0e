//! The one place that converts names of the file to names in Rust.

/// The type that a flag or an attribute gives: `checkout_button` is `CheckoutButton`.
pub fn type_name(name: &str) -> String {
    join_capitalised(name)
}

/// The variant that a variant or a value gives: `deep-red` is `DeepRed`.
pub fn variant_name(name: &str) -> String {
    join_capitalised(name)
}

/// The nearest name in snake case: `newSidebar`, `New-Sidebar` and `new sidebar` are `new_sidebar`.
pub fn snake_name(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    let mut before: Option<char> = None;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_alphanumeric() {
            // A word begins at `S` of `newSidebar`, and at `R` of `HTTPRoute`.
            let after_small = before.is_some_and(|before| before.is_lowercase() || before.is_numeric());
            let ends_acronym = before.is_some_and(char::is_uppercase)
                && letters.peek().is_some_and(|next| next.is_lowercase());
            if letter.is_uppercase() && (after_small || ends_acronym) {
                push_break(&mut snake);
            }
            snake.extend(letter.to_lowercase());
        } else {
            push_break(&mut snake);
        }
        before = Some(letter);
    }
    snake.trim_end_matches('_').to_owned()
}

/// The setters that an attribute gives; those of a timestamp also take seconds since 1970.
pub fn setter_names(name: &str, is_timestamp: bool) -> Vec<String> {
    let mut names = vec![name.to_owned(), format!("maybe_{name}")];
    if is_timestamp {
        names.extend([format!("{name}_unix"), format!("maybe_{name}_unix")]);
    }
    names
}

/// Whether a word is a keyword in any edition of Rust, also one that is only reserved.
///
/// Words that are keywords in certain places only (`union`, `auto`, `raw`, `macro_rules`) are names.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Begins a new word; several breaks in a row are one.
fn push_break(snake: &mut String) {
    if !snake.is_empty() && !snake.ends_with('_') {
        snake.push('_');
    }
}

fn join_capitalised(name: &str) -> String {
    let mut joined = String::with_capacity(name.len());
    for word in name.split(['_', '-']) {
        let mut letters = word.chars();
        joined.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        joined.push_str(letters.as_str());
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{is_keyword, snake_name, type_name, variant_name};

    #[test]
    fn types_and_variants_are_capitalised() {
        assert_eq!(type_name("checkout_button"), "CheckoutButton");
        assert_eq!(type_name("a__b_"), "AB");
        assert_eq!(variant_name("deep-red"), "DeepRed");
        assert_eq!(variant_name("v2_beta-1"), "V2Beta1");
    }

    #[test]
    fn names_in_other_cases_are_repaired() {
        for (name, repaired) in [
            ("newSidebar", "new_sidebar"),
            ("NewSidebar", "new_sidebar"),
            ("new-sidebar", "new_sidebar"),
            ("new sidebar", "new_sidebar"),
            ("NEW_SIDEBAR", "new_sidebar"),
            ("useHTTPRoute", "use_http_route"),
            ("v2Beta", "v2_beta"),
            ("_x_", "x"),
        ] {
            assert_eq!(snake_name(name), repaired);
        }
    }

    #[test]
    fn keywords_of_all_editions_are_known() {
        assert!(
            ["async", "gen", "try", "self", "Self", "union"].map(is_keyword)
                == [true, true, true, true, true, false]
        );
    }
}
