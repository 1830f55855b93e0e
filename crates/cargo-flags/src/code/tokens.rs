//! Finds calls in what macros take that is no Rust.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::argument::is_context_name;
use super::visit::Visitor;

/// Finds `.name(…)` and `Flags::name`; within `with(|o| …)` only calls whose argument is a context.
pub(super) fn scan(visitor: &mut Visitor<'_>, tokens: TokenStream, is_overriding: bool) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let is_override = match token {
            TokenTree::Ident(name) => {
                let before = &tokens[..index];
                let next = tokens.get(index + 1);
                scan_name(visitor, name, before, next, is_overriding);
                continue;
            }
            TokenTree::Group(group) => is_overriding || opens_overrides(&tokens[..index], group),
            _ => continue,
        };
        if let TokenTree::Group(group) = token {
            scan(visitor, group.stream(), is_override);
        }
    }
}

fn scan_name(
    visitor: &mut Visitor<'_>,
    name: &proc_macro2::Ident,
    before: &[TokenTree],
    next: Option<&TokenTree>,
    is_overriding: bool,
) {
    let word = name.to_string();
    match before {
        [.., TokenTree::Punct(dot)] if dot.as_char() == '.' => {
            let Some(TokenTree::Group(group)) = next else { return };
            if group.delimiter() != Delimiter::Parenthesis {
                return;
            }
            let arguments = split(group);
            match (word.as_str(), arguments.as_slice()) {
                ("decide", [asked, _]) | ("get", [asked]) => match asked.as_slice() {
                    [TokenTree::Literal(text)] => {
                        visitor.add(text.to_string().trim_matches('"'), name.span());
                    }
                    _ if word == "decide" => visitor.add_variable(name.span()),
                    _ => {}
                },
                ("all", [context]) if is_like_context(context) => visitor.add_all(),
                (_, [context]) if can_be_context(context) && (!is_overriding || is_like_context(context)) => {
                    visitor.add(&word, name.span());
                }
                _ => {}
            }
        }
        [.., TokenTree::Ident(owner), TokenTree::Punct(first), TokenTree::Punct(second)]
            if first.as_char() == ':'
                && second.as_char() == ':'
                && owner.to_string().starts_with(char::is_uppercase) =>
        {
            visitor.add(&word, name.span());
        }
        _ => {}
    }
}

/// The arguments between the commas.
fn split(group: &Group) -> Vec<Vec<TokenTree>> {
    let mut arguments = vec![Vec::new()];
    for token in group.stream() {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => arguments.push(Vec::new()),
            _ => arguments.last_mut().expect("BUG: there is always one").push(token),
        }
    }
    // A comma may stand at the end.
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

fn can_be_context(argument: &[TokenTree]) -> bool {
    match argument {
        [TokenTree::Ident(word)] => word != "true" && word != "false",
        [TokenTree::Literal(_)] => false,
        [TokenTree::Punct(mark), ..] => mark.as_char() == '&' || mark.as_char() == '*',
        _ => true,
    }
}

fn is_like_context(argument: &[TokenTree]) -> bool {
    match argument {
        [TokenTree::Punct(mark), ..] => mark.as_char() == '&',
        [.., TokenTree::Ident(word)] => is_context_name(&word.to_string()),
        _ => false,
    }
}

/// `.with(|o| …)`
fn opens_overrides(before: &[TokenTree], group: &Group) -> bool {
    let is_with = matches!(before, [.., TokenTree::Punct(dot), TokenTree::Ident(name)]
        if dot.as_char() == '.' && name == "with");
    let first = group.stream().into_iter().next();
    is_with && matches!(first, Some(TokenTree::Punct(bar)) if bar.as_char() == '|')
}
