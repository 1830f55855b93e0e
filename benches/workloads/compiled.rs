//! The same decisions as `flags` compiles them.

#![allow(dead_code, reason = "some flags are only asked through others, or by name")]

use super::users::Fields;

#[flags::flags("./flags.toml")]
pub struct Flags;

/// The context of a request, from text.
#[inline]
pub fn context(fields: &Fields) -> Context<'_> {
    Context::new(&fields.user)
        .maybe_plan(fields.plan.parse().ok())
        .maybe_role(fields.role.parse().ok())
        .maybe_country(fields.country.parse().ok())
        .territory(fields.country)
}

#[inline(never)]
pub fn on(flags: &Flags, context: &Context<'_>) -> u32 {
    flags.on(context).into()
}

#[inline(never)]
pub fn quarter(flags: &Flags, context: &Context<'_>) -> u32 {
    flags.quarter(context).into()
}

#[inline(never)]
pub fn targeted(flags: &Flags, context: &Context<'_>) -> u32 {
    flags.targeted(context).into()
}

#[inline(never)]
pub fn targeted_text(flags: &Flags, context: &Context<'_>) -> u32 {
    flags.targeted_text(context).into()
}

#[inline(never)]
pub fn variants(flags: &Flags, context: &Context<'_>) -> u32 {
    flags.variants(context) as u32
}

#[inline(never)]
pub fn chain(flags: &Flags, context: &Context<'_>) -> u32 {
    flags.chain_top(context).into()
}

#[inline(never)]
pub fn listed_ten(flags: &Flags, context: &Context<'_>) -> u32 {
    flags.listed_ten(context).into()
}

#[inline(never)]
pub fn listed(flags: &Flags, context: &Context<'_>) -> u32 {
    flags.listed(context).into()
}

/// A hundred flags, asked in ten places.
#[inline(never)]
pub fn hundred(flags: &Flags, context: &Context<'_>) -> u32 {
    macro_rules! count {
        ($({ $kind:ident: $($flag:ident)* })*) => {
            0 $(+ {
                #[inline(never)]
                fn ten(flags: &Flags, context: &Context<'_>) -> u32 {
                    0 $(+ u32::from(flags.$flag(context)))*
                }
                ten(flags, context)
            })*
        };
    }
    super::hundred_flags!(count)
}
