//! Finds values in a text: `toml_edit` reads it and keeps where everything stands.

use std::ops::Range;

use toml_edit::{ArrayOfTables, InlineTable, Item, Key, Table, Value};

/// One step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// What a way leads to.
#[derive(Clone, Copy)]
pub(super) enum Node<'d> {
    /// A table that headers or dotted keys make.
    Table(&'d Table),
    /// A table in braces, or a dotted key within one.
    Inline(&'d InlineTable),
    /// The tables of `[[headers]]`.
    Tables(&'d ArrayOfTables),
    /// Everything else.
    Value(&'d Value),
}

impl<'d> Node<'d> {
    /// The node of an item.
    pub(super) fn of(item: &'d Item) -> Option<Self> {
        Some(match item {
            Item::None => return None,
            Item::Table(table) => Self::Table(table),
            Item::ArrayOfTables(tables) => Self::Tables(tables),
            Item::Value(value) => Self::of_value(value),
        })
    }

    fn of_value(value: &'d Value) -> Self {
        match value {
            Value::InlineTable(table) => Self::Inline(table),
            value => Self::Value(value),
        }
    }

    /// One step further.
    pub(super) fn child(self, step: &Step) -> Option<Self> {
        match (self, step) {
            (Self::Table(table), Step::Key(key)) => Self::of(table.get(key)?),
            (Self::Inline(table), Step::Key(key)) => table.get(key).map(Self::of_value),
            (Self::Tables(tables), Step::Index(index)) => tables.get(*index).map(Self::Table),
            (Self::Value(Value::Array(array)), Step::Index(index)) => array.get(*index).map(Self::of_value),
            _ => None,
        }
    }

    /// The keys and values of a table.
    pub(super) fn children(self) -> Vec<(&'d Key, Self)> {
        let key_of = |name: &str| match self {
            Self::Table(table) => table.key(name),
            Self::Inline(table) => table.key(name),
            Self::Tables(_) | Self::Value(_) => None,
        };
        let children: Vec<(&'d str, Self)> = match self {
            Self::Table(table) => {
                table.iter().filter_map(|(key, item)| Some((key, Self::of(item)?))).collect()
            }
            Self::Inline(table) => table.iter().map(|(key, value)| (key, Self::of_value(value))).collect(),
            Self::Tables(_) | Self::Value(_) => Vec::new(),
        };
        children.into_iter().filter_map(|(key, node)| Some((key_of(key)?, node))).collect()
    }

    /// Whether it is written within the lines of the table around it, and not under a header of its own.
    pub(super) fn is_in_body(self) -> bool {
        match self {
            Self::Table(table) => table.is_dotted(),
            Self::Inline(_) | Self::Value(_) => true,
            Self::Tables(_) => false,
        }
    }

    /// Whether a dotted key makes it.
    pub(super) fn is_dotted(self) -> bool {
        match self {
            Self::Table(table) => table.is_dotted(),
            Self::Inline(table) => table.is_dotted(),
            Self::Tables(_) | Self::Value(_) => false,
        }
    }

    /// Where it stands: a table's header or braces, a value. Nowhere for what dotted keys make, and for
    /// tables whose headers are only those of others within them.
    pub(super) fn span(self) -> Option<Range<usize>> {
        match self {
            Self::Table(table) if table.is_implicit() || table.is_dotted() => None,
            Self::Table(table) => table.span(),
            Self::Inline(table) if table.is_dotted() => None,
            Self::Inline(table) => table.span(),
            Self::Tables(tables) => tables.span(),
            Self::Value(value) => value.span(),
        }
    }

    /// The keys and values that stand in its body: not those under headers of their own.
    pub(super) fn body(self) -> Vec<(&'d Key, Self)> {
        self.children().into_iter().filter(|(_, child)| child.is_in_body()).collect()
    }

    /// Where the last value of its body ends.
    pub(super) fn body_end(self) -> Option<usize> {
        let ends = self.body().into_iter().filter_map(|(_, child)| match child.span() {
            Some(span) => Some(span.end),
            None => child.body_end(),
        });
        ends.max()
    }

    /// The first header within it, and the end of the last value or header.
    pub(super) fn section(self) -> Option<Range<usize>> {
        let inner: Vec<Self> = match self {
            Self::Tables(tables) => tables.iter().map(Self::Table).collect(),
            node => node.children().into_iter().map(|(_, child)| child).collect(),
        };
        let own = if matches!(self, Self::Tables(_)) { None } else { self.span() };
        let ranges = inner.into_iter().filter_map(Self::section).chain(own);
        ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
    }
}
