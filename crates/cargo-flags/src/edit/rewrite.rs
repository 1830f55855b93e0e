//! A text with one value changed, added or removed, and nothing else.

use std::collections::BTreeMap;

use toml_edit::{Document, Value};

use super::insert::insert;
use super::node::{Node, Step};
use super::remove::remove;
use super::splice::{Splice, apply};

/// A text after a change.
#[derive(Debug)]
pub(super) struct Rewritten {
    pub(super) text: String,
    /// Where the value stands, or stood.
    pub(super) at: usize,
}

/// The text cannot be changed without touching more than the value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stuck {
    /// The place that is in the way.
    pub(super) at: usize,
}

/// The text with the value at `way` as `write` makes it from the old one as written; `None` removes it.
/// Tables that are empty then go too, but for the first `keep` steps.
pub(super) fn rewrite(
    text: &str,
    way: &[Step],
    keep: usize,
    write: impl FnOnce(Option<&str>) -> Option<String>,
) -> Result<Rewritten, Stuck> {
    let document =
        Document::parse(text).map_err(|error| Stuck { at: error.span().map_or(0, |it| it.start) })?;
    let root = Node::Table(document.as_table());
    let (reached, node) = walk(root, way);
    let old =
        if reached == way.len() { Some(node.span().ok_or(Stuck { at: start_of(node) })?) } else { None };
    let splices = match (write(old.clone().map(|span| &text[span])), old) {
        // A table under a header of its own is more than a value.
        (_, Some(span)) if !node.is_in_body() => return Err(Stuck { at: span.start }),
        (Some(value), Some(span)) => vec![Splice::replace(span, value)],
        (Some(value), None) => {
            let missing: Option<Vec<String>> = way[reached..].iter().map(key_of).collect();
            let missing = missing.ok_or(Stuck { at: start_of(node) })?;
            insert(text, &way[..reached], node, &missing, &value)
        }
        (None, Some(_)) => remove(text, root, way, keep).ok_or(Stuck { at: start_of(node) })?,
        (None, None) => Vec::new(),
    };
    let start = splices.iter().map(|splice| splice.range.start).min().unwrap_or(0);
    let changed = apply(text, splices);
    let Ok(new) = Document::parse(changed.as_str()) else { return Err(Stuck { at: start }) };
    if others(root, way) != others(Node::Table(new.as_table()), way) {
        return Err(Stuck { at: start });
    }
    let (reached, node) = walk(Node::Table(new.as_table()), way);
    let at = if reached == way.len() { start_of(node) } else { start };
    Ok(Rewritten { at: at.min(changed.len()), text: changed })
}

/// As far as the way exists.
fn walk<'d>(root: Node<'d>, way: &[Step]) -> (usize, Node<'d>) {
    let mut node = root;
    for (index, step) in way.iter().enumerate() {
        match node.child(step) {
            Some(child) => node = child,
            None => return (index, node),
        }
    }
    (way.len(), node)
}

fn start_of(node: Node<'_>) -> usize {
    node.span().or_else(|| node.section()).map_or(0, |span| span.start)
}

fn key_of(step: &Step) -> Option<String> {
    match step {
        Step::Key(key) => Some(key.clone()),
        Step::Index(_) => None,
    }
}

/// All values but those at `way`, by how one gets to them.
fn others(root: Node<'_>, way: &[Step]) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    collect(root, String::new(), &mut values);
    let name = name_of(way);
    let inner = [format!("{name}."), format!("{name}[")];
    values.retain(|key, _| *key != name && !inner.iter().any(|inner| key.starts_with(inner.as_str())));
    values
}

fn name_of(way: &[Step]) -> String {
    way.iter().fold(String::new(), |name, step| match step {
        Step::Key(key) => format!("{name}.{key:?}"),
        Step::Index(index) => format!("{name}[{index}]"),
    })
}

fn collect(node: Node<'_>, name: String, values: &mut BTreeMap<String, String>) {
    match node {
        Node::Tables(tables) => {
            for (index, table) in tables.iter().enumerate() {
                collect(Node::Table(table), format!("{name}[{index}]"), values);
            }
        }
        Node::Value(Value::Array(array)) => {
            for index in 0..array.len() {
                let item = node.child(&Step::Index(index)).expect("BUG: the array has it");
                collect(item, format!("{name}[{index}]"), values);
            }
        }
        Node::Value(value) => {
            values.insert(name, scalar(value));
        }
        Node::Table(_) | Node::Inline(_) => {
            for (key, child) in node.children() {
                collect(child, format!("{name}.{:?}", key.get()), values);
            }
        }
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{:?}", text.value()),
        Value::Integer(number) => number.value().to_string(),
        Value::Float(number) => format!("{:?}", number.value()),
        Value::Boolean(value) => value.value().to_string(),
        Value::Datetime(time) => time.value().to_string(),
        Value::Array(_) | Value::InlineTable(_) => String::new(),
    }
}
