//! A text for a share of the instances.

use std::sync::Arc;
use std::time::Duration;

use flags_sync::{Found, follow};

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, has_new_cart, sealed, sealed_for};

/// Which of a thousand instances take a text.
fn list_takers(fleet: &[Flags], text: &str) -> Vec<usize> {
    let takes = |flags: &Flags| flags.live().reload(text).expect("it is valid").is_running();
    (0..).zip(fleet).filter(|(_, flags)| takes(flags)).map(|(number, _)| number).collect()
}

#[test]
fn a_wider_share_keeps_those_of_a_narrower_one() {
    let start = |number| {
        let flags = Flags::new();
        flags.live().set_instance(&format!("web-{number}"));
        flags
    };
    let fleet: Vec<Flags> = (0..1_000).map(start).collect();
    let ten = list_takers(&fleet, &sealed_for(1, 10));
    assert!((70..=130).contains(&ten.len()), "{}", ten.len());
    for (number, flags) in fleet.iter().enumerate() {
        assert_eq!(has_new_cart(flags), ten.contains(&number));
    }
    let fifty = list_takers(&fleet, &sealed_for(3, 50));
    assert!((440..=560).contains(&fifty.len()), "{}", fifty.len());
    assert!(ten.iter().all(|number| fifty.contains(number)), "nobody is dropped");
    assert_eq!(list_takers(&fleet, &sealed(5)).len(), 1_000);
}

#[tokio::test(start_paused = true)]
async fn an_instance_that_is_held_back_is_current() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed_for(1, 0))));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(Duration::from_secs(1)).await.expect("it runs what it should");
    assert_eq!(follower.status().rules.found, Found::HeldBack);
    assert!(!has_new_cart(&flags));
    assert_eq!(flags.live().revision(), None);
}
