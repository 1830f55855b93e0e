//! `cargo flags watch`

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use flags_sync::store::{Fault, Store};
use tokio::sync::Notify;
use tokio::time::sleep;

use crate::arguments::{Format, OutputFormat};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::publish::watch::Watcher;
use crate::stores::{Place, StoreArgument};

/// Print a line for each change of a store, until it is interrupted
#[derive(Debug, Args)]
#[command(
    after_help = "The first lines say how it is: rules, kill list, instances that lag. A store that cannot be read is \
                        tried again for ever.\n\n\
                        Examples:\n  \
                        cargo flags watch file:/etc/shop/flags.toml\n  \
                        cargo flags watch file:/etc/shop/flags.toml --format json | jq 'select(.event == \"kills\")'\n\n\
                        JSON, an object a line: at (seconds since 1970), event, and for `rules` from, revision, flags, \
                        apply, signed, class, changed (names of flags), trouble; for `kills` killed, revived, list; for \
                        `instance` instance, revision, status, lags; for `gone` instance; for `fault` error; `heard` has \
                        no more."
)]
pub(crate) struct Watch {
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    output: OutputFormat,
}

/// The longest pause before a store that cannot be heard is listened to again.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

impl Run for Watch {
    fn format(&self) -> Format {
        self.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let place = Place::open(&self.store.address)?;
        let mut watcher = Watcher::new(self.output.format == Format::Json);
        let wake = Arc::new(Notify::new());
        place.spawn(listen(Arc::clone(&place.store), Arc::clone(&wake)));
        loop {
            watcher.look(&place)?;
            let poll = place.store.poll_interval();
            place.wait(async {
                tokio::select! {
                    () = wake.notified() => {}
                    () = sleep(poll) => {}
                }
            });
        }
    }
}

/// Passes on what the store says. That it says nothing only delays what the next look finds.
async fn listen(store: Arc<dyn Store>, wake: Arc<Notify>) {
    let mut pause = Duration::from_secs(1);
    loop {
        let _: Fault = store.watch(&wake).await;
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
