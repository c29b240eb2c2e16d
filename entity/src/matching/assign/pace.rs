//! How everything keeps to the time: what comes first leaves some of it to what comes later; a long walk asks for it
//! every so many steps, or after so much work, and tells who watches how far it is.

use super::{Settings, Step};

impl Settings<'_> {
    pub(super) fn time_is_up(&self) -> bool {
        (self.gone)() >= 1.0
    }

    /// Lets a phase have a part of the time that is left, as if that were all there is; says whether it used it up.
    pub(crate) fn within<T>(&self, part: f64, phase: impl FnOnce(&Settings) -> T) -> (T, bool) {
        let from = (self.gone)();
        let all = (1.0 - from) * part;
        let gone = || if all > 0.0 { ((self.gone)() - from) / all } else { 1.0 };
        let settings = Settings { gone: &gone, ..*self };
        (phase(&settings), settings.time_is_up())
    }
}

pub(super) struct Pace<'a> {
    settings: &'a Settings<'a>,
    /// How many steps go by without a question.
    every: u32,
    steps: u32,
    is_up: bool,
}

impl<'a> Pace<'a> {
    pub fn new(settings: &'a Settings<'a>, every: u32) -> Self {
        Self { settings, every, steps: 0, is_up: settings.time_is_up() }
    }

    /// Before each step: whether the time is up. `step`: how far it is by then.
    pub fn is_up(&mut self, step: Step) -> bool {
        self.steps += 1;
        if self.steps >= self.every {
            self.steps = 0;
            self.is_up = self.is_up || self.settings.time_is_up();
            (self.settings.progress)(step);
        }
        self.is_up
    }
}

/// What is enough work to ask for the time, as walks count what they look at: a few milliseconds.
const WORK: u64 = 1 << 14;

/// When a walk whose steps differ much asks: at the first step, and then after so many, or after so much work.
pub(super) struct Stride {
    every: u32,
    steps: u32,
    /// All work by then.
    asked_at: u64,
}

impl Stride {
    /// `work`: what was done before.
    pub fn new(every: u32, work: u64) -> Self {
        Self { every, steps: every, asked_at: work }
    }

    /// Before each step: whether to ask. `work`: all that was done so far.
    pub fn is_due(&mut self, work: u64) -> bool {
        let is_due = self.steps >= self.every || work >= self.asked_at + WORK;
        if is_due {
            (self.steps, self.asked_at) = (0, work);
        }
        self.steps += 1;
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::{Stride, WORK};

    #[test]
    fn after_one_step_that_was_much_work_the_time_is_asked_for() {
        let mut stride = Stride::new(3, 10);
        let asks = [10, 11, 12, 13, 14 + WORK, 15 + WORK, 16 + WORK, 17 + WORK].map(|work| stride.is_due(work));
        assert_eq!(asks, [true, false, false, true, true, false, false, true]);
    }
}
