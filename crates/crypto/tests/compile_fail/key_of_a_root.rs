fn peek(root: &crypto::Root) {
    let _ = root.key;
}

fn main() {
    let _ = peek;
}
