//! Makes the next version of the rules: from a text and what runs, from a kill list and what runs.

use std::collections::BTreeSet;
use std::sync::Arc;

use flags_model::Model;
use flags_model::reload::{Kills, Known, Merged, Seal, load_compiled, merge, read_kills, with_asking};
use flags_runtime::ruleset::FlagId;

use super::shared::Program;
use super::version::{Version, kill};
use super::{Diagnostics, KillReport, Rejection, Reload, ReloadOptions, Taken};

/// What runs, as far as the next version depends on it. Cheap to clone: each change is made on a clone,
/// which takes its place when it is whole.
#[derive(Clone)]
pub(crate) struct Writer {
    program: Program,
    /// Which instance of the program this is, for texts that are not for all.
    pub instance: Arc<str>,
    /// The compiled file; read when it is first needed.
    compiled: Option<Arc<Model>>,
    /// What was taken last; `None` is the compiled file.
    running: Option<Arc<Model>>,
    /// The newest seal that was taken: that of what runs, because after a sealed text only sealed ones are.
    seal: Option<Seal>,
    /// The names of flags: those that any text has given them, because a kill list goes by the names of its
    /// day, and a flag must not come back because newer rules forget one.
    known: Arc<Known>,
    kills: Arc<Kills>,
    killed: Arc<BTreeSet<FlagId>>,
    /// The flags whose rules were changed by texts.
    changed: Arc<BTreeSet<FlagId>>,
    generation: u64,
}

impl Writer {
    pub fn new(program: Program) -> Self {
        let mut known = Known::default();
        for (flag, name) in (0..).zip(program.names) {
            known.add(name, flag);
        }
        for (old, flag) in program.old_names {
            known.add(old, *flag);
        }
        Self {
            program,
            instance: super::instance::default_instance(),
            compiled: None,
            running: None,
            seal: None,
            known: Arc::new(known),
            kills: Arc::default(),
            killed: Arc::default(),
            changed: Arc::default(),
            generation: 0,
        }
    }

    /// The rules of a text, if they are newer than those that run.
    pub fn reload(
        &mut self,
        text: &str,
        options: &ReloadOptions,
    ) -> Result<(Option<Version>, Reload), Diagnostics> {
        let refuse = |rejection| Diagnostics::new(rejection, text, &options.name);
        options.check_signature(text).map_err(refuse)?;
        let compiled = self.compiled().map_err(refuse)?;
        let running = self.running.as_ref().unwrap_or(&compiled);
        let Merged { model, seal, known, changed, reload } =
            merge(&compiled, running, text, &options.merge_options()).map_err(|it| refuse(it.into()))?;
        if let Some(apply) = seal.and_then(|seal| seal.apply).filter(|_| options.for_all) {
            return Err(refuse(Rejection::ForSome { apply }));
        }
        let taken = self.judge(seal.as_ref()).map_err(refuse)?;
        let warnings = Diagnostics::render(&reload.warnings, text, &options.name);
        let revision = seal.map(|seal| seal.revision);
        let mut version = None;
        if taken == Taken::New {
            self.seal = seal;
            self.running = Some(Arc::new(model));
            self.changed = Arc::new(changed);
        }
        // Names are learned from texts that are held back as well: a kill waits for no share.
        Arc::make_mut(&mut self.known).extend(&known);
        let killed = self.kills.flags(&self.known);
        let newly: Vec<FlagId> = killed.difference(&self.killed).copied().collect();
        self.killed = Arc::new(killed);
        if taken == Taken::New || !newly.is_empty() {
            version = Some(self.next_version());
        }
        let (generation, killed) = (self.generation, self.names(&newly));
        Ok((version, Reload { taken, generation, revision, flags: reload.flags, killed, warnings }))
    }

    /// Turns off what a list says, and nothing else.
    pub fn set_kills(&mut self, list: &[u8]) -> (Option<Version>, KillReport) {
        let kills = read_kills(list);
        let faults = kills.faults.clone();
        let kills = kills.after(&self.kills);
        let killed = kills.flags(&self.known);
        let revived = self.names(self.killed.difference(&killed));
        let is_changed = killed != *self.killed;
        self.kills = Arc::new(kills);
        self.killed = Arc::new(killed);
        let version = is_changed.then(|| self.next_version());
        (version, KillReport { revived, faults, ..self.report_kills() })
    }

    /// What is killed now.
    pub fn report_kills(&self) -> KillReport {
        KillReport {
            generation: self.generation,
            killed: self.killed(),
            unknown: self.kills.unknown(&self.known).map(str::to_owned).collect(),
            ..KillReport::default()
        }
    }

    /// The flags that are killed, in file order.
    pub fn killed(&self) -> Vec<&'static str> {
        self.names(&*self.killed)
    }

    fn names<'f>(&self, flags: impl IntoIterator<Item = &'f FlagId>) -> Vec<&'static str> {
        flags.into_iter().filter_map(|flag| self.program.names.get(*flag as usize).copied()).collect()
    }

    /// The compiled file.
    pub fn compiled(&mut self) -> Result<Arc<Model>, Rejection> {
        if let Some(model) = &self.compiled {
            return Ok(Arc::clone(model));
        }
        let model = load_compiled(self.program.text).ok_or(Rejection::Broken)?;
        Ok(Arc::clone(self.compiled.insert(Arc::new(model))))
    }

    /// Of two seals the one with the greater revision wins, in whatever order they come.
    fn judge(&self, seal: Option<&Seal>) -> Result<Taken, Rejection> {
        let Some(seal) = seal else {
            // It may be a sealed one that was cut before its seal.
            return self
                .seal
                .map_or(Ok(Taken::New), |last| Err(Rejection::SealLost { running: last.revision }));
        };
        match &self.seal {
            Some(last) if seal.revision < last.revision => {
                return Err(Rejection::Older { running: last.revision, given: seal.revision });
            }
            Some(last) if seal.revision == last.revision && seal.digest != last.digest => {
                return Err(Rejection::Conflict { revision: seal.revision });
            }
            Some(last) if seal.revision == last.revision => return Ok(Taken::Known),
            _ => {}
        }
        match seal.apply {
            Some(apply) if !seal.is_for(&self.instance) => Ok(Taken::HeldBack { apply }),
            _ => Ok(Taken::New),
        }
    }

    fn next_version(&mut self) -> Version {
        self.generation += 1;
        let mut rules = match &self.running {
            Some(model) => flags_model::lower(model),
            None => self.program.rules.clone(),
        };
        kill(&mut rules, &self.killed);
        let changed = self.affected();
        Version::loaded(rules, changed, self.generation, self.seal.map(|seal| seal.revision))
    }

    /// The flags that decide otherwise than they were compiled, by texts or by kills.
    fn affected(&mut self) -> BTreeSet<FlagId> {
        let Some(model) = self.running.clone().or_else(|| self.compiled().ok()) else {
            // Nobody knows who asks about whom, so everybody looks the rules up.
            return (0..).zip(self.program.names).map(|(flag, _)| flag).collect();
        };
        self.changed.union(&with_asking(&model, &self.killed)).copied().collect()
    }
}
