//! Single benchmarks, to look at one thing closely: `cargo bench --bench decide -- quarter`.
//!
//! Ratios are `cargo bench --bench table`; these are times as `divan` takes them, 48 users at once.

mod generate;
mod workloads;

use std::hint::black_box;

use divan::Bencher;
use flags_model::dynamic::Engine;
use workloads::compiled::{self, Flags};
use workloads::hand::User;
use workloads::loaded::{self, Loaded};
use workloads::{TIMED, WORKLOADS, Workload, users};

fn main() {
    let (flags, loaded) = (Flags::new(), Loaded::new());
    for workload in &WORKLOADS {
        workload.check(&flags, &loaded);
    }
    divan::main();
}

fn names() -> impl Iterator<Item = &'static str> {
    WORKLOADS.iter().map(|workload| workload.name)
}

fn workload(name: &str) -> &'static Workload {
    // A constant that is asked by reference lives for ever.
    const ALL: &[Workload] = &WORKLOADS;
    ALL.iter().find(|workload| workload.name == name).expect("it is one of the names")
}

#[divan::bench(args = names())]
fn by_hand(bencher: Bencher<'_, '_>, name: &str) {
    let (fields, workload) = (users::users(TIMED), workload(name));
    let contexts: Vec<_> = fields.iter().map(User::of).collect();
    bencher.bench(|| {
        for user in &contexts {
            black_box((workload.hand)(black_box(user)));
        }
    });
}

#[divan::bench(args = names())]
fn compiled(bencher: Bencher<'_, '_>, name: &str) {
    let (fields, workload, flags) = (users::users(TIMED), workload(name), Flags::new());
    let contexts: Vec<_> = fields.iter().map(compiled::context).collect();
    bencher.bench(|| {
        for context in &contexts {
            black_box((workload.compiled)(&flags, black_box(context)));
        }
    });
}

#[divan::bench(args = names())]
fn loaded(bencher: Bencher<'_, '_>, name: &str) {
    let (fields, rules) = (users::users(TIMED), Loaded::new());
    let decide = workload(name).loaded(&rules);
    let contexts: Vec<_> = fields.iter().map(loaded::slots).collect();
    bencher.bench(|| {
        for slots in &contexts {
            black_box(decide(black_box(slots)));
        }
    });
}

#[divan::bench]
fn context_from_text(bencher: Bencher<'_, '_>) {
    let fields = users::users(TIMED);
    bencher.bench(|| {
        for fields in &fields {
            black_box(compiled::context(black_box(fields)));
        }
    });
}

#[divan::bench]
fn explain(bencher: Bencher<'_, '_>) {
    let (fields, flags) = (users::users(1), Flags::new());
    let context = compiled::context(&fields[0]);
    bencher.bench(|| flags.explain().quarter(black_box(&context)));
}

#[divan::bench]
fn all(bencher: Bencher<'_, '_>) {
    let (fields, flags) = (users::users(1), Flags::new());
    let context = compiled::context(&fields[0]);
    bencher.bench(|| flags.all(black_box(&context)));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn load(bencher: Bencher<'_, '_>, flags: usize) {
    let text = generate::file(flags);
    bencher.bench(|| Engine::new(flags_model::load(black_box(&text)).model.expect("the file is valid")));
}
