//! `cargo flags push`

use clap::Args;
use flags_model::compare::Class;
use flags_model::reload::{stated_revision, without_seal};

use crate::arguments::{Common, Format};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::publish::ask::confirm;
use crate::publish::base::{self, Base};
use crate::publish::live::Live;
use crate::publish::push::{Push as Report, Refusal};
use crate::publish::revisions::{ahead, newest_elsewhere, other_key, outdated};
use crate::publish::seal::{SealArguments, Sealer};
use crate::source::Source;
use crate::stores::{Place, StoreArgument, Written};

/// Publish the flags file: running programs that follow the store take it
///
/// Shows first what changes for whom against what is live, and asks. Nothing is written if somebody else has
/// pushed meanwhile, nor if nothing has changed.
#[derive(Debug, Args)]
#[command(
    after_help = "The revision is one more than that of what is live, and than what any instance reports. The \
                        classes of `--deny` are those of `cargo flags diff`. With `--apply` the store keeps what is \
                        live for all beside it, for the other instances that start meanwhile.\n\n\
                        Examples:\n  \
                        cargo flags push file:/etc/shop/flags.toml --dry-run\n  \
                        cargo flags push file:/etc/shop/flags.toml --key publish.key\n  \
                        cargo flags push file:/etc/shop/flags.toml --apply 10 --yes\n  \
                        cargo flags push file:/etc/shop/flags.toml --yes --deny reshuffles,breaking\n\n\
                        Exit code 1 if nothing was pushed: a class that `--deny` names occurs, somebody else was faster, \
                        or the answer was no.\n\n\
                        JSON, one object: store, from (the revision that was live, or null), revision, flags, apply, \
                        base (the revision for instances that start outside of the share, or null), signed, written, refused (why, or null), class, changes (as `cargo flags diff` has them), warnings."
)]
pub(crate) struct Push {
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    seal: SealArguments,
    /// Go on without asking
    #[arg(short, long)]
    yes: bool,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write nothing if a change is of one of these classes: safe, narrows, reshuffles, breaking
    #[arg(long, value_delimiter = ',', value_name = "CLASS,…")]
    deny: Vec<Class>,
    /// The revision, where that of what is live is unknown or too low
    #[arg(long, value_name = "N")]
    revision: Option<u64>,
    /// Push without a signature, although what is live has one
    #[arg(long, conflicts_with = "key")]
    unsigned: bool,
    #[command(flatten)]
    common: Common,
}

impl Run for Push {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let sealer = self.seal.read()?;
        let (source, model) = self.common.load()?;
        let place = Place::open(&self.store.address)?;
        refuse_itself(&source, &place)?;
        let base = sealer.apply.map(|_| Base::read(&place)).transpose()?;
        let live = Live::read(&place)?;
        if let Some(live) = live.as_ref().filter(|live| self.is_live(live, &source, &sealer)) {
            Report::unchanged(&place, live).print(self.common.is_json())?;
            return Ok(Exit::Fine);
        }
        self.refuse_unsigned(live.as_ref(), &sealer)?;
        let elsewhere = newest_elsewhere(&place);
        let revision = self.revision(live.as_ref(), &source, elsewhere)?;
        let sealed = sealer.seal(&source, revision)?;
        let mut report = Report::of(&place, &source, &model, live.as_ref(), &sealed);
        report.warnings.extend(outdated(&source, live.as_ref()));
        report.warnings.extend(other_key(live.as_ref(), &sealer));
        report.warnings.extend(ahead(elsewhere, live.as_ref(), revision));
        if let Some(base) = &base {
            report.note_base(base, live.as_ref());
        }
        report.refused = report.denied(&self.deny);
        report.is_dry = self.dry_run;
        report.show(self.common.is_json())?;
        if report.refused.is_none() && !self.dry_run {
            let question = format!("push revision {revision} to {}?", place.name);
            if self.yes || confirm(&question)? {
                match base::write(&place, base.as_ref(), live, &sealed)? {
                    Written::Done => report.written = true,
                    Written::Changed => report.refused = Some(self.overtaken(&place)),
                }
            } else {
                report.refused = Some(Refusal::new("nothing was pushed", "only `y` or `yes` pushes"));
            }
        }
        report.print(self.common.is_json())?;
        Ok(if report.refused.is_some() { Exit::Findings } else { Exit::Fine })
    }
}

