//! No permit out of nothing.
fn main() {
    let _: privacy::Permit = Default::default(); //~ E0277 the trait bound `Permit: Default` is not satisfied
}
