//! When a computation has taken long enough. Nothing here reads the time: whoever runs the program brings the watch.

use std::{fmt, sync::Arc};

/// Says what part of the time is gone, one and more once it is up; see [`Watch::start`].
pub type TimeGone = Box<dyn Fn() -> f64 + Send + Sync>;

/// Gives every computation its time.
#[derive(Clone)]
pub struct Watch(Arc<dyn Fn() -> TimeGone + Send + Sync>);

impl Watch {
    /// `start`: begins to measure, anew each time it is called.
    pub fn new(start: impl Fn() -> TimeGone + Send + Sync + 'static) -> Self {
        Self(Arc::new(start))
    }

    /// As long as it takes, so that the same is computed each time.
    pub fn patient() -> Self {
        Self::new(|| Box::new(|| 0.0))
    }

    pub fn start(&self) -> TimeGone {
        (self.0)()
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}
