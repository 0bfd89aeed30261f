//! Length-framed bytes for what is authenticated: each field stands behind its own length, so that two
//! different lists of fields never give the same bytes.

/// Fields, framed.
#[derive(Clone)]
pub struct Frame(Vec<u8>);

impl Frame {
    /// Starts with the name of the use, so that frames of two uses never coincide.
    pub fn of(usage: &'static [u8]) -> Self {
        Self(Vec::with_capacity(192)).with(usage)
    }

    /// Appends a field.
    #[must_use]
    pub fn with(mut self, field: &[u8]) -> Self {
        let length = u64::try_from(field.len()).unwrap_or(u64::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }

    /// Appends a number.
    #[must_use]
    pub fn with_number(self, number: i64) -> Self {
        self.with(&number.to_be_bytes())
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_byte_between_fields_changes_the_frame() {
        let a = Frame::of(b"t").with(b"ab").with(b"c");
        let b = Frame::of(b"t").with(b"a").with(b"bc");
        let c = Frame::of(b"t").with(b"abc");
        assert_ne!(a.as_bytes(), b.as_bytes());
        assert_ne!(a.as_bytes(), c.as_bytes());
    }
}
