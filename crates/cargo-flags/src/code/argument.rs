//! What an argument can be.

use syn::{Expr, ExprMethodCall, Lit};

/// Whether it can be a context: no literal, closure or range is one.
pub(super) fn can_be_context(argument: &Expr) -> bool {
    match argument {
        Expr::Paren(inner) => can_be_context(&inner.expr),
        Expr::Lit(_)
        | Expr::Closure(_)
        | Expr::Range(_)
        | Expr::Array(_)
        | Expr::Tuple(_)
        | Expr::Binary(_)
        | Expr::Unary(syn::ExprUnary { op: syn::UnOp::Not(_) | syn::UnOp::Neg(_), .. }) => false,
        _ => true,
    }
}

/// Whether it is most likely a context: a reference, or something that is called one.
pub(super) fn is_like_context(argument: &Expr) -> bool {
    match argument {
        Expr::Reference(_) => true,
        Expr::Path(path) => path.path.get_ident().is_some_and(|name| is_context_name(&name.to_string())),
        Expr::Field(field) => match &field.member {
            syn::Member::Named(name) => is_context_name(&name.to_string()),
            syn::Member::Unnamed(_) => false,
        },
        _ => false,
    }
}

/// `ctx`, `context`, `user_ctx`.
pub(super) fn is_context_name(name: &str) -> bool {
    name.split('_').any(|word| word == "ctx" || word == "cx" || word == "context")
}

/// The text of a literal.
pub(super) fn text_of(argument: &Expr) -> Option<String> {
    match argument {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The variable at the beginning of a chain of methods: `o` of `o.a(true).b(false)`.
pub(super) fn root_of(call: &ExprMethodCall) -> Option<String> {
    let mut receiver = &*call.receiver;
    loop {
        match receiver {
            Expr::MethodCall(call) => receiver = &call.receiver,
            Expr::Paren(inner) => receiver = &inner.expr,
            Expr::Path(path) => return path.path.get_ident().map(ToString::to_string),
            _ => return None,
        }
    }
}
