//! Model in, ruleset out: the same rules as flat tables. Nothing here can fail, because the model is
//! checked.

mod condition;
mod flag;
mod pool;

use flags_runtime::Ruleset;
use flags_runtime::bucket::{Stream, salt_hash};
use flags_runtime::ruleset::{Attribute, AttributeKind, Run, Sample, Segment};

use crate::model::{self, Model};
use pool::Pool;

/// Lowers a checked file.
///
/// ```
/// let loaded = flags_model::load("[flags.new_sidebar]\nenabled = true\n");
/// let model = loaded.model.expect("the file is valid");
/// let rules = flags_model::lower(&model);
/// assert_eq!(rules.flag_name(0), "new_sidebar");
/// ```
pub fn lower(model: &Model) -> Ruleset {
    let mut pool = Pool::with_names(model.flags.len());
    for attribute in &model.attributes {
        let row = Attribute {
            name: pool.str(&attribute.name),
            kind: attribute.kind,
            members: pool.names(&attribute.members),
            hashed: false,
        };
        pool.attributes.push(row);
    }
    let now = Attribute {
        name: pool.str("now"),
        kind: AttributeKind::Timestamp,
        members: Run::default(),
        hashed: false,
    };
    pool.attributes.push(now);
    for environment in &model.environments {
        let name = pool.str(environment);
        pool.environments.push(name);
    }
    for stage in &model.stages {
        let name = pool.str(&stage.name);
        pool.stages.push(name);
    }
    for segment in &model.segments {
        let row = lower_segment(&mut pool, segment);
        pool.segments.push(row);
    }
    for flag in &model.flags {
        flag::lower_flag(&mut pool, model, flag);
    }
    pool.into_ruleset()
}

fn lower_segment(pool: &mut Pool, segment: &model::Segment) -> Segment {
    Segment {
        name: pool.str(&segment.name),
        exclude: segment.exclude.as_ref().map(|condition| pool.condition(condition)),
        include: segment.include.as_ref().map(|condition| pool.condition(condition)),
        when: segment.when.as_ref().map(|condition| pool.condition(condition)),
        sample: segment.sample.as_ref().map(|sample| Sample {
            percent: sample.percent.0,
            by: sample.by,
            salt: salt_hash(&sample.salt, Stream::Sample),
        }),
    }
}
