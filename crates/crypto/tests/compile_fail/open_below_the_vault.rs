fn main() {
    let _ = crypto::sealing::open;
}
