//! Where rules come from, and which numbers its names have in the program.

use std::collections::HashMap;

use super::foreign::Foreign;
use super::matching::Matching;
use crate::model::{Attribute, AttributeId, FlagId, Model, PayloadId};
use crate::reload::{Kept, Reason};
use crate::source::Span;

/// Where no environment has settings of its own.
const NO_ENVIRONMENT: usize = usize::MAX;

/// The new text, or the rules that run.
pub(super) struct Source<'m> {
    pub model: &'m Model,
    /// Values that it names and the program does not know.
    pub foreign: Foreign,
    /// Whether its places are those of the new text.
    is_text: bool,
    attributes: Vec<Fit>,
    environments: Vec<Option<usize>>,
    /// Whether the program declares any.
    has_environments: bool,
    /// `None` if the numbers are the same.
    flags: Option<Vec<Option<FlagId>>>,
    /// The numbers of variants, of flags that the program has with others.
    variants: HashMap<usize, Vec<Option<PayloadId>>>,
}

/// What an attribute is in the program.
enum Fit {
    Unknown,
    OtherType,
    /// The number, and those of its members unless they are the same.
    Known(AttributeId, Option<Vec<Option<u16>>>),
}

impl<'m> Source<'m> {
    /// The rules that run: their numbers are the program's already.
    pub fn running(model: &'m Model) -> Self {
        let count = u16::try_from(model.attributes.len()).unwrap_or(u16::MAX);
        Self {
            model,
            foreign: Foreign::default(),
            is_text: false,
            attributes: (0..count).map(|id| Fit::Known(id, None)).collect(),
            environments: (0..model.environments.len()).map(Some).collect(),
            has_environments: true,
            flags: None,
            variants: HashMap::new(),
        }
    }

    /// A new text.
    pub fn text(compiled: &Model, model: &'m Model, matching: &Matching, foreign: Foreign) -> Self {
        let environment = |name| compiled.environments.iter().position(|known| known == name);
        let mut variants = HashMap::new();
        for (at, (flag, target)) in model.flags.iter().zip(&matching.targets).enumerate() {
            let known = target.and_then(|id| compiled.flags.get(id as usize));
            if let Some(known) = known.filter(|known| known.variants != flag.variants) {
                variants.insert(at, find_all(&flag.variants, &known.variants));
            }
        }
        Self {
            model,
            foreign,
            is_text: true,
            attributes: model.attributes.iter().map(|attribute| fit(compiled, attribute)).collect(),
            environments: model.environments.iter().map(environment).collect(),
            has_environments: !compiled.environments.is_empty(),
            flags: Some(matching.targets.clone()),
            variants,
        }
    }

    /// A place; what runs has its places in a text that is gone.
    pub fn place(&self, span: Span) -> Span {
        if self.is_text { span } else { Span::default() }
    }

    pub fn attribute(&self, id: AttributeId, span: Span, now: AttributeId) -> Result<AttributeId, Kept> {
        let name =
            || self.model.attributes.get(usize::from(id)).map(|it| it.name.clone()).unwrap_or_default();
        match self.attributes.get(usize::from(id)) {
            Some(Fit::Known(id, _)) => Ok(*id),
            Some(Fit::Unknown) => Err(self.keep(Reason::Attribute(name()), span)),
            Some(Fit::OtherType) => Err(self.keep(Reason::AttributeType(name()), span)),
            None => Ok(now),
        }
    }

    /// Members by their numbers in the program, ascending. Those that it does not know are left out: its
    /// contexts never have them.
    pub fn members(&self, attribute: AttributeId, members: &[u16]) -> Vec<u16> {
        let Some(Fit::Known(_, Some(numbers))) = self.attributes.get(usize::from(attribute)) else {
            return members.to_vec();
        };
        let number = |member: &u16| numbers.get(usize::from(*member)).copied().flatten();
        let mut members: Vec<u16> = members.iter().filter_map(number).collect();
        members.sort_unstable();
        members
    }

    /// The number of an environment; `None` if the program has others, so that it never is in this one and
    /// does without what is said of it. A program that knows of no environments cannot tell where it is.
    pub fn environment(&self, id: usize, span: Span) -> Result<Option<usize>, Kept> {
        if self.has_environments {
            return Ok(self.environments.get(id).copied().flatten());
        }
        let name = self.model.environments.get(id).cloned().unwrap_or_default();
        Err(self.keep(Reason::Environment(name), span))
    }

    /// The environments of the source in which the program may be, and [`NO_ENVIRONMENT`] for one that only
    /// the program has.
    pub fn shared_environments(&self) -> impl Iterator<Item = usize> + '_ {
        let is_known = |id: &usize| self.environments[*id].is_some();
        (0..self.environments.len()).filter(is_known).chain([NO_ENVIRONMENT])
    }

    pub fn flag(&self, id: FlagId, span: Span) -> Result<FlagId, Kept> {
        let Some(flags) = &self.flags else { return Ok(id) };
        flags.get(id as usize).copied().flatten().ok_or_else(|| {
            let name = self.model.flags.get(id as usize).map(|flag| flag.name.clone());
            self.keep(Reason::Flag(name.unwrap_or_default()), span)
        })
    }

    /// The number of a flag's variant; of the source's flag of this number.
    pub fn variant(&self, flag: FlagId, variant: PayloadId, span: Span) -> Result<PayloadId, Kept> {
        let Some(numbers) = self.variants.get(&(flag as usize)) else { return Ok(variant) };
        numbers.get(usize::from(variant)).copied().flatten().ok_or_else(|| {
            let row = self.model.flags.get(flag as usize);
            let name = row.and_then(|row| row.variants.get(usize::from(variant)));
            let flag = row.map(|row| row.name.clone()).unwrap_or_default();
            self.keep(Reason::Variant { flag, variant: name.cloned().unwrap_or_default() }, span)
        })
    }

    pub fn keep(&self, reason: Reason, span: Span) -> Kept {
        Kept { reason, span: self.place(span) }
    }
}

fn fit(compiled: &Model, attribute: &Attribute) -> Fit {
    let known = (0..).zip(&compiled.attributes).find(|(_, known)| known.name == attribute.name);
    let Some((id, known)) = known else { return Fit::Unknown };
    // Contexts hash the key, and take an empty one for none.
    if known.kind != attribute.kind || known.key != attribute.key {
        return Fit::OtherType;
    }
    let is_same = known.members == attribute.members;
    Fit::Known(id, (!is_same).then(|| find_all(&attribute.members, &known.members)))
}

fn find_all(names: &[String], known: &[String]) -> Vec<Option<u16>> {
    let known: HashMap<&str, u16> = known.iter().map(String::as_str).zip(0..).collect();
    names.iter().map(|name| known.get(name.as_str()).copied()).collect()
}
