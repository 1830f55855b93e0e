//! Work that may be held up for ever, by a callback of the program or by a disk.

use std::time::Duration;

use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

use super::contain::describe;
use crate::store::Fault;

/// Nobody waits for longer.
const LONGEST: Duration = Duration::from_secs(5);

/// Does one thing after the other, where that holds up nobody. What does not end is left behind with its
/// thread, and what comes next is done all the same, up to so many threads.
pub(super) struct Hand<K, T> {
    what: &'static str,
    most: usize,
    longest: Duration,
    /// What was begun last, if it has not ended.
    last: Option<(K, JoinHandle<T>)>,
    /// What was begun before.
    left: Vec<JoinHandle<T>>,
}

impl<K: PartialEq, T: Send + 'static> Hand<K, T> {
    pub fn new(what: &'static str, most: usize) -> Self {
        Self { what, most, longest: LONGEST, last: None, left: Vec::new() }
    }

    /// From now on up to so many threads.
    pub fn limit(&mut self, most: usize) {
        self.most = most;
    }

    /// Does what the key says, once: who asks again for what was begun last asks whether it has ended.
    pub async fn run(&mut self, key: K, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
        self.left.retain(|task| !task.is_finished());
        let (mut task, longest) = match self.last.take() {
            Some((begun, task)) if begun == key => (task, Duration::ZERO),
            last => {
                let hanging = last.filter(|(_, task)| !task.is_finished());
                if self.left.len() + usize::from(hanging.is_some()) >= self.most {
                    self.last = hanging;
                    return Err(Fault::new(format!("{} waits for what was begun before", self.what)));
                }
                self.left.extend(hanging.map(|(_, task)| task));
                (spawn_blocking(work), self.longest)
            }
        };
        if let Ok(ended) = timeout(longest, &mut task).await {
            return ended.map_err(|error| describe(self.what, error));
        }
        self.last = Some((key, task));
        Err(Fault::new(format!("{} has not ended after {} s", self.what, self.longest.as_secs())))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex, mpsc};

    use super::*;

    #[tokio::test]
    async fn what_hangs_is_overtaken_and_heard_when_it_ends() {
        let mut hand = Hand { longest: Duration::from_millis(10), ..Hand::new("waiting", 2) };
        let (end, hangs) = mpsc::channel::<()>();
        let hangs = Arc::new(Mutex::new(hangs));
        let mut faults = Vec::new();
        for key in [1, 1, 2, 3] {
            let hangs = Arc::clone(&hangs);
            let result = hand.run(key, move || assert!(hangs.lock().unwrap().recv().is_err())).await;
            faults.push(result.expect_err("it hangs").to_string());
        }
        let (late, too_many) = ("waiting has not ended after 0 s", "waiting waits for what was begun before");
        assert_eq!(faults, [late, late, late, too_many]);
        drop(end);
        // What was begun last is heard, and what could not begin can.
        while hand.run(2, || panic!("it has been done")).await.is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(hand.run(3, || ()).await, Ok(()));
    }

    #[tokio::test]
    async fn a_panic_is_a_fault() {
        let mut hand = Hand::new("counting", 1);
        let fault = hand.run(1, || panic!("too many")).await.expect_err("it panicked");
        assert_eq!(fault.to_string(), "counting panicked: too many");
        assert_eq!(hand.run(1, || ()).await, Ok(()));
    }
}
