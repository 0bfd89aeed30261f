//! No plaintext without a permit.
use domain::Sealed;
use domain::keyring::WrappedObjectKey;
use domain::record::TicketSummary;

fn peek(vault: &crypto::Vault, key: &WrappedObjectKey, sealed: &Sealed<TicketSummary>) {
    let _ = vault.open((), key, Default::default(), sealed); //~ E0308 mismatched types
}

fn main() {
    let _ = peek;
}
