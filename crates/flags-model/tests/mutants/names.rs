//! What a file declares, read without the code that is tested.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

/// An attribute's type and, if it is closed, its values.
#[derive(Clone, Default)]
pub struct Attribute {
    pub kind: String,
    pub of: Vec<String>,
}

/// The declared names.
#[derive(Default)]
pub struct Names {
    pub environments: Vec<String>,
    pub attributes: BTreeMap<String, Attribute>,
    pub segments: Vec<String>,
    pub stages: Vec<String>,
    /// Flags and their variants; none for bools and plain values.
    pub flags: BTreeMap<String, Vec<String>>,
}

impl Names {
    pub fn of(file: &DeTable<'_>) -> Self {
        let built_in = || ["in-development", "internal", "beta", "general-availability"].map(str::to_owned);
        let stages = file.get("stages").and_then(|stages| stages.get_ref().as_array());
        let stages = stages.map(|stages| {
            let names = stages.iter().filter_map(|stage| stage.get_ref().as_table()?.get("name"));
            names.filter_map(|name| Some(name.get_ref().as_str()?.to_owned())).collect()
        });
        Self {
            environments: file.get("environments").map_or_else(Vec::new, |it| strings(it.get_ref())),
            attributes: entries(file, "context")
                .into_iter()
                .map(|(name, it)| (name, attribute(it)))
                .collect(),
            segments: entries(file, "segments").into_iter().map(|(name, _)| name).collect(),
            stages: stages.unwrap_or_else(|| built_in().to_vec()),
            flags: entries(file, "flags").into_iter().map(|(name, it)| (name, variants(it))).collect(),
        }
    }

    pub fn attribute(&self, name: &str) -> Attribute {
        if name == "now" {
            return Attribute { kind: "timestamp".to_owned(), of: Vec::new() };
        }
        self.attributes.get(name).cloned().unwrap_or_default()
    }
}

fn entries<'f>(file: &'f DeTable<'f>, key: &str) -> Vec<(String, &'f DeValue<'f>)> {
    let table = file.get(key).and_then(|value| value.get_ref().as_table());
    let all = table.into_iter().flat_map(|table| table.iter());
    all.map(|(name, value)| (name.get_ref().to_string(), value.get_ref())).collect()
}

fn attribute(value: &DeValue<'_>) -> Attribute {
    let Some(table) = value.as_table() else {
        return Attribute { kind: value.as_str().unwrap_or_default().to_owned(), of: Vec::new() };
    };
    let kind = table.get("type").and_then(|kind| kind.get_ref().as_str()).unwrap_or_default();
    let of = table.get("of").map_or_else(Vec::new, |of| strings(of.get_ref()));
    Attribute { kind: kind.to_owned(), of }
}

fn variants(flag: &DeValue<'_>) -> Vec<String> {
    match flag.as_table().and_then(|flag| flag.get("variants")).map(toml::Spanned::get_ref) {
        Some(DeValue::Table(named)) => named.keys().map(|name| name.get_ref().to_string()).collect(),
        Some(list) => strings(list),
        None => Vec::new(),
    }
}

fn strings(value: &DeValue<'_>) -> Vec<String> {
    let items = value.as_array().into_iter().flat_map(|items| items.iter());
    items.filter_map(|item| Some(item.get_ref().as_str()?.to_owned())).collect()
}
