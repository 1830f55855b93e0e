//! What one decision costs.

use std::hint::black_box;

use allocation_counter::measure;

use super::ratio;
use crate::workloads::compiled::{self, Flags};
use crate::workloads::hand::User;
use crate::workloads::loaded::{self, Loaded};
use crate::workloads::race::{Race, nothing};
use crate::workloads::users::Fields;
use crate::workloads::{WORKLOADS, Workload};

/// Contexts are there already.
pub fn print(flags: &Flags, rules: &Loaded, fields: &[Fields], rounds: usize) {
    let by_hand: Vec<_> = fields.iter().map(User::of).collect();
    let contexts: Vec<_> = fields.iter().map(compiled::context).collect();
    let slots: Vec<_> = fields.iter().map(loaded::slots).collect();
    let mut race = Race::default();
    let empty: fn(&User<'_>) -> u32 = black_box(|user| nothing(user));
    race.enter(&by_hand, empty);
    for workload in &WORKLOADS {
        race.enter(&by_hand, workload.hand);
        race.enter(&contexts, |context| (workload.compiled)(flags, context));
        race.enter(&slots, workload.loaded(rules));
    }
    let allocations = |workload: &Workload| {
        contexts.iter().map(|context| measure(|| _ = (workload.compiled)(flags, context)).count_total).sum()
    };
    print_rows("One decision, with the context at hand", &race.run(rounds), allocations);
}

/// Each decision makes its context from text first.
pub fn print_with_contexts(flags: &Flags, rules: &Loaded, fields: &[Fields], rounds: usize) {
    let mut race = Race::default();
    let empty: fn(&Fields) -> u32 = black_box(nothing);
    race.enter(fields, empty);
    for workload in &WORKLOADS {
        race.enter(fields, |fields| (workload.hand)(&User::of(fields)));
        race.enter(fields, |fields| (workload.compiled)(flags, &compiled::context(fields)));
        let decide = workload.loaded(rules);
        race.enter(fields, move |fields| decide(&loaded::slots(fields)));
    }
    let allocations = |workload: &Workload| {
        let decide = |fields| _ = (workload.compiled)(flags, &compiled::context(fields));
        fields.iter().map(|fields| measure(|| decide(fields)).count_total).sum()
    };
    print_rows("The context made from text, and one decision", &race.run(rounds), allocations);
}

/// `times` is the empty loop, and then three forms for each workload.
fn print_rows(title: &str, times: &[f64], allocations: impl Fn(&Workload) -> u64) {
    let empty = times[0];
    println!("\n{title} (ns; the empty loop of {empty:.2} is subtracted, but for the columns `gross`)\n");
    println!(
        "| workload | by hand | compiled | ratio | gross | loaded | ratio | gross | allocations, compiled |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (workload, forms) in WORKLOADS.iter().zip(times[1..].chunks(3)) {
        let [hand, compiled, loaded] = [0, 1, 2].map(|form| (forms[form] - empty).max(0.0));
        println!(
            "| {} | {hand:.2} | {compiled:.2} | {} | {} | {loaded:.2} | {} | {} | {} |",
            workload.title,
            ratio(compiled, hand),
            ratio(forms[1], forms[0]),
            ratio(loaded, hand),
            ratio(forms[2], forms[0]),
            allocations(workload),
        );
    }
}

/// What is asked by name or says more than a value.
pub fn print_by_name(flags: &Flags, rules: &Loaded, fields: &[Fields], rounds: usize) {
    let contexts: Vec<_> = fields.iter().map(compiled::context).collect();
    let objects: Vec<_> = fields.iter().map(loaded::object).collect();
    let read = |object| rules.engine.context_from_json(object, None).expect("the attributes exist");
    let dynamic: Vec<_> = objects.iter().map(read).collect();
    let count = Flags::NAMES.len();
    let mut rows = vec![("by hand: context from text".to_owned(), 0)];
    let mut race = Race::default();
    race.enter(fields, User::of);
    let mut row = |title: String, call: &dyn Fn()| rows.push((title, measure(call).count_total));
    row("compiled: context from text".into(), &|| _ = black_box(compiled::context(&fields[0])));
    race.enter(fields, |fields| compiled::context(fields));
    row("compiled: `explain` of a percentage".into(), &|| _ = flags.explain().quarter(&contexts[0]));
    race.enter(&contexts, |context| flags.explain().quarter(context));
    row("compiled: `decide` by name".into(), &|| _ = flags.decide("quarter", &contexts[0]));
    race.enter(&contexts, |context| flags.decide("quarter", context));
    row(format!("compiled: `all` of {count} flags"), &|| _ = flags.all(&contexts[0]));
    race.enter(&contexts, |context| flags.all(context));
    row("dynamic: context from JSON values".into(), &|| _ = black_box(read(&objects[0])));
    race.enter(&objects, read);
    row("dynamic: `decide` by name".into(), &|| _ = rules.engine.decide("quarter", &dynamic[0]));
    race.enter(&dynamic, |context| rules.engine.decide("quarter", context));
    row("dynamic: `explain` by name".into(), &|| _ = rules.engine.explain("quarter", &dynamic[0]));
    race.enter(&dynamic, |context| rules.engine.explain("quarter", context));
    row(format!("dynamic: `all` of {count} flags"), &|| _ = rules.engine.all(&dynamic[0]).count());
    race.enter(&dynamic, |context| rules.engine.all(context).count());
    println!("\nMore than a bool (ns)\n\n| what | time | allocations |\n|---|--:|--:|");
    for ((title, allocations), time) in rows.iter().zip(race.run(rounds / 10 + 1)) {
        println!("| {title} | {time:.1} | {allocations} |");
    }
}
