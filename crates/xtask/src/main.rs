//! Rules of the code base as code.
fn main() {}
