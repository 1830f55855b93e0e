//! `cargo flags set`

use clap::{Args, ValueHint};
use flags_model::model::Model;

use crate::arguments::Format;
use crate::cli::{Exit, Run};
use crate::edit::{self, Edit, EditArguments, Scope, Value, Which, percent, percent_from_word};
use crate::failure::Failure;
use crate::source::Source;

/// Set a flag's rollout, stage, or what it serves
#[derive(Debug, Args)]
#[command(
    after_help = "Only that value changes: comments, order and spacing of the file stay. The new file is checked \
                        first, and takes the place of the old one in one step.\n\n\
                        What would take the flag from somebody, or move them to another variant, is refused without \
                        `--force` (exit code 1).\n\n\
                        Examples:\n  \
                        cargo flags set new_sidebar --rollout 50\n  \
                        cargo flags set new_sidebar --rollout 12.5 -e production --dry-run\n  \
                        cargo flags set video_previews --rollout 60 --rule \"early birds\"\n  \
                        cargo flags set stories --stage everyone\n  \
                        cargo flags set checkout_button --serve blue --force\n  \
                        cargo flags set checkout_button --serve control=20,blue=80 --force\n\n\
                        JSON, one object: flag, environment, target, before, after, written, refused, file, line, \
                        effect, groups, followers, warnings, diagnostics. `before` and `after` are null where nothing is stated."
)]
#[group(id = "what", required = true, multiple = false, args = ["rollout", "stage", "serve"])]
pub(crate) struct Set {
    /// The flag
    flag: String,
    /// The rollout: 25, 12.5, or 0.5%
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    rollout: Option<String>,
    /// The stage of release
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// What it serves when on: a variant, shares of variants, or a value
    #[arg(long, value_name = "VALUE", value_hint = ValueHint::Other, allow_hyphen_values = true)]
    serve: Option<String>,
    #[command(flatten)]
    which: Which,
    /// Do it even if somebody loses the flag or is moved to another variant
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edit: EditArguments,
}

impl Run for Set {
    fn format(&self) -> Format {
        self.edit.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (source, model) = self.edit.common.load()?;
        let scope = Scope::of(&model, &self.flag, &self.edit.environment)?;
        match (&self.rollout, &self.stage, &self.serve) {
            (Some(word), _, _) => self.set_rollout(&source, &scope, word),
            (_, Some(name), _) => self.set_stage(&source, &scope, &model, name),
            (_, _, Some(word)) => self.set_serve(&source, &scope, word),
            (None, None, None) => Err(Failure::new("nothing to set")),
        }
    }
}

impl Set {
    fn set_rollout(&self, source: &Source, scope: &Scope<'_>, word: &str) -> Result<Exit, Failure> {
        let wanted = percent_from_word(&format!("`--rollout {word}`"), word)?;
        let rollout = scope.rollout(&self.which)?;
        if rollout.percent == wanted && (scope.environment.is_none() || rollout.is_own) {
            let effect = format!("nothing to do: {} is {} already", rollout.what(scope), percent(wanted));
            let value = Value::Percent(wanted);
            return edit::stay(source, scope, &rollout.aim, Some(&value), effect, &self.edit);
        }
        edit::make(source, scope, &rollout.edit(scope, wanted, self.force), &self.edit)
    }

    fn set_stage(
        &self,
        source: &Source,
        scope: &Scope<'_>,
        model: &Model,
        name: &str,
    ) -> Result<Exit, Failure> {
        self.refuse_rule("--stage")?;
        let known = model.stages.iter().map(|stage| stage.name.as_str());
        let Some(stage) = known.clone().position(|stage| stage == name) else {
            return Err(Failure::unknown("stage", name, known));
        };
        let current = scope.stage()?;
        if current.number == Some(stage) {
            let effect = format!("nothing to do: `{}` is in stage `{name}` already", scope.flag.name);
            let value = Value::Text(name.to_owned());
            return edit::stay(source, scope, &current.aim, Some(&value), effect, &self.edit);
        }
        edit::make(source, scope, &current.edit(scope, stage, self.force), &self.edit)
    }

    fn set_serve(&self, source: &Source, scope: &Scope<'_>, word: &str) -> Result<Exit, Failure> {
        if self.which.own {
            return self.refuse_rule("--serve").map(|()| Exit::Fine);
        }
        let wanted = Value::serve_from_word(scope.flag, word)?;
        let serve = scope.serve(self.which.rule.as_deref())?;
        let flag = &scope.flag.name;
        if serve.value.as_ref() == Some(&wanted) {
            let effect = format!("nothing to do: `{flag}` serves {} already", wanted.words());
            return edit::stay(source, scope, &serve.aim, Some(&wanted), effect, &self.edit);
        }
        let before = serve.value.as_ref().map_or_else(|| "its default".to_owned(), Value::words);
        let rule = serve.aim.rule_words(scope);
        let place = scope.in_environment();
        let edit = Edit {
            effect: format!("{flag}{rule} serves {} instead of {before}{place}", wanted.words()),
            warnings: scope.warnings("serve", &serve.shadows),
            aim: serve.aim,
            before: serve.value,
            after: Some(wanted),
            followers: Vec::new(),
            may_lose: self.force,
        };
        edit::make(source, scope, &edit, &self.edit)
    }

    fn refuse_rule(&self, beside: &str) -> Result<(), Failure> {
        if self.which.rule.is_none() && !self.which.own {
            return Ok(());
        }
        let option = if self.which.own { "--own" } else { "--rule" };
        Err(Failure::new(format!("`{option}` says nothing beside `{beside}`")).help("leave it out"))
    }
}
