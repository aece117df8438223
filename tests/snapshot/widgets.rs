//! Every widget.
