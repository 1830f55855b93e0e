//! Calls, put together with the flags that they ask for.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use flags_model::lint::Called;
use flags_model::{Model, Names};

use super::{Call, Findings, scan};
use crate::failure::Failure;

/// Who asks for which flag of a file.
#[derive(Debug)]
pub(crate) struct Usage {
    pub(crate) findings: Findings,
    /// The calls of each flag, in the order of the file, also those by its old name.
    pub(crate) flags: Vec<Vec<Call>>,
    /// The calls of each retired name, in the order of the file.
    pub(crate) retired: Vec<Vec<Call>>,
    /// Flags that clients may see, which `all(&ctx)` asks for.
    clients: BTreeSet<String>,
}

impl Usage {
    /// Reads the code in the folders.
    pub(crate) fn read(folders: &[PathBuf], names: &Names, model: Option<&Model>) -> Result<Self, Failure> {
        let mut owners: HashMap<&str, usize> = HashMap::new();
        for (index, flag) in names.flags.iter().enumerate() {
            owners.extend(flag.renamed_from.as_deref().map(|old| (old, index)));
            owners.insert(&flag.name, index);
        }
        let retired = model.map_or(&[][..], |model| &model.retired);
        let gone: HashMap<&str, usize> =
            retired.iter().enumerate().map(|(index, retired)| (retired.name.as_str(), index)).collect();
        let wanted: HashSet<&str> = owners.keys().chain(gone.keys()).copied().collect();
        let findings = scan(folders, &wanted)?;
        let mut flags = vec![Vec::new(); names.flags.len()];
        let mut retired = vec![Vec::new(); retired.len()];
        for call in &findings.calls {
            match (owners.get(&*call.name), gone.get(&*call.name)) {
                (Some(flag), _) => flags[*flag].push(call.clone()),
                (None, Some(name)) => retired[*name].push(call.clone()),
                (None, None) => {}
            }
        }
        let is_shown = |flag: &&flags_model::model::Flag| flag.client;
        let shown = model.into_iter().flat_map(|model| model.flags.iter().filter(is_shown));
        let clients = shown.map(|flag| flag.name.clone()).collect();
        Ok(Self { findings, flags, retired, clients })
    }

    /// What the code asks for; `None` if that cannot be known, because there is no code or because it
    /// asks by names that only the running program knows.
    pub(crate) fn called(&self) -> Option<Called> {
        if self.findings.files == 0 || self.findings.by_variable.is_some() {
            return None;
        }
        let mut called = Called { names: self.findings.maybe.clone(), in_tests: BTreeSet::new() };
        for call in &self.findings.calls {
            let names = if call.in_tests { &mut called.in_tests } else { &mut called.names };
            names.insert(call.name.clone());
        }
        if self.findings.asks_all {
            called.names.extend(self.clients.iter().cloned());
        }
        Some(called)
    }
}
