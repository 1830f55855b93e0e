//! The merged rules while they grow: segments and stages of both sources, each once, under names that tell
//! them apart.

use std::collections::HashMap;

use super::same::{is_same_segment, is_same_stage};
use super::translate::Translator;
use crate::model::{Model, Segment, Stage};
use crate::reload::{Kept, Reason};
use crate::source::Span;

/// Rules in the numbers of the program.
pub(super) struct Merging<'m> {
    pub compiled: &'m Model,
    pub segments: Vec<Segment>,
    pub stages: Vec<Stage>,
    /// The segments and stages of each name in their files.
    named_segments: HashMap<String, Vec<u16>>,
    named_stages: HashMap<String, Vec<usize>>,
}

/// Which merged segments and stages those of a source are, as far as they were asked for.
#[derive(Default)]
pub(super) struct Placed {
    segments: HashMap<u16, Result<u16, Kept>>,
    stages: HashMap<usize, Result<usize, Kept>>,
}

impl<'m> Merging<'m> {
    pub fn new(compiled: &'m Model) -> Self {
        Self::of(compiled, Vec::new(), Vec::new())
    }

    /// What was merged, to be gone on with.
    pub fn of(compiled: &'m Model, segments: Vec<Segment>, stages: Vec<Stage>) -> Self {
        let mut named_segments: HashMap<_, Vec<u16>> = HashMap::new();
        for (number, segment) in (0..).zip(&segments) {
            named_segments.entry(plain_name(&segment.name).to_owned()).or_default().push(number);
        }
        let mut named_stages: HashMap<_, Vec<usize>> = HashMap::new();
        for (number, stage) in stages.iter().enumerate() {
            named_stages.entry(plain_name(&stage.name).to_owned()).or_default().push(number);
        }
        Self { compiled, segments, stages, named_segments, named_stages }
    }
}

impl Translator<'_, '_> {
    /// The number of a segment among the merged.
    pub fn place_segment(&mut self, id: u16) -> Result<u16, Kept> {
        if let Some(placed) = self.placed.segments.get(&id) {
            return placed.clone();
        }
        let placed = self.add_segment(id);
        self.placed.segments.insert(id, placed.clone());
        placed
    }

    fn add_segment(&mut self, id: u16) -> Result<u16, Kept> {
        if let Some(kept) = self.source.foreign.segments.get(&usize::from(id)) {
            return Err(kept.clone());
        }
        let source = self.source;
        let segment = &source.model.segments[usize::from(id)];
        let mut segment = self.segment(segment)?;
        let name = plain_name(&segment.name).to_owned();
        let merging = &mut *self.merging;
        let alike = merging.named_segments.entry(name.clone()).or_default();
        let segments = &merging.segments;
        let is_same = |at: &u16| is_same_segment(&segments[usize::from(*at)], &segment);
        if let Some(same) = alike.iter().copied().find(is_same) {
            return Ok(same);
        }
        let number = u16::try_from(segments.len()).map_err(|_| too_many(segment.span))?;
        segment.name = distinct_name(&name, alike.len());
        alike.push(number);
        merging.segments.push(segment);
        Ok(number)
    }

    /// The number of a stage among the merged.
    pub fn place_stage(&mut self, id: usize) -> Result<usize, Kept> {
        if let Some(placed) = self.placed.stages.get(&id) {
            return placed.clone();
        }
        let placed = self.add_stage(id);
        self.placed.stages.insert(id, placed.clone());
        placed
    }

    fn add_stage(&mut self, id: usize) -> Result<usize, Kept> {
        if let Some(kept) = self.source.foreign.stages.get(&id) {
            return Err(kept.clone());
        }
        let source = self.source;
        let mut stage = self.stage(&source.model.stages[id])?;
        let name = plain_name(&stage.name).to_owned();
        let merging = &mut *self.merging;
        let alike = merging.named_stages.entry(name.clone()).or_default();
        let stages = &merging.stages;
        if let Some(same) = alike.iter().copied().find(|at| is_same_stage(&stages[*at], &stage)) {
            return Ok(same);
        }
        if stages.len() >= usize::from(u16::MAX) {
            return Err(too_many(stage.span));
        }
        stage.name = distinct_name(&name, alike.len());
        alike.push(stages.len());
        merging.stages.push(stage);
        Ok(merging.stages.len() - 1)
    }
}

fn too_many(span: Span) -> Kept {
    Kept { reason: Reason::TooMany, span }
}

/// Of two things with one name the second was kept, and says so wherever it is shown. No name of a file
/// has a space.
fn distinct_name(name: &str, earlier: usize) -> String {
    match earlier {
        0 => name.to_owned(),
        1 => format!("{name} (kept)"),
        more => format!("{name} (kept, {more})"),
    }
}

/// The name that it had in its file.
fn plain_name(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}
