//! Which names of a file with mistakes can be names in Rust. A mistake in one name must not become a
//! second one in the generated code.

use std::collections::HashSet;

use flags_model::model::{AttributeKind, AttributeName, FieldType, FlagName, Names, ValueType};
use flags_model::naming;
use proc_macro2::Ident;

/// Methods of the handle that no flag may be named after.
const HANDLE: &[&str] = &["new", "with", "explain", "all", "decide", "snapshot", "live", "clone", "fmt"];
/// What methods of flags call. No checked name begins with an underscore, but a mistaken one may.
const SHARED: &[&str] = &["__is_on", "__variant", "__value", "__bool", "__switch", "__choose", "__serve"];
/// Methods of the context that no attribute may be named after, beside its own setters.
const CONTEXT: &[&str] = &["new", "anonymous", "into_owned"];
/// Types that stand beside the struct in any case.
const TYPES: &[&str] = &["Context", "Environment", "Explain", "Overrides"];

/// The names that can be used together.
pub(crate) fn usable_names(names: Names, item: &Ident) -> Names {
    let mut types: HashSet<String> = TYPES.iter().map(|name| (*name).to_owned()).collect();
    types.insert(item.to_string());
    let mut setters: HashSet<String> = CONTEXT.iter().map(|name| (*name).to_owned()).collect();
    let mut methods: HashSet<String> = HANDLE.iter().chain(SHARED).map(|name| (*name).to_owned()).collect();
    let attributes = names.attributes.into_iter();
    let flags = names.flags.into_iter();
    Names {
        environments: usable_members(names.environments),
        attributes: attributes
            .filter_map(|attribute| usable_attribute(attribute, &mut setters, &mut types))
            .collect(),
        flags: flags.filter_map(|flag| usable_flag(flag, &mut methods, &mut types)).collect(),
    }
}

/// The generated types that carry a name of the file, and what gives them.
pub(crate) fn type_names(names: &Names) -> impl Iterator<Item = (String, String)> {
    let beside = ["Context", "Explain", "Overrides"]
        .map(|name| (name.to_owned(), "what the macro generates".to_owned()));
    let environment = (!names.environments.is_empty())
        .then(|| ("Environment".to_owned(), "the list of environments".to_owned()));
    let attributes = names.attributes.iter().filter(|attribute| has_type(attribute));
    let attributes = attributes
        .map(|attribute| (naming::type_name(&attribute.name), format!("the attribute `{}`", attribute.name)));
    let flags = names.flags.iter().filter(|flag| flag_has_type(flag));
    let flags = flags.map(|flag| (naming::type_name(&flag.name), format!("the flag `{}`", flag.name)));
    beside.into_iter().chain(environment).chain(attributes).chain(flags)
}

fn usable_attribute(
    mut attribute: AttributeName,
    setters: &mut HashSet<String>,
    types: &mut HashSet<String>,
) -> Option<AttributeName> {
    let is_timestamp = attribute.kind == AttributeKind::Timestamp;
    let own = naming::setter_names(&attribute.name, is_timestamp);
    if attribute.name == "now" || !is_name(&attribute.name) || own.iter().any(|name| setters.contains(name)) {
        return None;
    }
    if has_type(&attribute) {
        if !types.insert(naming::type_name(&attribute.name)) {
            return None;
        }
        attribute.members = usable_members(attribute.members);
    }
    setters.extend(own);
    Some(attribute)
}

fn usable_flag(
    mut flag: FlagName,
    methods: &mut HashSet<String>,
    types: &mut HashSet<String>,
) -> Option<FlagName> {
    if !is_name(&flag.name) || !methods.insert(flag.name.clone()) {
        return None;
    }
    if flag_has_type(&flag) && !types.insert(naming::type_name(&flag.name)) {
        return None;
    }
    flag.variants = usable_members(flag.variants);
    flag.renamed_from = flag.renamed_from.filter(|old| is_name(old) && methods.insert(old.clone()));
    if let ValueType::Table(fields) = &mut flag.value {
        let mut seen = HashSet::new();
        fields.retain(|(name, _): &(String, FieldType)| is_name(name) && seen.insert(name.clone()));
    }
    Some(flag)
}

fn usable_members(members: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    members
        .into_iter()
        .filter(|member| {
            let name = naming::variant_name(member);
            is_name(&name) && seen.insert(name)
        })
        .collect()
}

pub(crate) fn has_type(attribute: &AttributeName) -> bool {
    matches!(attribute.kind, AttributeKind::Enum | AttributeKind::ClosedSet)
}

fn flag_has_type(flag: &FlagName) -> bool {
    matches!(flag.value, ValueType::Variants | ValueType::Table(_))
}

fn is_name(name: &str) -> bool {
    syn::parse_str::<Ident>(name).is_ok() && name != "_"
}
