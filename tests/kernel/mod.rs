//! Tests of kernel.

mod bash;
mod bash_death;
mod bash_session;
mod node;
