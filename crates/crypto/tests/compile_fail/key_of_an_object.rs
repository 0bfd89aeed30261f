fn peek(vault: &crypto::Vault, key: &domain::keyring::WrappedObjectKey) {
    let _ = vault.object_key(key);
}

fn main() {
    let _ = peek;
}
