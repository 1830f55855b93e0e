//! `explain`

use insta::assert_snapshot;

use crate::Project;

#[test]
fn says_why_on() {
    assert_snapshot!(Project::sidebar().run("explain new_sidebar -e production user=u7 plan=pro"));
}
