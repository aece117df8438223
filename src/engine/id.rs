//! Ids by which news of workers is matched to what asked for it.

use serde::{Deserialize, Serialize};

/// One prompt and all that follows until the engine is idle; counts from 1 in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TurnId(pub u32);

/// One proposed piece of code; counts from 1 in a session and names `<step N>` in tracebacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StepId(pub u32);

/// One request to the model; never used twice, so that late tokens are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId(pub u64);

/// One look at code before it is proposed; counts from 1 in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CheckId(pub u32);

/// One start of a model process; 0 in journals from before starts were counted.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct LoadId(pub u32);
