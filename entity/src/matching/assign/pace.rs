//! How a long walk keeps to the time: every so many steps it asks for it, and tells who watches how far it is.

use super::{Settings, Step};

pub(super) struct Pace<'a> {
    settings: &'a Settings<'a>,
    /// How many steps go by without a question.
    every: u32,
    steps: u32,
    is_up: bool,
}

impl<'a> Pace<'a> {
    pub fn new(settings: &'a Settings<'a>, every: u32) -> Self {
        Self { settings, every, steps: 0, is_up: (settings.time_is_up)() }
    }

    /// Before each step: whether the time is up. `step`: how far it is by then.
    pub fn is_up(&mut self, step: Step) -> bool {
        self.steps += 1;
        if self.steps >= self.every {
            self.steps = 0;
            self.is_up = self.is_up || (self.settings.time_is_up)();
            (self.settings.progress)(step);
        }
        self.is_up
    }
}
