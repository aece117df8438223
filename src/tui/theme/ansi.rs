//! The colours that programs print, fitted to the terminal.
