//! Prints what `flags` adds to a build. `cargo run --release`, from this folder; some minutes.
//!
//! Each row is a package with a file of that many flags, built alone, its dependencies there already,
//! without what an earlier build left; the shortest of three builds. Subtracted is the same package without
//! `flags`; the column `macro` is what of a check is expansion. An argument is the largest number of flags, instead of 10,000.

mod app;
#[path = "../../generate/mod.rs"]
mod generate;

use std::time::Duration;
use std::{env, fs};

use app::App;

/// How many flags an app asks for in its code, at most: each is code of its own there.
const ASKED: usize = 10;

fn main() {
    let most = env::args().nth(1).map_or(10_000, |most| most.parse().expect("the argument is a number"));
    let work = env::temp_dir().join(format!("flags-build-{}", std::process::id()));
    print_crates(&App::create(&work, "crates", 1, 1));
    print_cold(&App::create(&work, "cold", 1, 1), &App::create(&work, "bare", 0, 0), &work);
    print_sizes(&work, most);
    print_asked(&work);
    fs::remove_dir_all(&work).expect("the folder was made here");
}

fn print_crates(app: &App) {
    let linked = app.crates("normal,no-proc-macro");
    let all = app.crates("normal,build");
    let serving: Vec<_> = all.iter().filter(|name| !linked.contains(name)).map(String::as_str).collect();
    println!("{} crates are linked: {}", linked.len(), linked.join(", "));
    println!("{} more serve the macro: {}", serving.len(), serving.join(", "));
}

/// Everything from nothing, the dependencies too.
fn print_cold(app: &App, bare: &App, work: &std::path::Path) {
    println!("\n| from nothing | without `flags` | with it |\n|---|--:|--:|");
    for (title, arguments) in
        [("check", &["check"][..]), ("debug", &["build"]), ("release", &["build", "--release"])]
    {
        let [without, with] = [bare, app].map(|app| {
            let target = work.join("cold-target");
            let time = app.cargo(arguments, Some(&target));
            fs::remove_dir_all(&target).expect("cargo made it");
            time
        });
        println!("| {title} | {} | {} |", seconds(without), seconds(with));
    }
}

/// By the number of flags in the file.
fn print_sizes(work: &std::path::Path, most: usize) {
    let bare = Build::of(&App::create(work, "without", 0, 0));
    println!("\n| flags | file | macro | check | debug | release | binary |\n|--:|--:|--:|--:|--:|--:|--:|");
    for count in [10, 100, 1_000, 10_000].into_iter().filter(|count| *count <= most) {
        let build = Build::of(&App::create(work, &format!("app{count}"), count, ASKED));
        println!(
            "| {count} | {} KiB | {} | +{} | +{} | +{} | +{} KiB |",
            generate::file(count).len() / 1024,
            seconds(build.expansion),
            seconds(build.check.saturating_sub(bare.check)),
            seconds(build.debug.saturating_sub(bare.debug)),
            seconds(build.release.saturating_sub(bare.release)),
            build.size.saturating_sub(bare.size) / 1024,
        );
    }
}

/// By the number of flags that the code asks for, of a hundred.
fn print_asked(work: &std::path::Path) {
    println!("\n| asked, of 100 | debug | release | binary |\n|--:|--:|--:|--:|");
    for asked in [0, 10, 40] {
        let build = Build::of(&App::create(work, &format!("asks{asked}"), 100, asked));
        println!(
            "| {asked} | {} | {} | {} KiB |",
            seconds(build.debug),
            seconds(build.release),
            build.size / 1024
        );
    }
}

struct Build {
    expansion: Duration,
    check: Duration,
    debug: Duration,
    release: Duration,
    size: u64,
}

impl Build {
    fn of(app: &App) -> Self {
        Self {
            expansion: app.expansion(3),
            check: app.time(&["check"], 3),
            debug: app.time(&["build"], 3),
            release: app.time(&["build", "--release"], 3),
            size: app.size(),
        }
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
