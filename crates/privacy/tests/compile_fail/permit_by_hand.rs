fn forge(access: privacy::Access) -> privacy::Permit {
    privacy::Permit { access, who: privacy::Who::Admin, opened: Default::default() }
}

fn main() {
    let _ = forge;
}
