//! What is learned is read and kept through one tenant's handle: the store itself, and its part for everybody, have no way to it.
use domain::Sealed;
use domain::record::LearnedModel;
use store::{BuiltModel, Store, TenantStore};

async fn learn(store: &Store, one: &TenantStore, model: &BuiltModel) {
    let _ = store.find_learned().await; //~ E0599 no method named `find_learned` found for reference `&store::Store` in the current scope
    let _ = store.system().find_learned().await; //~ E0599 no method named `find_learned` found for struct `SystemStore` in the current scope
    let _ = one.put_learned(0, model).await; //~ E0599 no method named `put_learned` found for reference `&TenantStore` in the current scope
}

fn merge(one: &Sealed<LearnedModel>, other: &Sealed<LearnedModel>) -> u32 {
    one.word_count + other.word_count //~ E0609 no field `word_count` on type `&Sealed<domain::record::LearnedModel>`
}

fn main() {
    let _ = merge;
}
