//! Counts the instructions of each workload and compares them with `guard/figures.txt`.
//!
//! Time is noise on a machine that others use; instructions are not. `cargo bench --bench guard` runs this
//! program under `valgrind`, twice for each workload with different numbers of decisions, and divides the
//! difference. More or fewer than the figures by 5 % is a failure: fewer means that the figures should be
//! made anew, so that the next loss is seen. `-- --bless` writes them. Counted are compiled flags, the making of
//! a context, and the same flags by rules from text (`loaded_…`), with the call that takes them.

mod workloads;

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

use workloads::compiled::{self, Context, Flags};
use workloads::hand::User;
use workloads::loaded::{self, Loaded};
use workloads::race::nothing;
use workloads::{WORKLOADS, Workload, users};

/// How far from its figure a count may be, in percent.
const BAND: f64 = 5.0;

/// And how far in instructions: of a decision that takes eight, one is more than the band.
const SLACK: f64 = 1.0;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["run", form, workload, passes] => {
            let passes = passes.parse().expect("the guard passes a number");
            run(form, workload, passes);
            ExitCode::SUCCESS
        }
        // `cargo test --benches` only wants to know whether it runs.
        _ if arguments.contains(&"--test") => ExitCode::SUCCESS,
        _ => guard(arguments.contains(&"--bless")),
    }
}

/// What valgrind watches.
fn run(form: &str, name: &str, passes: usize) {
    let workload =
        WORKLOADS.iter().find(|workload| workload.name == name).expect("the guard knows the names");
    let fields = users::users(workloads::TIMED);
    match form {
        "nothing" => repeat(&fields, passes, nothing),
        "hand" => repeat(&fields.iter().map(User::of).collect::<Vec<_>>(), passes, workload.hand),
        "loaded" => {
            let (loaded, slots) = (Loaded::new(), fields.iter().map(loaded::slots).collect::<Vec<_>>());
            repeat(&slots, passes, workload.loaded(&loaded));
        }
        "context" => repeat(&fields, passes, |fields| {
            std::hint::black_box(&compiled::context(fields));
            0
        }),
        "hand_context" => repeat(&fields, passes, |fields| {
            std::hint::black_box(&User::of(fields));
            0
        }),
        _ => {
            let (flags, contexts) = (Flags::new(), fields.iter().map(compiled::context).collect::<Vec<_>>());
            repeat(&contexts, passes, |context: &Context<'_>| (workload.compiled)(&flags, context));
        }
    }
}

fn repeat<'r, T>(items: &'r [T], passes: usize, call: impl Fn(&'r T) -> u32) {
    // One more, so that what is made at the first use is made in the short run too.
    for _ in 0..=passes {
        for item in items {
            std::hint::black_box(call(std::hint::black_box(item)));
        }
    }
}

fn guard(is_blessing: bool) -> ExitCode {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped the count of instructions: valgrind is not installed");
        return if env::var_os("CI_REQUIRE_VALGRIND").is_some_and(|value| value == "1") {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        };
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/guard/figures.txt");
    let figures = fs::read_to_string(&path).unwrap_or_default();
    // Another processor has other instructions.
    if !is_blessing && !figures.contains(&format!("# {}\n", env::consts::ARCH)) {
        println!("skipped the count of instructions: there are no figures for {}", env::consts::ARCH);
        return ExitCode::SUCCESS;
    }
    let (flags, loaded) = (Flags::new(), Loaded::new());
    for workload in &WORKLOADS {
        workload.check(&flags, &loaded);
    }
    println!("{:>20} {:>9} {:>9} {:>9}", "instructions", "by hand", "figure", "counted");
    let mut lines = format!(
        "# Instructions of one decision, without the loop and an empty call. Written by `cargo bench --bench guard -- --bless`.\n# {}\n",
        env::consts::ARCH
    );
    let mut is_fine = true;
    for (name, counted, by_hand) in rows() {
        let line = figures.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
        let figure: Option<f64> = line.and_then(|line| line.trim().parse().ok());
        let is_close = figure.is_some_and(|figure| is_close(counted, figure));
        let verdict = if is_close { "" } else { "  <- not within 5 % of the figure" };
        let figure = figure.map_or("none".to_owned(), |figure| format!("{figure:.1}"));
        let by_hand = by_hand.map_or(String::new(), |by_hand| format!("{by_hand:.1}"));
        println!("{name:>20} {by_hand:>9} {figure:>9} {counted:>9.1}{verdict}");
        writeln!(lines, "{name} {counted:.1}").expect("writing to a string cannot fail");
        is_fine &= is_close;
    }
    if is_blessing {
        fs::write(&path, lines).expect("the figures can be written");
        return ExitCode::SUCCESS;
    }
    if !is_fine {
        println!("If this is meant, make the figures anew: cargo bench --bench guard -- --bless");
    }
    if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Name, counted, by hand: each workload, the making of a context, and each workload by rules from text.
fn rows() -> impl Iterator<Item = (String, f64, Option<f64>)> {
    let empty = instructions("nothing", WORKLOADS[0].name);
    let of = move |workload: &Workload| {
        let compiled = instructions("compiled", workload.name) - empty;
        (workload.name.to_owned(), compiled, Some(instructions("hand", workload.name) - empty))
    };
    let loaded = move |workload: &Workload| {
        (format!("loaded_{}", workload.name), instructions("loaded", workload.name) - empty, None)
    };
    let context = move || {
        let by_hand = instructions("hand_context", WORKLOADS[0].name) - empty;
        ("context".to_owned(), instructions("context", WORKLOADS[0].name) - empty, Some(by_hand))
    };
    let context = std::iter::once_with(context);
    WORKLOADS.iter().map(of).chain(context).chain(WORKLOADS.iter().map(loaded))
}

fn is_close(counted: f64, figure: f64) -> bool {
    (counted - figure).abs() <= (figure * BAND / 100.0).max(SLACK)
}

/// The instructions of one decision: the difference of a long and a short run, so that neither the start
/// of the program nor the making of its users counts.
#[allow(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn instructions(form: &str, workload: &str) -> f64 {
    const PASSES: u64 = 50;
    let [none, some] = [0, PASSES].map(|passes| total(form, workload, passes));
    some.saturating_sub(none) as f64 / (PASSES * workloads::TIMED) as f64
}

fn total(form: &str, workload: &str, passes: u64) -> u64 {
    let program = env::current_exe().expect("the program has a path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["run", form, workload, &passes.to_string()])
        .output()
        .expect("valgrind was there a moment ago");
    let report = String::from_utf8_lossy(&output.stderr);
    let collected = report.lines().find_map(|line| line.split_once("Collected :"));
    let total = collected.and_then(|(_, total)| total.trim().parse().ok());
    total.unwrap_or_else(|| panic!("valgrind says no count:\n{report}"))
}
