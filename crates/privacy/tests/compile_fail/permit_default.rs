fn main() {
    let _: privacy::Permit = Default::default();
}
