//! Counts for the public and the office: sums over rows, never columns.
