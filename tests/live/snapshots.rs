//! A snapshot is one version of the rules, and never a mixture of two.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::{Flags, TEXT, edited, pro, production};

#[test]
fn a_snapshot_stays_and_leads_to_those_who_follow() {
    let flags = production();
    let compiled = flags.snapshot();
    flags.live().reload(&edited("serve = 365 }", "serve = 1 }")).expect("it is valid");
    let first = flags.snapshot();
    let overridden = first.with(|o| o.season(true));
    flags.live().reload(&edited("serve = 365 }", "serve = 2 }")).expect("it is valid");
    let context = pro("u");
    let days = |flags: &Flags| flags.history_days(&context);
    assert_eq!([days(&compiled), days(&first), days(&flags)], [365, 1, 2]);
    assert_eq!((days(&overridden), overridden.season(&context)), (1, true));
    assert_eq!(days(&first.snapshot()), 1);
    first.live().reload(&edited("serve = 365 }", "serve = 3 }")).expect("it is valid");
    assert_eq!([days(&compiled), days(&first), days(&flags), days(&flags.snapshot())], [365, 1, 3, 3]);
}

/// Two texts that differ in each of three flags; eight readers each take a snapshot and ask for all three.
#[test]
#[cfg_attr(miri, ignore = "to read and merge texts takes Miri an hour")]
fn no_reader_sees_half_of_a_text() {
    let (reloads, readers) = if cfg!(debug_assertions) { (300, 8) } else { (10_000, 8) };
    let other = edited("serve = 365 }", "serve = 1 }")
        .replace("serve = 0.75", "serve = 0.5")
        .replace("serve = \"Write together\"", "serve = \"Skriv sammen\"");
    let flags = production();
    let is_over = AtomicBool::new(false);
    let (mixtures, seen) = thread::scope(|scope| {
        let read = || {
            let flags = flags.clone();
            let context = pro("u").trial(true).country("DK");
            let (mut mixtures, mut seen) = (0_u64, [0_u64; 2]);
            while !is_over.load(Ordering::Relaxed) {
                let snapshot = flags.snapshot();
                let is_other = snapshot.history_days(&context) == 1;
                let threshold = (snapshot.threshold(&context) - 0.5).abs() < 1e-9;
                let headline = snapshot.headline(&context) == "Skriv sammen";
                mixtures += u64::from(is_other != threshold || is_other != headline);
                seen[usize::from(is_other)] += 1;
            }
            (mixtures, seen)
        };
        let readers: Vec<_> = (0..readers).map(|_| scope.spawn(read)).collect();
        for at in 0..reloads {
            flags.live().reload(if at % 2 == 0 { &other } else { TEXT }).expect("it is valid");
        }
        is_over.store(true, Ordering::Relaxed);
        readers
            .into_iter()
            .map(|reader| reader.join().expect("it does not panic"))
            .fold((0, [0; 2]), |(mixtures, seen), (more, of)| {
                (mixtures + more, [seen[0] + of[0], seen[1] + of[1]])
            })
    });
    println!("{reloads} reloads, {readers} readers, {seen:?} snapshots of either text, {mixtures} mixtures");
    assert_eq!(mixtures, 0);
    assert!(seen[0] > 0 && seen[1] > 0);
}

/// The same for kill lists, which are small enough for Miri to watch the swap itself.
#[test]
fn no_reader_sees_half_of_a_kill_list() {
    let (swaps, readers) = if cfg!(miri) { (40, 2) } else { (2_000, 4) };
    let flags = production();
    let is_over = AtomicBool::new(false);
    let mixtures = thread::scope(|scope| {
        let read = || {
            let flags = flags.clone();
            let context = pro("u").trial(true).country("DK");
            let mut mixtures = 0_u64;
            while !is_over.load(Ordering::Relaxed) {
                let snapshot = flags.snapshot();
                mixtures +=
                    u64::from((snapshot.history_days(&context) == 365) != snapshot.core_redesign(&context));
                thread::yield_now();
            }
            mixtures
        };
        let readers: Vec<_> = (0..readers).map(|_| scope.spawn(read)).collect();
        for at in 0..swaps {
            flags.live().set_kills(if at % 2 == 0 { "history_days\ncore_redesign\n" } else { "# nothing\n" });
            thread::yield_now();
        }
        is_over.store(true, Ordering::Relaxed);
        readers.into_iter().map(|reader| reader.join().expect("it does not panic")).sum::<u64>()
    });
    assert_eq!(mixtures, 0);
}
