//! Breaks one thing at a time in realistic files, thousands of times, and measures three figures: how
//! many mutants are caught, how often the first diagnostic is on the line that was changed, and how often
//! the edit that is offered for a misspelling gives the original back.
//!
//! `cargo test -p flags-model --test mutants -- --nocapture` prints them, and what was missed.

mod many;
mod mutate;
mod names;
mod random;
mod sites;

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

use flags_model::diagnostic::Patch;
use mutate::{Mutant, OPERATORS};
use random::Random;
use sites::Sites;

/// What was measured, of one operator or of all.
#[derive(Clone, Copy, Default)]
struct Tally {
    mutants: usize,
    caught: usize,
    on_line: usize,
    misspelt: usize,
    restored: usize,
    alone: usize,
}

#[derive(Default)]
struct Report {
    tallies: BTreeMap<&'static str, Tally>,
    misses: Vec<String>,
}

#[test]
fn originals_are_fine() {
    let mut alarms = Vec::new();
    for (name, text) in read_files() {
        let loaded = flags_model::load(&text);
        for alarm in &loaded.diagnostics {
            alarms.push(format!(
                "{name}:{} {}: {}",
                loaded.lines.line(alarm.span.start),
                alarm.code,
                alarm.message
            ));
        }
    }
    assert!(alarms.is_empty(), "false alarms:\n{}", alarms.join("\n"));
}

#[test]
fn mutants_are_caught_where_they_are_and_mended() {
    let files = read_files();
    let reports: Vec<Report> = std::thread::scope(|scope| {
        let files = (1..).zip(&files);
        let threads: Vec<_> =
            files.map(|(seed, (name, text))| scope.spawn(move || measure_file(name, text, seed))).collect();
        threads.into_iter().map(|thread| thread.join().expect("BUG: a thread panicked")).collect()
    });
    let mut sum = Tally::default();
    for (operator, ..) in OPERATORS {
        let tallies = reports.iter().filter_map(|report| report.tallies.get(operator).copied());
        let tally = tallies.fold(Tally::default(), Tally::add);
        println!("{}", tally.line(operator));
        sum = sum.add(tally);
    }
    println!("{}", sum.line("all"));
    for miss in reports.iter().flat_map(|report| &report.misses) {
        println!("  {miss}");
    }
    assert!(sum.mutants >= 2_000, "only {} mutants", sum.mutants);
    assert!(sum.caught * 100 >= sum.mutants * 99, "{} of {} are caught", sum.caught, sum.mutants);
    assert!(sum.on_line * 100 >= sum.mutants * 95, "{} of {} are on the line", sum.on_line, sum.mutants);
    assert!(sum.restored * 100 >= sum.misspelt * 95, "{} of {} are mended", sum.restored, sum.misspelt);
}

#[test]
fn two_hundred_mistakes_are_reported_in_one_run() {
    let (text, mut wanted) = many::write_file();
    let loaded = flags_model::load(&text);
    let mut found: Vec<usize> =
        loaded.diagnostics.iter().map(|it| loaded.lines.line(it.span.start)).collect();
    assert_eq!(found.len(), many::MISTAKES);
    // Where something is missing, or two lines do not fit each other, either of them may be named.
    found.iter_mut().zip(&wanted).for_each(|(found, wanted)| {
        if found.abs_diff(*wanted) == 1 {
            *found = *wanted;
        }
    });
    wanted.truncate(many::MISTAKES);
    assert_eq!(found, wanted);
}

fn measure_file(name: &str, text: &str, seed: u64) -> Report {
    let sites = Sites::of(text);
    let mut random = Random::of(seed);
    let mut report = Report::default();
    let mut seen = HashSet::new();
    for (operator, wanted, mutate) in OPERATORS {
        let tally = report.tallies.entry(operator).or_default();
        // A place may be unfit for an operator, or drawn twice.
        for _ in 0..wanted * 12 {
            if tally.mutants == *wanted {
                break;
            }
            let Some(mutant) = mutate(text, &sites, &mut random) else { continue };
            if seen.insert(mutant.text.clone())
                && let Some(miss) = measure(&mutant, text, tally)
            {
                report.misses.push(format!("{name}:{} {operator}: {miss}", mutant.line));
            }
        }
    }
    report
}

/// Measures one mutant, and says what it misses.
fn measure(mutant: &Mutant, original: &str, tally: &mut Tally) -> Option<String> {
    let loaded = flags_model::load(&mutant.text);
    tally.mutants += 1;
    tally.misspelt += usize::from(mutant.misspelt);
    let Some(first) = loaded.diagnostics.first().filter(|_| loaded.model.is_none()) else {
        return Some(format!("{} survives", mutant.written));
    };
    tally.caught += 1;
    tally.alone += usize::from(loaded.diagnostics.len() == 1);
    let line = loaded.lines.line(first.span.start);
    let is_on_line = line == mutant.line;
    tally.on_line += usize::from(is_on_line);
    let is_restored = first.patch.as_ref().is_some_and(|patch| apply(&mutant.text, patch) == original);
    tally.restored += usize::from(mutant.misspelt && is_restored);
    if !is_on_line {
        return Some(format!("{} is reported on line {line}: {}", mutant.written, first.message));
    }
    (mutant.misspelt && !is_restored).then(|| {
        let help = first.help.as_deref().unwrap_or("no help");
        format!("{} is not mended: {}: {help}", mutant.written, first.message)
    })
}

impl Tally {
    fn add(self, other: Self) -> Self {
        Self {
            mutants: self.mutants + other.mutants,
            caught: self.caught + other.caught,
            on_line: self.on_line + other.on_line,
            misspelt: self.misspelt + other.misspelt,
            restored: self.restored + other.restored,
            alone: self.alone + other.alone,
        }
    }

    fn line(self, name: &str) -> String {
        let share = |part: usize, whole: usize| match whole {
            0 => "      -".to_owned(),
            _ => format!("{:5}.{} %", part * 100 / whole, part * 1000 / whole % 10),
        };
        format!(
            "{name:24} {:5} mutants  caught {}  on the line {}  mended {}  no other word {}",
            self.mutants,
            share(self.caught, self.mutants),
            share(self.on_line, self.mutants),
            share(self.restored, self.misspelt),
            share(self.alone, self.mutants),
        )
    }
}

fn apply(text: &str, patch: &Patch) -> String {
    format!("{}{}{}", &text[..patch.span.start], patch.replacement, &text[patch.span.end..])
}

/// The ten originals: the reference, the storefront, and those beside this file.
fn read_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| fs::read_to_string(path).expect("BUG: the originals can be read");
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join("tests/mutants/files")).expect("BUG: the folder is there") {
        let path = entry.expect("BUG: the folder can be listed").path();
        let name = path.file_stem().expect("BUG: a file has a name").to_string_lossy().into_owned();
        files.push((name, read(&path)));
    }
    files.push(("reference".to_owned(), read(&root.join("../../flags.toml"))));
    files.push(("storefront".to_owned(), read(&root.join("../../examples/storefront/flags.toml"))));
    files.sort();
    assert_eq!(files.len(), 10);
    files
}
