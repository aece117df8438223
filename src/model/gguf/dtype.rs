//! Tensor types of GGUF: their names, their sizes, and which of them Kalosm can read and read fast.

/// A tensor type by its number in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dtype(pub u32);

/// (number, name, weights of a block, bytes of a block)
const KNOWN: &[(u32, &str, u64, u64)] = &[
    (0, "F32", 1, 4),
    (1, "F16", 1, 2),
    (2, "Q4_0", 32, 18),
    (3, "Q4_1", 32, 20),
    (6, "Q5_0", 32, 22),
    (7, "Q5_1", 32, 24),
    (8, "Q8_0", 32, 34),
    (9, "Q8_1", 32, 36),
    (10, "Q2_K", 256, 84),
    (11, "Q3_K", 256, 110),
    (12, "Q4_K", 256, 144),
    (13, "Q5_K", 256, 176),
    (14, "Q6_K", 256, 210),
    (15, "Q8_K", 256, 292),
    (16, "IQ2_XXS", 256, 66),
    (17, "IQ2_XS", 256, 74),
    (18, "IQ3_XXS", 256, 98),
    (19, "IQ1_S", 256, 50),
    (20, "IQ4_NL", 32, 18),
    (21, "IQ3_S", 256, 110),
    (22, "IQ2_S", 256, 82),
    (23, "IQ4_XS", 256, 136),
    (29, "IQ1_M", 256, 56),
    (30, "BF16", 1, 2),
    (34, "TQ1_0", 256, 54),
    (35, "TQ2_0", 256, 66),
    (39, "MXFP4", 32, 17),
];

impl Dtype {
    /// Its usual name, or its number where it is unknown.
    #[must_use]
    pub fn name(self) -> String {
        self.row().map_or_else(|| format!("type {}", self.0), |row| row.1.to_owned())
    }

    /// Bytes of a tensor with that many weights; `None` for an unknown type or a broken block.
    #[must_use]
    pub fn bytes(self, weights: u64) -> Option<u64> {
        let (_, _, block, size) = *self.row()?;
        if weights.is_multiple_of(block) { (weights / block).checked_mul(size) } else { None }
    }

    /// Whether it is one of those that GGUF defines.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.row().is_some()
    }

    /// Whether Kalosm can compute with it.
    #[must_use]
    pub fn is_readable(self) -> bool {
        matches!(self.0, 0..=3 | 6..=8 | 10..=14)
    }

    /// Whether Kalosm has no SIMD kernel for it.
    #[must_use]
    pub fn is_slow(self) -> bool {
        matches!(self.0, 3 | 6 | 7)
    }

    fn row(self) -> Option<&'static (u32, &'static str, u64, u64)> {
        KNOWN.iter().find(|row| row.0 == self.0)
    }
}
