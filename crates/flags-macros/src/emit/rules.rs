//! The rules as constants.
//!
//! They are written as text that the compiler reads in one piece: thousands of rows made token by token
//! would take most of the time of a build. The text is short for the same reason, see `rows` in the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::setter::is_hashed;
use super::{Face, read, row, write};

/// The tables, in a function: the one place that stays out of everybody's way wherever the struct stands.
pub(super) fn emit_rules(face: &Face<'_>) -> TokenStream {
    let Face { private, item, source, .. } = face;
    let name = &item.name;
    let type_name = name.to_string();
    let tables = read(&tables(face));
    let old_names = face.flags().filter_map(|(id, flag)| {
        let old = flag.renamed_from.as_ref()?;
        Some(quote!((#old, #id)))
    });
    let include = &source.include;
    let today = crate::today::VARIABLE;
    quote! {
        #[doc(hidden)]
        impl #private::Compiled for #name {
            const TYPE: &'static #private::str = #type_name;
            // Also makes the build depend on the file.
            const TEXT: &'static [#private::u8] = #private::include_bytes!(#include);
            const NAMES: &'static [&'static #private::str] = <#name>::NAMES;
            const OLD_NAMES: &'static [(&'static #private::str, #private::u32)] = &[#(#old_names),*];

            #[inline]
            fn rules() -> &'static #private::Ruleset {
                // Another day may have other warnings.
                const _: #private::Option<&#private::str> = #private::option_env!(#today);
                use #private::rows::*;
                #tables
                &RULES
            }

            fn handle(&self) -> &#private::Handle<Self> {
                &self.handle
            }

            fn of(handle: #private::Handle<Self>) -> Self {
                Self { handle }
            }
        }
    }
}

/// The statics. Rows without destructors could be promoted, those of values and patterns could not;
/// all tables are statics of their own, so that there is one way.
fn tables(face: &Face<'_>) -> String {
    let rules = face.rules;
    let mut out = Out { statics: String::new(), fields: String::new() };
    let text = rules.map_or("", |rules| &rules.text);
    write(&mut out.fields, format_args!("text:Borrowed({text:?}),"));
    macro_rules! table {
        ($name:ident, $row:literal, $write:expr) => {
            out.table(stringify!($name), $row, rules.map_or(&[][..], |rules| &rules.$name), $write);
        };
    }
    table!(names, "Str", row::write_str);
    table!(environments, "Str", row::write_str);
    table!(stages, "Str", row::write_str);
    let mut hashed = face.names.attributes.iter().map(|attribute| is_hashed(face, attribute));
    table!(attributes, "Attribute", |out, row| row::write_attribute(out, row, hashed.next() == Some(true)));
    table!(segments, "Segment", row::write_segment);
    table!(flags, "Flag", row::write_flag);
    table!(plans, "Plan", row::write_plan);
    table!(requirements, "Requirement", row::write_requirement);
    table!(clauses, "Clause", row::write_clause);
    table!(nodes, "Node", row::write_node);
    table!(shares, "Share", row::write_share);
    table!(payloads, "Payload", row::write_payload);
    table!(strings, "Str", row::write_str);
    table!(slots, "u32", |out, row| write(out, format_args!("{row}")));
    table!(integers, "i64", |out, row| write(out, format_args!("{row}")));
    table!(floats, "f64", |out, row| write(out, format_args!("{row:?}")));
    table!(words, "u64", |out, row| write(out, format_args!("{row}")));
    table!(patterns, "Pattern", |out, row| {
        write(out, format_args!("pattern({:?},{})", row.text(), row.ignores_case()));
    });
    format!("{}static RULES:Ruleset=Ruleset{{{}}};", out.statics, out.fields)
}

struct Out {
    statics: String,
    fields: String,
}

impl Out {
    fn table<T: Clone>(
        &mut self,
        name: &str,
        row: &str,
        rows: &[T],
        mut write_row: impl FnMut(&mut String, T),
    ) {
        if rows.is_empty() {
            return write(&mut self.fields, format_args!("{name}:Borrowed(&[]),"));
        }
        let upper = name.to_uppercase();
        write(&mut self.statics, format_args!("static {upper}:[{row};{}]=[", rows.len()));
        for row in rows {
            write_row(&mut self.statics, row.clone());
            self.statics.push(',');
        }
        self.statics.push_str("];");
        write(&mut self.fields, format_args!("{name}:Borrowed(&{upper}),"));
    }
}
