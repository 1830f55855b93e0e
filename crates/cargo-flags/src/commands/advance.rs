//! `cargo flags advance`

use clap::Args;

use crate::arguments::Format;
use crate::cli::{Exit, Run};
use crate::edit::{Direction, EditArguments, Scope, Which, step};
use crate::failure::Failure;

/// Widen a flag's rollout to the next step of its ladder
#[derive(Debug, Args)]
#[command(
    after_help = "The ladder is the flag's own `ladder`, else the file's, else 1, 10, 50, 100. Who has the flag keeps \
                        it: a step that would take it from somebody is refused without `--force` (exit code 1).\n\n\
                        A flag in a stage moves to the next stage with `--stage`.\n\n\
                        Examples:\n  \
                        cargo flags advance new_sidebar --dry-run\n  \
                        cargo flags advance new_sidebar -e production\n  \
                        cargo flags advance video_previews --rule 0\n  \
                        cargo flags advance video_previews --own\n  \
                        cargo flags advance stories --stage\n\n\
                        JSON: the object of `cargo flags set`."
)]
pub(crate) struct Advance {
    /// The flag
    flag: String,
    /// Move it to the next stage of release
    #[arg(long, conflicts_with_all = ["rule", "own"])]
    stage: bool,
    #[command(flatten)]
    which: Which,
    /// Do it even if somebody loses the flag or is moved to another variant
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edit: EditArguments,
}

impl Run for Advance {
    fn format(&self) -> Format {
        self.edit.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (source, model) = self.edit.common.load()?;
        let scope = Scope::of(&model, &self.flag, &self.edit.environment)?;
        let direction = Direction::Up { force: self.force };
        if self.stage {
            step::stage(&source, &scope, direction, &self.edit)
        } else {
            step::rollout(&source, &scope, &self.which, direction, &self.edit)
        }
    }
}
