//! The merged rules: what moves, what stays, and what must stay because of that.

use super::circles::find_circles;
use super::matching::Matching;
use super::place::{Merging, Placed};
use super::source::Source;
use super::translate::Translator;
use crate::check;
use crate::model::{Flag, Graph, Item, Model};
use crate::reload::{Kept, Reason};
use crate::source::Span;

/// All that a merge is made from.
pub(super) struct Parts<'m> {
    pub compiled: &'m Model,
    pub running: Source<'m>,
    pub text: Source<'m>,
    pub matching: Matching,
}

/// The merged rules, and why flags of the text did not move.
pub(super) struct Assembled<'m> {
    pub model: Model,
    pub kept: Vec<Option<Kept>>,
    pub merging: Merging<'m>,
}

/// Merges. Each round keeps at least one flag more, until what is left goes together. `None` if it never
/// does, which cannot be: without any flag that moves it is what runs.
pub(super) fn assemble<'m>(parts: &Parts<'m>) -> Option<Assembled<'m>> {
    let mut kept: Vec<Option<Kept>> = vec![None; parts.compiled.flags.len()];
    for _ in 0..=parts.compiled.flags.len() {
        let mut merging = Merging::new(parts.compiled);
        let Some(flags) = place_flags(parts, &mut merging, &mut kept)? else { continue };
        let model = finish(parts, &merging, flags);
        let is_moved = |id: usize| parts.matching.sources[id].is_some() && kept[id].is_none();
        let more = match find_circular(&model, &is_moved) {
            circular if circular.is_empty() => find_costly(&model, &is_moved)?,
            circular => circular,
        };
        if more.is_empty() {
            return Some(Assembled { model, kept, merging });
        }
        for (id, reason) in more {
            kept[id] = Some(Kept { reason, span: model.flags[id].span });
        }
    }
    None
}

/// All flags, those that move first, so that the names of segments and stages are theirs; `Some(None)` if
/// some cannot move after all.
fn place_flags<'m>(
    parts: &Parts<'m>,
    merging: &mut Merging<'m>,
    kept: &mut [Option<Kept>],
) -> Option<Option<Vec<Flag>>> {
    let count = kept.len();
    let running = &parts.running.model.flags;
    let mut flags: Vec<Option<Flag>> = vec![None; count];
    let mut is_whole = true;
    let mut translator = Translator { merging, source: &parts.text, placed: &mut Placed::default() };
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
        return Some(None);
    }
    let mut translator =
        Translator { merging: translator.merging, source: &parts.running, placed: &mut Placed::default() };
    for (id, place) in flags.iter_mut().enumerate() {
        if place.is_none() {
            *place = Some(translator.flag(id, id, &running[id]).ok()?);
        }
    }
    Some(Some(flags.into_iter().flatten().collect()))
}

fn finish(parts: &Parts<'_>, merging: &Merging<'_>, flags: Vec<Flag>) -> Model {
    let text = parts.text.model;
    Model {
        environments: parts.compiled.environments.clone(),
        attributes: parts.compiled.attributes.clone(),
        segments: merging.segments.clone(),
        stages: merging.stages.clone(),
        flags,
        ladder: text.ladder.clone(),
        retired: text.retired.clone(),
        lints: text.lints.clone(),
    }
}

/// The flags that moved into a circle. Neither of the sources has one, so on each there is one.
fn find_circular(model: &Model, is_moved: &dyn Fn(usize) -> bool) -> Vec<(usize, Reason)> {
    let graph = Graph::of(model);
    let mut found = Vec::new();
    for circle in find_circles(&graph) {
        let mut flags: Vec<usize> = circle
            .iter()
            .filter_map(|number| match graph.item(*number) {
                Item::Flag(id) => Some(id),
                _ => None,
            })
            .collect();
        flags.sort_unstable();
        let names: Vec<String> = flags.iter().map(|id| model.flags[*id].name.clone()).collect();
        let moved = flags.into_iter().filter(|id| is_moved(*id));
        found.extend(moved.map(|id| (id, Reason::Cycle(names.clone()))));
    }
    found
}

/// The flags that moved to where a decision takes too much: the one that does, else those that it asks
/// about, else those that ask about it. `None` if there are none.
fn find_costly(model: &Model, is_moved: &dyn Fn(usize) -> bool) -> Option<Vec<(usize, Reason)>> {
    let graph = Graph::of(model);
    let mut found = Vec::new();
    for item in check::find_costly(model, &graph) {
        let asked = reach(&graph, item);
        let moved = |item: &Item| matches!(item, Item::Flag(id) if is_moved(*id));
        let ids: Vec<Item> = match item {
            own if moved(&own) => vec![own],
            _ if asked.iter().any(moved) => asked.into_iter().filter(moved).collect(),
            _ => {
                graph.items().filter(|other| moved(other) && reach(&graph, *other).contains(&item)).collect()
            }
        };
        if ids.is_empty() {
            return None;
        }
        let ids = ids.into_iter().filter_map(|it| if let Item::Flag(id) = it { Some(id) } else { None });
        found.extend(ids.map(|id| (id, Reason::TooDeep)));
    }
    Some(found)
}

/// Everything that a thing asks about, directly or through others.
fn reach(graph: &Graph<'_>, from: Item) -> Vec<Item> {
    let mut is_seen = vec![false; graph.items().count()];
    let mut found = Vec::new();
    let mut open = vec![from];
    while let Some(item) = open.pop() {
        for edge in graph.edges(item) {
            if !std::mem::replace(&mut is_seen[graph.number(edge.to)], true) {
                found.push(edge.to);
                open.push(edge.to);
            }
        }
    }
    found
}

/// Which flags decide otherwise than before, or ask about something that does.
pub(super) fn find_changed(parts: &Parts<'_>, assembled: &Assembled<'_>) -> Vec<bool> {
    let model = &assembled.model;
    let mut merging = assembled.merging.clone();
    let mut translator =
        Translator { merging: &mut merging, source: &parts.running, placed: &mut Placed::default() };
    let graph = Graph::of(model);
    let mut is_changed = vec![false; graph.items().count()];
    for (id, flag) in parts.running.model.flags.iter().enumerate() {
        let before = translator.flag(id, id, flag);
        is_changed[id] = before.is_ok_and(|before| !super::same::is_same_flag(&before, &model.flags[id]));
    }
    for item in check::order(&graph).into_iter().flatten() {
        let asks_about_changed = graph.edges(item).iter().any(|edge| is_changed[graph.number(edge.to)]);
        is_changed[graph.number(item)] |= asks_about_changed;
    }
    is_changed.truncate(model.flags.len());
    is_changed
}

/// The place of a flag that has none in the text.
pub(super) const NOWHERE: Span = Span { start: 0, end: 0 };