impl Push {
    /// Whether the store has this very text, for these instances, signed as asked.
    fn is_live(&self, live: &Live, source: &Source, sealer: &Sealer) -> bool {
        let Some(seal) = live.seal.filter(|_| live.trouble.is_none() && self.revision.is_none()) else {
            return false;
        };
        let is_same = || without_seal(&live.source.text).trim_end() == without_seal(&source.text).trim_end();
        let is_signed = || match sealer.key {
            Some(_) => sealer.seal(source, seal.revision).is_ok_and(|it| it.seal.signature == seal.signature),
            None => !self.unsigned || seal.signature.is_none(),
        };
        seal.apply == sealer.apply && is_same() && is_signed()
    }

    fn refuse_unsigned(&self, live: Option<&Live>, sealer: &Sealer) -> Result<(), Failure> {
        let is_signed = live.and_then(|live| live.seal).is_some_and(|seal| seal.signature.is_some());
        if !is_signed || sealer.key.is_some() || self.unsigned {
            return Ok(());
        }
        Err(Failure::new("what is live is signed: programs that ask for a signature would refuse this")
            .help("sign it with `--key FILE`, or push it as it is with `--unsigned`"))
    }

    /// One more than that of what is live, and than what is known of elsewhere.
    fn revision(&self, live: Option<&Live>, source: &Source, elsewhere: Option<u64>) -> Result<u64, Failure> {
        let last = live.and_then(Live::revision);
        match (self.revision, last) {
            (Some(revision), Some(last)) if revision <= last => {
                return Err(Failure::new(format!(
                    "revision {last} is live, and programs take only what is newer: {revision} is not"
                ))
                .help("leave out `--revision`: it is one more then"));
            }
            (Some(revision), _) => return Ok(revision),
            _ => {}
        }
        // A text that was never live cannot say which revision was.
        let damaged = live.filter(|live| live.seal.is_none() && elsewhere.is_none());
        if let Some(trouble) = damaged.and_then(|live| live.trouble.as_ref()) {
            return Err(Failure::new(format!(
                "what is live is damaged, so its revision is not known: {trouble}"
            ))
            .help(format!(
                "push over it with `--revision N`, more than any instance runs: `cargo flags status {}`",
                self.store.address
            )));
        }
        let last = last.or_else(|| stated_revision(&source.text)).max(elsewhere).unwrap_or(0);
        last.checked_add(1).ok_or_else(|| Failure::new("there is no greater revision"))
    }

    fn overtaken(&self, place: &Place) -> Refusal {
        let revision = Live::read(place).ok().flatten().and_then(|live| live.revision());
        let what = revision.map_or_else(|| "the rules".to_owned(), |revision| format!("revision {revision}"));
        let message = format!("nothing was pushed: somebody else has pushed {what} meanwhile");
        let help = format!(
            "run it again: it shows what changes against theirs; `cargo flags pull {}` prints theirs",
            self.store.address
        );
        Refusal::new(&message, &help)
    }
}

/// A file that is followed itself is edited, and not pushed to itself.
fn refuse_itself(source: &Source, place: &Place) -> Result<(), Failure> {
    let (from, to) = (source.path.canonicalize(), std::path::Path::new(&place.name).canonicalize());
    if from.is_ok() && from.ok() == to.ok() {
        return Err(Failure::new(format!("{} would be pushed to itself", source.name)).help(
            "name the store that programs follow; to seal the file where it is, `cargo flags seal -o`",
        ));
    }
    Ok(())
}
