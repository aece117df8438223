//! Tests of engine.
mod fence;
