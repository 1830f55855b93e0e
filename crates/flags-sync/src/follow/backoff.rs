//! How long to wait before something is tried again.

use std::time::Duration;

const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(30);

/// Pauses that double, from a quarter of a second to half a minute. Each is drawn from its upper half, so
/// that a thousand instances that lost the same server do not come back in the same moment.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    tries: u32,
}

impl Backoff {
    /// The next pause.
    pub fn pause(&mut self) -> Duration {
        self.tries = self.tries.saturating_add(1);
        let most = SHORTEST.saturating_mul(2_u32.saturating_pow(self.tries)).min(LONGEST);
        most.mul_f64(0.5 + fastrand::f64() / 2.0)
    }

    /// It went well: the next pause is short again.
    pub fn reset(&mut self) {
        self.tries = 0;
    }
}

/// A tenth more or less, so that a thousand instances that were started together do not ask together.
pub(super) fn spread(pause: Duration) -> Duration {
    pause.mul_f64(0.9 + fastrand::f64() / 5.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute_and_start_again() {
        let mut backoff = Backoff::default();
        let mut most = SHORTEST * 2;
        for _ in 0..1_000 {
            let pause = backoff.pause();
            assert!(pause >= most / 2 && pause <= most, "{pause:?} of {most:?}");
            most = (most * 2).min(LONGEST);
        }
        backoff.reset();
        assert!(backoff.pause() <= SHORTEST * 2);
    }

    #[test]
    fn polls_are_spread_by_a_tenth() {
        for _ in 0..1_000 {
            let pause = spread(Duration::from_secs(10));
            assert!(pause >= Duration::from_secs(9) && pause <= Duration::from_secs(11), "{pause:?}");
        }
    }
}
