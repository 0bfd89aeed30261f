//! Parts of pages and of the API, each by itself.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod asked;
mod audit;
mod conversation;
mod cookies;
mod document_blocks;
mod download;
mod evidence;
mod gate;
mod host;
mod language;
mod later;
mod markdown;
mod preview;
mod problem;
mod sign_up;
mod time;
mod unsubscribe;
