//! What is due: every time-out and reminder, as verbs that the one loop in `server` calls.
