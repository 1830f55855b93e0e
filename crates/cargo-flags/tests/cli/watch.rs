//! `watch`

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use insta::assert_snapshot;

use crate::Project;
use crate::publish::{edit, live, report, wider};

/// A command that prints until it is killed.
struct Watching {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Watching {
    fn start(project: &Project, words: &str) -> Self {
        let mut child = project.command(words).stdout(Stdio::piped()).spawn().expect("the command starts");
        let lines = BufReader::new(child.stdout.take().expect("it has an output"));
        Self { child, lines }
    }

    /// The next line, which a test waits for as long as it takes, without its time.
    fn next(&mut self, project: &Project) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("the line can be read");
        let line = match line.strip_prefix("{\"at\":") {
            Some(rest) => format!("{{{}", &rest[rest.find(',').expect("it has more") + 1..]),
            None => line.split_once("Z  ").map(|(_, text)| text.to_owned()).unwrap_or(line),
        };
        project.without_path(&line)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn story(words: &str) -> String {
    let project = live().file("live.instances/web-1.json", report("web-1", 0, &[]));
    let mut watching = Watching::start(&project, words);
    let mut said = watching.next(&project) + &watching.next(&project);
    edit(&project, &wider());
    project.run("push live.toml --yes");
    said += &(watching.next(&project) + &watching.next(&project));
    project.run("kill new_sidebar --live live.toml");
    said += &(watching.next(&project) + &watching.next(&project));
    project.run("revive new_sidebar --live live.toml");
    said += &(watching.next(&project) + &watching.next(&project));
    // A push is one step; an editor's is not.
    let broken = project.path().join("broken.toml");
    std::fs::write(&broken, "[flags.a]\nrolout = 1\n").expect("it can be written");
    std::fs::rename(&broken, project.path().join("live.toml")).expect("it can be renamed");
    said += &(watching.next(&project) + &watching.next(&project));
    std::fs::remove_file(project.path().join("live.toml")).expect("it can be removed");
    std::fs::create_dir(project.path().join("live.toml")).expect("it can be made");
    let mut fault = watching.next(&project);
    if fault.contains("nothing is live") {
        // It looked between the two.
        fault = watching.next(&project);
    }
    said + &fault
}

#[test]
fn a_line_for_each_change() {
    assert_snapshot!(story("watch live.toml"));
}

#[test]
fn an_object_for_each_change() {
    assert_snapshot!(story("watch live.toml --format json"));
}

#[test]
fn bad_input_is_explained() {
    let project = Project::empty();
    for words in ["watch", "watch gopher://host", "watch --help"] {
        assert_snapshot!(project.run(words));
    }
}
