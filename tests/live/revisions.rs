//! Sealed texts: the newest wins, in whatever order they come.

use flags::live::{Provenance, Rejection, ReloadOptions, Status, Taken};
use flags_model::model::Percent;
use flags_model::reload::seal;

use super::{TEXT, edited, pro, production};

/// A text in which the revision decides what a flag serves.
fn sealed(revision: u64) -> String {
    seal(&edited("serve = 365 }", &format!("serve = {revision} }}")), revision, None)
}

#[test]
fn the_newest_wins_whatever_the_order() {
    let texts: Vec<String> = (0..12).map(|at| sealed(100 + at)).collect();
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let rounds = if cfg!(debug_assertions) { 100 } else { 1_000 };
    for _ in 0..rounds {
        let flags = production();
        let mut newest = 0;
        for _ in 0..12 {
            let at = random(texts.len());
            let revision = 100 + at as u64;
            match flags.live().reload(&texts[at]) {
                Ok(reload) if revision == newest => assert_eq!(reload.taken, Taken::Known),
                Ok(reload) => {
                    assert!(reload.taken == Taken::New && revision > newest);
                    newest = revision;
                }
                Err(error) => {
                    assert_eq!(error.rejection(), &Rejection::Older { running: newest, given: revision });
                }
            }
            assert_eq!(flags.live().revision(), Some(newest));
            assert_eq!(flags.history_days(&pro("u")), i64::try_from(newest).expect("it is small"));
        }
    }
}

#[test]
fn one_revision_is_one_text() {
    let flags = production();
    flags.live().reload(&sealed(7)).expect("it is valid");
    let other = seal(TEXT, 7, None);
    let error = flags.live().reload(&other).expect_err("it is another text");
    assert_eq!(error.rejection(), &Rejection::Conflict { revision: 7 });
    assert_eq!(flags.history_days(&pro("u")), 7);
}

#[test]
fn after_a_sealed_text_only_sealed_ones_are_taken() {
    let flags = production();
    flags.live().reload(TEXT).expect("nothing is sealed yet");
    flags.live().reload(&sealed(7)).expect("it is valid");
    let error = flags.live().reload(TEXT).expect_err("it may be a sealed one that was cut");
    assert_eq!(error.rejection(), &Rejection::SealLost { running: 7 });
    assert_eq!((flags.live().revision(), flags.history_days(&pro("u"))), (Some(7), 7));
}

#[test]
fn an_older_text_confirms_nothing_and_says_what_to_do() {
    let flags = production();
    let live = flags.live();
    live.reload(&sealed(8)).expect("it is valid");
    live.lose_contact();
    let error = live.reload(&sealed(7)).expect_err("it is older");
    assert_eq!(
        error.to_string(),
        "flags.toml: refused: revision 7 is older than revision 8, which was taken before; to go back to it, \
         publish it with a revision greater than 8"
    );
    assert!(matches!(live.status(), Status::Stale { .. }), "the source wants other rules than run");
    live.reload(&sealed(8)).expect("it runs");
    assert_eq!(live.status(), Status::Live);
}

#[test]
fn a_text_that_is_held_back_confirms_an_earlier_revision_and_nothing_else() {
    let held_back = seal(TEXT, 9, Some(Percent(0)));
    let status_after = |earlier: Option<(&str, Provenance)>| {
        let flags = production();
        let live = flags.live();
        if let Some((text, provenance)) = earlier {
            let options = ReloadOptions { provenance, ..ReloadOptions::default() };
            live.reload_with(text, &options).expect("it is valid");
            live.lose_contact();
        }
        let reload = live.reload(&held_back).expect("it is valid");
        assert!(!reload.is_running());
        live.status().as_str()
    };
    assert_eq!(status_after(None), "embedded");
    assert_eq!(status_after(Some((TEXT, Provenance::Cache))), "cached");
    assert_eq!(status_after(Some((TEXT, Provenance::Source))), "stale");
    let earlier = sealed(8);
    assert_eq!(status_after(Some((&earlier, Provenance::Source))), "live");
    assert_eq!(status_after(Some((&earlier, Provenance::Cache))), "live");
    // Nor is there anything to confirm where nothing was taken.
    let flags = production();
    flags.live().confirm();
    assert_eq!(flags.live().status(), Status::Embedded);
}

#[test]
fn a_staged_text_is_for_its_share_and_a_wider_one_keeps_them() {
    let text =
        |revision, percent| seal(&edited("rollout = 60", "rollout = 100"), revision, Some(Percent(percent)));
    let (tenth, half) = (text(2, 10_000), text(3, 50_000));
    let (mut early, mut later) = (0, 0);
    for number in 0..400 {
        let flags = production();
        let live = flags.live();
        live.set_instance(&format!("pod-{number}"));
        let is_early = live.reload(&tenth).expect("it is valid").taken == Taken::New;
        assert_eq!(live.generation() == 1, is_early);
        let is_later = live.reload(&half).expect("it is valid").taken == Taken::New;
        assert!(is_later || !is_early, "pod-{number} fell out");
        early += usize::from(is_early);
        later += usize::from(is_later);
    }
    println!("of 400 instances {early} took apply=10 and {later} took apply=50");
    assert!((20..=64).contains(&early) && (170..=230).contains(&later));
    // A kill waits for no stage.
    let flags = production();
    flags.live().reload(&seal(TEXT, 4, Some(Percent(0)))).expect("it is valid");
    assert_eq!(flags.live().generation(), 0);
    assert_eq!(flags.live().set_kills("season").killed, ["season"]);
}

#[test]
fn a_text_for_others_is_no_news_of_what_was_compiled_in() {
    let flags = production();
    let live = flags.live();
    let for_nobody = seal(TEXT, 4, Some(Percent(0)));
    live.reload(&for_nobody).expect("it is valid");
    live.confirm();
    assert_eq!(live.status(), Status::Embedded);
    live.reload(&seal(TEXT, 3, None)).expect("it is valid");
    live.lose_contact();
    live.reload(&for_nobody).expect("it is valid");
    assert_eq!(live.status(), Status::Live, "what runs is what the source wants of this instance");
}

#[test]
fn a_text_that_must_be_for_all_may_not_be_for_a_share() {
    let flags = production();
    let options = ReloadOptions { for_all: true, ..ReloadOptions::default() };
    for share in [0, 10_000, 100_000] {
        let text = seal(TEXT, 4, Some(Percent(share)));
        let refused = flags.live().reload_with(&text, &options).expect_err("it is for a share");
        assert_eq!(*refused.rejection(), Rejection::ForSome { apply: Percent(share) });
    }
    assert_eq!((flags.live().generation(), flags.live().status()), (0, Status::Embedded));
    assert!(flags.live().reload_with(&seal(TEXT, 4, None), &options).is_ok());
}
