//! Finds calls in parsed code.

use std::collections::HashSet;

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Expr, ExprMethodCall, ExprPath, ImplItemFn, ItemFn, ItemImpl, ItemMod, Macro, Pat, Token,
};

use super::argument::{can_be_context, is_like_context, root_of, text_of};
use super::files::CodeFile;
use super::read::Read;
use super::testing::{files_of_module, is_test};
use super::tokens;
use super::{Call, Place};

/// Walks through a file.
pub(super) struct Visitor<'v> {
    file: &'v CodeFile,
    names: &'v HashSet<&'v str>,
    in_tests: bool,
    /// The variables of the closures of `with` around here: their methods override flags.
    overriding: Vec<String>,
    read: Read,
}

impl<'v> Visitor<'v> {
    /// Everything that one file asks for.
    pub(super) fn visit(file: &'v CodeFile, names: &'v HashSet<&'v str>, parsed: &syn::File) -> Read {
        let in_tests = file.in_tests || is_test(&parsed.attrs);
        let mut visitor = Self { file, names, in_tests, overriding: Vec::new(), read: Read::default() };
        visitor.visit_file(parsed);
        visitor.read
    }

    pub(super) fn add(&mut self, name: &str, span: Span) {
        if self.names.contains(name) {
            let (name, in_tests) = (name.to_owned(), self.in_tests);
            self.read.calls.push(Call { place: self.place(span), name, in_tests });
        }
    }

    /// A flag is asked for by a name that is known when the program runs.
    pub(super) fn add_variable(&mut self, span: Span) {
        if !self.in_tests {
            let place = self.place(span);
            self.read.by_variable.get_or_insert(place);
        }
    }

    pub(super) fn add_all(&mut self) {
        self.read.asks_all |= !self.in_tests;
    }

    fn place(&self, span: Span) -> Place {
        let start = span.start();
        Place { file: self.file.name.clone(), line: start.line, column: start.column + 1 }
    }

    fn within(&mut self, attributes: &[Attribute], visit: impl FnOnce(&mut Self)) {
        let before = self.in_tests;
        self.in_tests |= is_test(attributes);
        visit(self);
        self.in_tests = before;
    }

    fn is_override(&self, call: &ExprMethodCall, argument: &Expr) -> bool {
        root_of(call).is_some_and(|root| self.overriding.contains(&root)) && !is_like_context(argument)
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let name = call.method.to_string();
        let arguments: Vec<&Expr> = call.args.iter().collect();
        match (name.as_str(), arguments.as_slice()) {
            ("decide", [asked, _]) => match text_of(asked) {
                Some(text) => self.add(&text, call.method.span()),
                None => self.add_variable(call.method.span()),
            },
            // One of `all(&ctx)`.
            ("get", [asked]) => {
                if let Some(text) = text_of(asked) {
                    self.add(&text, call.method.span());
                }
            }
            // `all(|item| …)` is an iterator's.
            ("all", [context]) if is_like_context(context) => self.add_all(),
            (_, [context]) if can_be_context(context) && !self.is_override(call, context) => {
                self.add(&name, call.method.span());
            }
            _ => {}
        }
        let variable = if name == "with" { closure_variable(&arguments) } else { None };
        let is_overriding = variable.is_some();
        self.visit_expr(&call.receiver);
        self.overriding.extend(variable);
        call.args.iter().for_each(|argument| self.visit_expr(argument));
        if is_overriding {
            self.overriding.pop();
        }
    }

    /// `Flags::new_sidebar`, called or handed on.
    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        let mut names = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
        if let (Some(name), Some(owner)) = (names.next(), names.next())
            && owner.starts_with(char::is_uppercase)
        {
            let last = path.path.segments.last().expect("BUG: the path has two segments");
            self.add(&name, last.ident.span());
        }
        visit::visit_expr_path(self, path);
    }

    /// The arguments of most macros are expressions; those of the others are words that may be calls.
    fn visit_macro(&mut self, call: &'ast Macro) {
        match call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            Ok(arguments) => arguments.iter().for_each(|argument| self.visit_expr(argument)),
            Err(_) => tokens::scan(self, call.tokens.clone(), false),
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if module.content.is_none() && is_test(&module.attrs) {
            let files = files_of_module(&self.file.name, &module.ident.to_string());
            self.read.test_modules.extend(files);
        }
        self.within(&module.attrs, |visitor| visit::visit_item_mod(visitor, module));
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.within(&function.attrs, |visitor| visit::visit_item_fn(visitor, function));
    }

    fn visit_item_impl(&mut self, block: &'ast ItemImpl) {
        self.within(&block.attrs, |visitor| visit::visit_item_impl(visitor, block));
    }

    fn visit_impl_item_fn(&mut self, method: &'ast ImplItemFn) {
        self.within(&method.attrs, |visitor| visit::visit_impl_item_fn(visitor, method));
    }
}

/// `o` of `with(|o| …)`.
fn closure_variable(arguments: &[&Expr]) -> Option<String> {
    let [Expr::Closure(closure)] = arguments else { return None };
    match closure.inputs.first()? {
        Pat::Ident(name) => Some(name.ident.to_string()),
        Pat::Type(typed) => match &*typed.pat {
            Pat::Ident(name) => Some(name.ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}
