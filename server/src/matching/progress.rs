//! How far a long run is: one line that is written over again and taken away in the end. Rule: only on a terminal; a
//! pipe or a file hears nothing but what came of it.

use std::{
    io::{self, IsTerminal, Write},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use entity::matching::assign::Step;

use super::report::gap;

/// Shorter runs say nothing on their way.
const SILENT: Duration = Duration::from_secs(1);
/// From one line to the next.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) struct Progress {
    is_watched: bool,
    begun: Instant,
    wishes: usize,
    line: Mutex<Line>,
}

impl Progress {
    pub fn new(wishes: usize, begun: Instant) -> Self {
        Self { is_watched: io::stderr().is_terminal(), begun, wishes, line: Mutex::default() }
    }

    pub fn tell(&self, step: Step) {
        if !self.is_watched || self.begun.elapsed() < SILENT {
            return;
        }
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if line.written.is_none_or(|at| at.elapsed() >= PAUSE) {
            line.written = Some(Instant::now());
            let _ = io::stderr().write_all(line.over(&sentence(step, self.wishes)).as_bytes());
        }
    }

    /// Leaves the line empty for what came of it.
    pub fn end(self) {
        let mut line = self.line.into_inner().unwrap_or_else(PoisonError::into_inner);
        if line.written.is_some() {
            let _ = io::stderr().write_all(format!("{}\r", line.over("")).as_bytes());
        }
    }
}

/// What stands on the terminal.
#[derive(Default)]
struct Line {
    written: Option<Instant>,
    width: usize,
}

impl Line {
    /// The text, and blanks over what would stick out of the one before.
    fn over(&mut self, text: &str) -> String {
        let width = self.width;
        self.width = text.len();
        format!("\r{text:width$}")
    }
}

/// In ASCII: the width of a line is the number of its bytes.
fn sentence(step: Step, wishes: usize) -> String {
    match step {
        Step::Learning { percent } => format!("learning prices, {percent} %"),
        Step::Assigning { served } => format!("assigning, {served} of {wishes} wishes matched"),
        Step::Improving { served, bound } => {
            let gap = 100.0 * gap(served, bound);
            format!("improving, {served} of {wishes} wishes matched, within {gap:.1} % of the bound")
        }
        Step::Arranging { served } => format!("arranging, {served} of {wishes} wishes matched"),
    }
}

#[cfg(test)]
mod tests {
    use entity::matching::assign::Step;

    use super::{Line, sentence};

    #[test]
    fn every_step_says_how_far_it_is() {
        assert_eq!(sentence(Step::Learning { percent: 40 }, 1000), "learning prices, 40 %");
        assert_eq!(sentence(Step::Assigning { served: 12 }, 1000), "assigning, 12 of 1000 wishes matched");
        assert_eq!(
            sentence(Step::Improving { served: 776, bound: 800 }, 1000),
            "improving, 776 of 1000 wishes matched, within 3.0 % of the bound"
        );
        assert_eq!(sentence(Step::Arranging { served: 790 }, 1000), "arranging, 790 of 1000 wishes matched");
    }

    #[test]
    fn a_shorter_line_leaves_nothing_of_a_longer_one() {
        let mut line = Line::default();
        assert_eq!(line.over("learning"), "\rlearning");
        assert_eq!(line.over("done"), "\rdone    ");
        assert_eq!(line.over(""), "\r    ");
    }
}
