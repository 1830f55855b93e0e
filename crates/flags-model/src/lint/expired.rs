//! `expired`: the date in `expires` has passed. The flag decides as before, but somebody promised to
//! remove it by then.
//!
//! Silent where the caller does not say which day it is, and on the day itself.

use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::document::date_from_seconds;
use crate::model::{FlagId, Model};
use crate::source::Spanned;

pub(super) const LINT: Lint = Lint { code: Code::Expired, level: Level::Warn, check };

const DAY: i64 = 86_400;

fn check(linter: &mut Linter<'_>) {
    let Some(today) = linter.options.today else { return };
    for id in expired_flags(linter.model, today) {
        let (flag, written) = (&linter.model.flags[id as usize], &linter.document.flags[id as usize]);
        let Some(Spanned { value: expires, span }) = written.expires else { continue };
        let date = date_from_seconds(expires);
        let (ask, take) = match &flag.about.owner {
            Some(owner) => (format!(", and `{owner}` owns it"), format!("ask `{owner}` whether")),
            None => (String::new(), "find out whether".to_owned()),
        };
        let finding = linter
            .find(span, format!("flag `{}` expired on {date}", flag.name))
            .label(format!("this day has passed{ask}"))
            .help(format!(
                "{take} the flag has done its work: then remove it from the code and from this file; \
                 or set a later date"
            ));
        linter.report(&[&flag.lints], finding.concerning(id));
    }
}

/// The flags whose date has passed at a time, in seconds since 1970.
pub fn expired_flags(model: &Model, today: i64) -> Vec<FlagId> {
    // The date is midnight at its beginning, and the flag may live through the day.
    let is_expired = |flag: &crate::model::Flag| flag.expires.is_some_and(|expires| today >= expires + DAY);
    (0..).zip(&model.flags).filter(|(_, flag)| is_expired(flag)).map(|(id, _)| id).collect()
}
