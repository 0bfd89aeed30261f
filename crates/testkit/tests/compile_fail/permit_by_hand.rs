//! No permit without a decision.
fn forge(access: privacy::Access) -> privacy::Permit {
    privacy::Permit { access, who: privacy::Who::Admin, opened: Default::default(), foretold: Default::default(), tickets: Default::default(), version: None, under: None } //~ E0451 fields `access`, `who`, `opened`, `foretold`, `tickets`, `version` and `under` of struct `Permit` are private
}

fn main() {
    let _ = forge;
}
