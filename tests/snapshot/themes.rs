//! Every theme.
