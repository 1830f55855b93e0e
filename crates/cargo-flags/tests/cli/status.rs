//! `status`

use insta::assert_snapshot;

use crate::Project;
use crate::publish::{edit, live, now, report, schema, stable, wider};

#[test]
fn nobody_reports() {
    assert_snapshot!(live().run("status live.toml"));
    assert_snapshot!(Project::empty().run("status file:live.toml"));
    assert_snapshot!(Project::empty().run("status file:live.toml --format json"));
}

#[test]
fn everybody_runs_what_is_live() {
    let project = live().file("live.instances/web-1.json", report("web-1", 0, &[]));
    let said = project.run("status live.toml");
    assert!(said.contains("exit code: 0"), "{said}");
    assert!(said.contains("web-1     1         2           live   "), "{said}");
}

#[test]
fn says_who_lags_and_why() {
    let project = live();
    edit(&project, &wider());
    project.run("push live.toml --yes");
    project.run("kill new_sidebar --live live.toml");
    let current = [("\"revision\":1", "\"revision\":2"), ("\"killed\":[]", "\"killed\":[\"new_sidebar\"]")];
    let with = |change| [&current[..], &[change]].concat();
    let schema = schema();
    let instances = [
        report("current", 600, &current).replace(&(now() - 600).to_string(), &now().to_string()),
        report("gone", 600, &current),
        report("old", 7300, &[]),
        report("stale", 600, &with(("live", "stale"))),
        report("cached", 600, &with(("live", "cached"))),
        report("embedded", 600, &[("live", "embedded"), ("\"revision\":1", "\"revision\":null")]),
        report("newer", 600, &with(("\"revision\":2", "\"revision\":3"))),
        report("other", 600, &with((&schema, "0123456789abcdef"))),
        report("refusing", 600, &with(("null", "\"it is too large\\nby far\""))),
        report("alive", 600, &with(("[\"new_sidebar\"]", "[]"))),
        "{}".to_owned(),
    ];
    let mut project = project;
    for (number, instance) in instances.iter().enumerate() {
        project = project.file(&format!("live.instances/{number}.json"), instance);
    }
    let human = project.run("status live.toml").replace("0 s ago", "[AGE]").replace("1 s ago", "[AGE]");
    assert_snapshot!(human);
    let json = project.run("status live.toml --format json");
    let ages = |text: &str| -> String {
        text.lines().map(|line| line.split(",\"at\":").next().unwrap_or_default().to_owned() + "\n").collect()
    };
    assert_snapshot!(ages(&json));
    let lagging = json.lines().find(|line| line.contains("\"old\"")).expect("it is there");
    assert!(lagging.ends_with("\"lags\":[\"has not reported for more than 3 minutes\",\"runs revision 1\",\"does not know that `new_sidebar` is killed\"]}"), "{lagging}");
}

#[test]
fn who_is_not_meant_by_a_revision_does_not_lag() {
    let project = live();
    edit(&project, &wider());
    project.run("push live.toml --yes --apply 50");
    let mut project = project;
    for number in 0..8 {
        let name = format!("web-{number}");
        project = project.file(&format!("live.instances/{name}.json"), report(&name, 0, &[]));
    }
    let said = project.run("status live.toml");
    let lagging = said.matches("runs revision 1").count();
    assert!(0 < lagging && lagging < 8, "{said}");
    // Who is not meant and has nothing else either should know.
    for number in 0..8 {
        let name = format!("web-{number}");
        let embedded = [("\"revision\":1", "\"revision\":null"), ("\"live\"", "\"embedded\"")];
        project = project.file(&format!("live.instances/{name}.json"), report(&name, 0, &embedded));
    }
    let said = project.run("status live.toml");
    assert!(
        said.contains("runs what it was compiled with: the rules are for others, and there is no base"),
        "{said}"
    );
}

#[test]
fn what_programs_refuse_is_a_finding() {
    let project = live();
    let text = project.read("live.toml").replace("rollout  = 50", "rollout  = 51");
    let project = project.file("live.toml", text).file("live.kill", "new_sidebar\nNot A Name\n");
    assert_snapshot!(stable(&project.run("status live.toml")));
    assert_snapshot!(project.run("status"));
    assert_snapshot!(project.run("status --help"));
}

#[cfg(not(feature = "aws"))]
#[test]
fn a_store_that_this_build_leaves_out() {
    assert_snapshot!(Project::empty().run("status s3://bucket/flags.toml"));
}
