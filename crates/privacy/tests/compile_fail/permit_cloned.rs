fn twice(permit: &privacy::Permit) -> privacy::Permit {
    permit.clone()
}

fn main() {
    let _ = twice;
}
