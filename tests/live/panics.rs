//! Something in here panics: nothing has changed, and whoever asked is told.

use flags::__private::{Compiled, Handle, Ruleset};
use flags::live::KillFault;

/// A program whose file is not the one that it was compiled with, which no macro makes: looking for who asks
/// about its last flags is looking beyond the end.
struct Broken(Handle<Self>);

impl Compiled for Broken {
    const TYPE: &'static str = "Broken";
    const TEXT: &'static [u8] = b"[flags.core_redesign]\nenabled = true\n";
    const NAMES: &'static [&'static str] = super::Flags::NAMES;
    const OLD_NAMES: &'static [(&'static str, u32)] = &[];

    fn rules() -> &'static Ruleset {
        <super::Flags as Compiled>::rules()
    }

    fn handle(&self) -> &Handle<Self> {
        &self.0
    }

    fn of(handle: Handle<Self>) -> Self {
        Self(handle)
    }
}

#[test]
fn a_kill_list_that_panics_leaves_what_is_killed_and_is_not_taken() {
    let live = Broken(Handle::new(0)).handle().live();
    let (first, last) = (Broken::NAMES[0], Broken::NAMES[Broken::NAMES.len() - 1]);
    let report = live.set_kills(format!("{first}\nunheard_of\n"));
    assert!(report.is_taken());
    let report = live.set_kills(last);
    assert_eq!((&*report.killed, report.generation), (&[first][..], 1));
    assert_eq!(report.unknown, ["unheard_of"]);
    assert_eq!(report.faults, [KillFault::Broken]);
    assert!(!report.is_taken());
    assert!(report.to_string().starts_with(&format!("killed: {first}; ")), "{report}");
    assert_eq!(live.killed(), [first]);
}
