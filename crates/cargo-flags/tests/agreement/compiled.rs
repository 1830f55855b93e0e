//! The storefront's flags as an app compiles them.
#![allow(dead_code, reason = "`all` asks for every flag, and nobody by name")]

use std::time::{Duration, SystemTime};

use crate::population::Person;

#[flags::flags("../../examples/storefront/flags.toml")]
pub(crate) struct Flags;

/// The moment of all contexts, in seconds since 1970: what depends on it is the same on every day.
pub(crate) const NOW: u64 = 1_795_176_000;

/// Makes the context of a person with typed setters, and hands it on.
pub(crate) fn with_context<T>(person: &Person, then: impl FnOnce(&Context<'_>) -> T) -> T {
    let time = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let roles: Option<Vec<Roles>> =
        person.roles.as_ref().map(|roles| roles.iter().map(|role| role.parse().expect("a role")).collect());
    let who = match &person.user {
        Some(user) => Context::new(user),
        None => Context::anonymous(),
    };
    let context = who
        .maybe_plan(person.plan.map(|plan| plan.parse::<Plan>().expect("a plan")))
        .maybe_country(person.country)
        .maybe_device(person.device.map(|device| device.parse::<Device>().expect("a device")))
        .maybe_app(person.app)
        .maybe_company(person.company.as_deref())
        .maybe_roles(roles.as_deref())
        .maybe_labels(person.labels.as_deref())
        .maybe_orders(person.orders)
        .maybe_rating(person.rating)
        .maybe_trial(person.trial)
        .maybe_signed_up(person.signed_up.map(time))
        .now(time(NOW));
    then(&context)
}
