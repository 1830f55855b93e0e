//! Only who has the key publishes.

use std::sync::Arc;
use std::time::Duration;

use flags_model::reload::{SigningKey, sign};
use flags_sync::{Cause, follow};

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, has_new_cart, sealed};

/// A text of which odd revisions turn the new cart on, signed.
fn signed(revision: u64, key: &SigningKey) -> Answer {
    Answer::text(sign(&sealed(revision), revision, None, key))
}

#[tokio::test(start_paused = true)]
async fn only_rules_with_the_right_signature_are_taken() {
    let (key, other) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed(1))));
    let follower = follow(flags.live(), Arc::clone(&store))
        .key(key.verifying_key().into())
        .start()
        .expect("there is a runtime");
    let cause = follower.wait_ready(Duration::from_secs(5)).await.expect_err("nobody signed it");
    assert!(matches!(cause, Cause::Refused(_)), "{cause}");
    store.say(signed(3, &other));
    follower.wait_ready(Duration::from_secs(5)).await.expect_err("somebody else signed it");
    assert!(!has_new_cart(&flags));
    store.say(signed(5, &key));
    follower.wait_ready(Duration::from_secs(60)).await.expect("it is signed");
    assert_eq!((flags.live().revision(), has_new_cart(&flags)), (Some(5), true));
    // What was signed once is not taken again when it is old.
    store.say(signed(4, &key));
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!((flags.live().revision(), has_new_cart(&flags)), (Some(5), true));
}
