//! The merged rules: what moves, what stays, and what must stay because of that.

use super::matching::Matching;
use super::place::{Merging, Placed};
use super::same::Same;
use super::settle::{Settled, settle};
use super::source::Source;
use super::translate::Translator;
use crate::model::{Flag, Graph, Item, Model};
use crate::reload::Kept;
use crate::source::Span;

/// All that a merge is made from.
pub(super) struct Parts<'m> {
    pub compiled: &'m Model,
    pub running: Source<'m>,
    pub matching: Matching,
}

/// The merged rules, and why flags of the text did not move.
pub(super) struct Assembled {
    pub model: Model,
    /// Its things, those asked about before those that ask.
    pub order: Vec<Item>,
    pub kept: Vec<Option<Kept>>,
}

/// How often more flags are kept until the rest goes together. Each round takes as long as a merge, and a
/// text could be written to take one for each of its flags.
const MOST_ROUNDS: usize = 64;

/// Merges. Each round keeps at least one flag more, until what is left goes together; `None` if it takes too
/// many.
pub(super) fn assemble(parts: &Parts<'_>, text: &Source<'_>) -> Option<Assembled> {
    let mut kept: Vec<Option<Kept>> = vec![None; parts.compiled.flags.len()];
    for _ in 0..MOST_ROUNDS {
        let mut merging = Merging::new(parts.compiled);
        let Some(flags) = place_flags(parts, text, &mut merging, &mut kept) else { continue };
        let model = finish(text.model, merging, flags);
        let is_moved = |id: usize| parts.matching.sources[id].is_some() && kept[id].is_none();
        match settle(&model, &is_moved)? {
            Settled::Whole(order) => return Some(Assembled { model, order, kept }),
            Settled::Without(flags) => {
                for (id, reason) in flags {
                    kept[id] = Some(Kept { reason, span: model.flags[id].span });
                }
            }
        }
    }
    None
}

/// All flags, those that move first, so that the names of segments and stages are theirs; `None` if some
/// cannot move after all.
fn place_flags<'m>(
    parts: &Parts<'m>,
    text: &Source<'m>,
    merging: &mut Merging<'m>,
    kept: &mut [Option<Kept>],
) -> Option<Vec<Flag>> {
    let count = kept.len();
    let running = &parts.running.model.flags;
    let mut flags: Vec<Option<Flag>> = vec![None; count];
    let mut is_whole = true;
    let mut translator = Translator { merging, source: text, placed: &mut Placed::default() };
    for id in 0..count {
        let (Some(at), None) = (parts.matching.sources[id], &kept[id]) else { continue };
        match translator.flag(at, id, &running[id]) {
            Ok(flag) => flags[id] = Some(flag),
            Err(reason) => {
                kept[id] = Some(reason);
                is_whole = false;
            }
        }
    }
    if !is_whole {
        return None;
    }
    let mut translator =
        Translator { merging: translator.merging, source: &parts.running, placed: &mut Placed::default() };
    for (id, place) in flags.iter_mut().enumerate() {
        if place.is_none() {
            *place = Some(translator.flag(id, id, &running[id]).ok()?);
        }
    }
    Some(flags.into_iter().flatten().collect())
}

fn finish(text: &Model, merging: Merging<'_>, flags: Vec<Flag>) -> Model {
    Model {
        environments: merging.compiled.environments.clone(),
        attributes: merging.compiled.attributes.clone(),
        segments: merging.segments,
        stages: merging.stages,
        flags,
        ladder: text.ladder.clone(),
        retired: text.retired.clone(),
        lints: text.lints.clone(),
    }
}

/// Which flags decide otherwise than by these rules, or ask about something that does.
pub(super) fn find_changed(compiled: &Model, before: &Source<'_>, assembled: &Assembled) -> Vec<bool> {
    let model = &assembled.model;
    let mut merging = Merging::of(compiled, model.segments.clone(), model.stages.clone());
    let mut translator = Translator { merging: &mut merging, source: before, placed: &mut Placed::default() };
    let running = before.model;
    let same = Same {
        segments: (0..).zip(&running.segments).map(|(id, _)| translator.place_segment(id).ok()).collect(),
        stages: (0..running.stages.len()).map(|id| translator.place_stage(id).ok()).collect(),
    };
    let graph = Graph::of(model);
    let mut is_changed = vec![false; graph.items().count()];
    for ((before, now), place) in running.flags.iter().zip(&model.flags).zip(&mut is_changed) {
        *place = !same.is_same_flag(before, now);
    }
    for item in &assembled.order {
        let asks_about_changed = graph.edges(*item).iter().any(|edge| is_changed[graph.number(edge.to)]);
        is_changed[graph.number(*item)] |= asks_about_changed;
    }
    is_changed.truncate(model.flags.len());
    is_changed
}

/// The place of a flag that has none in the text.
pub(super) const NOWHERE: Span = Span { start: 0, end: 0 };
