//! The live view
