//! `cargo flags rollback`

use clap::Args;

use crate::arguments::Format;
use crate::cli::{Exit, Run};
use crate::edit::{Direction, EditArguments, Scope, Which, step};
use crate::failure::Failure;

/// Narrow a flag's rollout to the step before on its ladder
#[derive(Debug, Args)]
#[command(
    after_help = "Below the first step is 0. Who came last goes first, so those who stay are those who had the flag \
                        at that step. To turn the flag off for everyone at once: `cargo flags kill`.\n\n\
                        Examples:\n  \
                        cargo flags rollback new_sidebar --dry-run\n  \
                        cargo flags rollback new_sidebar -e production\n  \
                        cargo flags rollback video_previews --rule 0\n  \
                        cargo flags rollback stories --stage\n\n\
                        JSON: the object of `cargo flags set`."
)]
pub(crate) struct Rollback {
    /// The flag
    flag: String,
    /// Move it to the stage before
    #[arg(long, conflicts_with_all = ["rule", "own"])]
    stage: bool,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    edit: EditArguments,
}

impl Run for Rollback {
    fn format(&self) -> Format {
        self.edit.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (source, model) = self.edit.common.load()?;
        let scope = Scope::of(&model, &self.flag, &self.edit.environment)?;
        if self.stage {
            step::stage(&source, &scope, Direction::Down, &self.edit)
        } else {
            step::rollout(&source, &scope, &self.which, Direction::Down, &self.edit)
        }
    }
}
