//! The opening below the vault cannot be called.
fn main() {
    let _ = crypto::sealing::open; //~ E0603 module `sealing` is private
}
