//! How everything keeps to the time: what comes first leaves some of it to what comes later; a long walk asks for it
//! every so many steps, and tells who watches how far it is.

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
