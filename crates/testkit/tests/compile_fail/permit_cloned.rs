//! A permit is not copied: what was opened under it is settled once.
fn twice(permit: &privacy::Permit) -> privacy::Permit {
    permit.clone() //~ E0308 mismatched types
}

fn main() {
    let _ = twice;
}
