//! The domain: ids, names, specs, states, and the operations on sandboxes.

pub mod report;
