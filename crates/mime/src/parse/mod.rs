//! Bytes to mail.

pub mod address;
pub mod authentication;
pub mod body;
pub mod charset;
pub mod field;
pub mod header;
pub mod legacy;
pub mod mail;
pub mod name;
pub mod oddity;
pub mod part;
pub mod reading;
pub mod replace;
pub mod text;
pub mod transfer;
pub mod walk;
pub mod word;
