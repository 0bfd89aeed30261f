//! An object's key cannot be unwrapped outside the crate.
fn peek(vault: &crypto::Vault, key: &domain::keyring::WrappedObjectKey) {
    let _ = vault.object_key(key); //~ E0624 method `object_key` is private
}

fn main() {
    let _ = peek;
}
