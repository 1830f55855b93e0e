//! What one decision costs in a program whose rules were replaced while it ran.

use std::hint::black_box;

use crate::workloads::WORKLOADS;
use crate::workloads::compiled::{self, Flags};
use crate::workloads::hand::User;
use crate::workloads::loaded::TEXT;
use crate::workloads::race::{Race, nothing};
use crate::workloads::users::Fields;

/// The same file, and one in which every flag has a setting more, which no decision reads: so these go by
/// the new rules, and still must decide as by hand.
fn texts() -> [String; 2] {
    let flag = |line: &str| {
        let is_flag = line.starts_with("[flags.") && line.matches('.').count() == 1;
        let client = if is_flag { "client = true\n" } else { "" };
        format!("{line}\n{client}")
    };
    [TEXT.to_owned(), TEXT.lines().map(flag).collect()]
}

/// Contexts are there already.
pub fn print(fields: &[Fields], rounds: usize) {
    let handles: Vec<(Flags, Flags)> = texts().iter().map(|text| reloaded(text)).collect();
    let by_hand: Vec<_> = fields.iter().map(User::of).collect();
    let contexts: Vec<_> = fields.iter().map(compiled::context).collect();
    let mut race = Race::default();
    let empty: fn(&User<'_>) -> u32 = black_box(|user| nothing(user));
    race.enter(&by_hand, empty);
    for workload in &WORKLOADS {
        race.enter(&by_hand, workload.hand);
        for (handle, pinned) in &handles {
            for flags in [handle, pinned] {
                for (user, context) in by_hand.iter().zip(&contexts) {
                    assert_eq!(
                        (workload.hand)(user),
                        (workload.compiled)(flags, context),
                        "{}",
                        workload.name
                    );
                }
                race.enter(&contexts, |context| (workload.compiled)(flags, context));
            }
        }
    }
    let times = race.run(rounds);
    let empty = times[0];
    println!("\nAfter a reload (ns; the empty loop of {empty:.2} is subtracted; in brackets gross ratios)\n");
    println!(
        "| workload | by hand | flag the same | pinned | flag changed | pinned |\n|---|--:|--:|--:|--:|--:|"
    );
    for (workload, forms) in WORKLOADS.iter().zip(times[1..].chunks(5)) {
        let net = |time: f64| (time - empty).max(0.0);
        print!("| {} | {:.2} |", workload.title, net(forms[0]));
        for form in &forms[1..] {
            print!(" {:.2} ({:.2}) |", net(*form), form / forms[0]);
        }
        println!();
    }
}

/// A handle that took a text, and a snapshot of it.
fn reloaded(text: &str) -> (Flags, Flags) {
    let flags = Flags::new();
    flags.live().reload(text).expect("the text is valid");
    let pinned = flags.snapshot();
    (flags, pinned)
}
