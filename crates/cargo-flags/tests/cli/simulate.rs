//! `simulate`

use insta::assert_snapshot;

use crate::Project;

#[test]
fn shows_the_same_people_at_each_step() {
    assert_snapshot!(Project::sidebar().run("simulate new_sidebar -e production --context plan=pro"));
}

#[test]
fn with_steps_and_variants() {
    assert_snapshot!(
        Project::sidebar().run("simulate checkout_button -e staging --steps 0,12.5,100 --users 120")
    );
}

#[test]
fn says_what_made_up_people_lack() {
    assert_snapshot!(Project::sidebar().run("simulate new_sidebar -e production --users 20"));
    let project = Project::with(
        "[context]\nuser = { type = \"string\", key = true }\nplan = \"string\"\n\
         [flags.base]\nwhen = { plan = \"pro\" }\n[flags.chat]\nrequires = [\"base\"]\nrollout = 10\n",
    );
    assert_snapshot!(project.run("simulate chat --users 20"));
}

#[test]
fn as_json() {
    assert_snapshot!(
        Project::sidebar().run("simulate checkout_button -e staging --users 1000 --format json")
    );
}

#[test]
fn with_people_of_a_file() {
    let people = "{\"user\": \"ada\"}\n{\"user\": \"u1\", \"plan\": \"pro\"}\n{\"plan\": \"pro\"}\n";
    let project = Project::sidebar().file("users.jsonl", people);
    assert_snapshot!(project.run("simulate new_sidebar -e production --contexts users.jsonl"));
}

#[test]
fn by_stage() {
    let project = Project::with(
        "[context]\nuser = { type = \"string\", key = true }\nroles = \"set\"\n\
         [[stages]]\nname = \"internal\"\nrules = [{ when = { roles = \"staff\" } }]\n\
         [[stages]]\nname = \"early\"\nrules = [{ rollout = 10 }]\n[[stages]]\nname = \"all\"\nrules = [{}]\n\
         [flags.chat]\nstage = \"early\"\n",
    );
    assert_snapshot!(project.run("simulate chat --users 100"));
}

#[test]
fn by_a_company() {
    let project = Project::with(
        "[context]\nuser = { type = \"string\", key = true }\ncompany = \"string\"\n\
         [flags.chat]\nrollout = 30\nby = \"company\"\n",
    );
    assert_snapshot!(project.run("simulate chat --users 1000 --format json"));
}

#[test]
fn nobody_is_ever_lost_on_the_way_up() {
    let run = Project::sidebar().run("simulate checkout_button -e staging --format json");
    let steps = run.lines().filter(|line| line.starts_with('{')).collect::<Vec<_>>();
    assert_eq!(steps.len(), 4);
    assert!(steps.iter().all(|line| line.contains("\"lost\":0")), "{run}");
}

#[test]
fn bad_input() {
    let project = Project::sidebar().file("broken.jsonl", "{}\n{\"usr\": 1}\n");
    let runs = [
        "simulate new_sidebar",
        "simulate new_sidebr -e production",
        "simulate new_sidebar -e production --users 0",
        "simulate new_sidebar -e production --steps 10,200",
        "simulate new_sidebar -e production --context plann=pro",
        "simulate new_sidebar -e production --rule 3",
        "simulate new_sidebar -e production --contexts broken.jsonl",
    ];
    assert_snapshot!(runs.map(|words| project.run(words)).join("\n"));
}
