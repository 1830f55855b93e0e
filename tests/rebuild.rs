//! What a build depends on: the file, and the day. A crate of its own is checked with the compiler's
//! warnings in sight.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const FLAGS: &str = "[context]\nuser = { type = \"string\", key = true }\n\n\
                     [flags.new_sidebar]\nowner = \"web\"\nrollout = 25\nexpires = 2026-11-30\n";
const MAIN: &str = "#[flags::flags]\npub struct Flags;\n\nfn main() {\n    \
                    let _ = Flags::new().new_sidebar(&Context::new(\"user-42\"));\n}\n";

#[test]
fn the_file_and_the_day_rebuild() {
    let app = App::create();

    let before = app.check("2026-11-30");
    assert!(!before.contains("expired"), "the flag lives through its last day:\n{before}");

    let after = app.check("2026-12-01");
    assert!(after.contains("flag `new_sidebar` expired on 2026-11-30"), "a new day rebuilds:\n{after}");
    assert!(after.contains("warning") && !after.contains("error"), "a date is no error:\n{after}");

    let same = app.check("2026-12-01");
    assert!(!same.contains("Checking app"), "nothing changed, nothing is built:\n{same}");

    app.write("flags.toml", &FLAGS.replace("rollout = 25", "rolout = 25"));
    let mistaken = app.check("2026-11-01");
    assert!(mistaken.contains("unknown key `rolout`"), "a changed file rebuilds:\n{mistaken}");

    app.write("flags.toml", FLAGS);
    let bad_day = app.check("tomorrow");
    assert!(bad_day.contains("`FLAGS_TODAY` is no date: `tomorrow`"), "{bad_day}");
}

struct App {
    folder: PathBuf,
}

impl App {
    fn create() -> Self {
        let flags = env!("CARGO_MANIFEST_DIR");
        let app = Self { folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild") };
        fs::create_dir_all(app.folder.join("src")).expect("the folder can be made");
        app.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"app\"\nedition = \"2024\"\n\n[workspace]\n\n\
                 [dependencies]\nflags = {{ path = {flags:?} }}\n"
            ),
        );
        // The same versions as here, so that nothing has to be downloaded.
        fs::copy(Path::new(flags).join("Cargo.lock"), app.folder.join("Cargo.lock"))
            .expect("the lock file can be copied");
        app.write("src/main.rs", MAIN);
        app.write("flags.toml", FLAGS);
        app
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).expect("the file can be written");
    }

    /// What `cargo check` prints on this day.
    fn check(&self, today: &str) -> String {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--color", "never"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild-target"))
            .env("FLAGS_TODAY", today)
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo runs");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}
