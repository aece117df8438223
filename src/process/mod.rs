//! Child processes of our own binary, spoken to in frames over a private socket.

mod child;
mod frame;

pub use child::{Child, control_socket};
pub use frame::{Error, MAX_FRAME, read_frame, receive, send, write_frame};
