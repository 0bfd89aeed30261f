//! The root key cannot be read.
fn peek(root: &crypto::Root) {
    let _ = root.key; //~ E0616 field `key` of struct `Root` is private
}

fn main() {
    let _ = peek;
}
