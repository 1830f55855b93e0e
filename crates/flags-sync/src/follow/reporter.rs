//! Tells the store what this instance runs.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use super::backoff::{Backoff, spread};
use super::base::{Base, LONGEST_READ};
use super::board::Found;
use super::contain::{contain, contain_blocking};
use crate::report::Report;
use crate::store::{Expected, Fault, Item, WriteFault};

/// How often an instance says that it is there.
const INTERVAL: Duration = Duration::from_secs(60);
/// After a change, the instances of a program report within this time, not all at once.
const LONGEST_DELAY: Duration = Duration::from_secs(1);
/// Servers limit how long a report may be.
const MOST_KEPT: usize = 100;
const MOST_FAULTS: usize = 20;

/// Reports for ever.
pub(super) async fn report(base: Arc<Base>) {
    let (mut board, changed) = (base.board.subscribe(), Arc::new(Notify::new()));
    let ear = Arc::clone(&changed);
    let _subscription = base.live.subscribe(move |_| ear.notify_one());
    let mut backoff = Backoff::default();
    let mut last = None;
    loop {
        board.mark_unchanged();
        let result = write(&base).await;
        let pause = match &result {
            Ok(()) => {
                backoff.reset();
                spread(INTERVAL)
            }
            Err(fault) => {
                if last.as_ref() != Some(fault) {
                    tracing::warn!(store = %base.address, "what runs cannot be reported: {fault}");
                }
                backoff.pause()
            }
        };
        last = result.err();
        tokio::select! {
            () = sleep(pause) => continue,
            () = changed.notified() => {}
            _ = board.changed() => {}
        }
        sleep(LONGEST_DELAY.mul_f64(fastrand::f64())).await;
    }
}

async fn write(base: &Arc<Base>) -> Result<(), Fault> {
    let (store, writer) = (Arc::clone(&base.store), Arc::clone(base));
    // The first time, the compiled file is read for it.
    let report = contain_blocking("making a report", move || {
        let status = writer.board.borrow().clone();
        let mut report = Report::of(&writer.live, status.complaint());
        if let (Found::Empty, false) = (&status.kills.found, report.killed.is_empty()) {
            report.kill_faults.push(format!("the kill list is {}", Found::Empty));
        }
        let faults = status.kill_faults.iter().map(ToString::to_string);
        report.kill_faults.extend(faults.take(MOST_FAULTS));
        report.kept = status.kept.into_iter().take(MOST_KEPT).collect();
        report
    });
    let report = report.await?;
    let json = report.to_json();
    let item = Item::Report(report.instance);
    let writing = contain("reporting", async move { store.write(&item, &json, &Expected::Anything).await });
    match timeout(LONGEST_READ, writing).await {
        Ok(Ok(Ok(_) | Err(WriteFault::Changed))) => Ok(()),
        Ok(Ok(Err(WriteFault::Fault(fault))) | Err(fault)) => Err(fault),
        Err(_) => Err(Fault::new(format!("no answer within {} s", LONGEST_READ.as_secs()))),
    }
}
