//! The domain: ids, names, specs, states, and the operations on sandboxes.

pub mod change;
pub mod duration;
pub mod egress;
pub mod fence;
pub mod hardening;
pub mod id;
pub mod image_name;
pub mod labels;
pub mod moment;
pub mod name;
pub mod ops;
pub mod pool;
pub mod port;
pub mod report;
pub mod size;
pub mod spec;
pub mod status;
pub mod storage;
