//! The packages that are built: an app that declares flags and asks for some of them.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::generate;

/// The folder of `flags` itself.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository is above")
}

/// A package in a folder of its own, all with one folder for what is built, so that dependencies are
/// built once.
pub struct App {
    folder: PathBuf,
    target: PathBuf,
    pub name: String,
}

impl App {
    /// An app with so many flags, of which it asks for so many; without any it does not use `flags` at all.
    pub fn create(work: &Path, name: &str, flags: usize, asked: usize) -> Self {
        let app = Self { folder: work.join(name), target: work.join("target"), name: name.to_owned() };
        fs::create_dir_all(app.folder.join("src")).expect("the folder can be made");
        app.write("Cargo.toml", &manifest(name, flags > 0));
        let toolchain = fs::read_to_string(repository().join("rust-toolchain.toml"));
        app.write("rust-toolchain.toml", &toolchain.expect("the repository has one"));
        // The versions of the repository, so that nothing newer is fetched.
        let lock = fs::read_to_string(repository().join("Cargo.lock")).expect("the repository has one");
        app.write("Cargo.lock", &lock);
        if flags > 0 {
            app.write("flags.toml", &generate::file(flags));
        }
        app.write("src/main.rs", &main_rs(flags, asked));
        app
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.join(path), text).expect("the file can be written");
    }

    /// Runs `cargo` and returns how long it took.
    pub fn cargo(&self, arguments: &[&str], target: Option<&Path>) -> Duration {
        let begin = Instant::now();
        let output = Command::new(cargo())
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target.unwrap_or(&self.target))
            // What a clean build takes, not what the last one left.
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .expect("cargo runs");
        let elapsed = begin.elapsed();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        elapsed
    }

    /// The shortest of so many builds of this package alone: its dependencies are there already.
    pub fn time(&self, arguments: &[&str], turns: usize) -> Duration {
        self.cargo(arguments, None);
        let touched = |turn: usize| {
            self.write("src/main.rs", &format!("{}// {turn}\n", self.source()));
            self.cargo(arguments, None)
        };
        (0..turns).map(touched).min().expect("at least one turn")
    }

    /// How long the compiler expands macros in a check: the macro itself, and reading what it wrote. The
    /// compiler tells times only to those who ask for what is unstable.
    pub fn expansion(&self, turns: usize) -> Duration {
        let once = |turn: usize| {
            self.write("src/main.rs", &format!("{}// {turn}\n", self.source()));
            let output = Command::new(cargo())
                .args(["rustc", "--profile", "check", "--", "-Ztime-passes"])
                .current_dir(&self.folder)
                .env("CARGO_TARGET_DIR", &self.target)
                .env("CARGO_INCREMENTAL", "0")
                .env("RUSTC_BOOTSTRAP", "1")
                .output()
                .expect("cargo runs");
            let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            let line = text.lines().find(|line| line.ends_with("macro_expand_crate")).unwrap_or_default();
            let time = line.trim().strip_prefix("time:").and_then(|rest| rest.split(';').next());
            Duration::from_secs_f64(time.and_then(|time| time.trim().parse().ok()).unwrap_or(0.0))
        };
        (0..turns).map(once).min().expect("at least one turn")
    }

    fn source(&self) -> String {
        fs::read_to_string(self.folder.join("src/main.rs")).expect("it was written")
    }

    /// The bytes of the release binary, without symbols.
    pub fn size(&self) -> u64 {
        let binary = self.target.join("release").join(&self.name);
        fs::metadata(binary).expect("it was built").len()
    }

    /// The crates of a kind of dependency, without the app.
    pub fn crates(&self, edges: &str) -> Vec<String> {
        let output = Command::new(cargo())
            .args(["tree", "--prefix", "none", "--no-dedupe", "--edges", edges])
            .current_dir(&self.folder)
            .output()
            .expect("cargo runs");
        let text = String::from_utf8(output.stdout).expect("cargo writes text");
        let mut names: Vec<_> =
            text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
        names.retain(|name| *name != self.name && !name.is_empty());
        names.sort();
        names.dedup();
        names
    }
}

fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or("cargo".into())
}

fn manifest(name: &str, has_flags: bool) -> String {
    let flags = if has_flags {
        format!("flags = {{ path = \"{}\" }}\n", repository().display())
    } else {
        String::new()
    };
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{flags}\n\
         [profile.release]\nstrip = true\n\n[workspace]\n"
    )
}

fn main_rs(flags: usize, asked: usize) -> String {
    if flags == 0 {
        return "fn main() {\n    println!(\"{}\", std::env::args().count());\n}\n".to_owned();
    }
    let mut out = String::from(
        "mod features {\n    #![allow(dead_code)]\n    #[flags::flags]\n    pub struct Flags;\n}\n\
         use features::{Context, Environment, Flags};\n\n",
    );
    // Each in a function of its own, as an app asks for its flags in different places; bools only.
    let bools = (0..flags).filter(|number| !matches!(number % 10, 7 | 9)).take(asked);
    let mut calls = String::new();
    for number in bools {
        let name = generate::name(number);
        write!(
            out,
            "#[inline(never)]\nfn {name}(flags: &Flags, context: &Context) -> bool {{\n    \
             flags.{name}(context)\n}}\n"
        )
        .expect("writing to a string cannot fail");
        writeln!(calls, "    on += usize::from({name}(&flags, &context));").expect("as above");
    }
    out + "fn main() {\n    let flags = Flags::new(Environment::Production);\n    \
           let user = std::env::args().next().unwrap_or_default();\n    \
           let context = Context::new(&user);\n    let mut on = 0;\n"
        + &calls
        + "    println!(\"{on} {}\", flags.all(&context).len());\n}\n"
}
