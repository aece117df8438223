//! Models of a server that speaks OpenAI's chat completions: llama-server, Ollama, LM Studio, vLLM, OpenAI, Azure.

mod address;
mod attempt;
mod backend;
mod body;
mod chunk;
mod dialect;
mod exchange;
mod key;
mod mask;
mod open;
mod refusal;
mod sse;
mod stream;

pub(super) use backend::Remote;
