//! No permit without a decision.
fn forge(access: privacy::Access) -> privacy::Permit {
    privacy::Permit { access, who: privacy::Who::Admin, opened: Default::default() } //~ E0451 fields `access`, `who` and `opened` of struct `Permit` are private
}

fn main() {
    let _ = forge;
}
