//! Tests of snapshot.
