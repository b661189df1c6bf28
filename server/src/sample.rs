//! The file behind every medium of the demo: a second of sound, its pitch made from the medium's number.

/// Samples a second, one byte each.
const RATE: u32 = 8000;

/// The sound of a medium as WAV: PCM, one channel, 8 bits.
pub(crate) fn wav(id: i64) -> Vec<u8> {
    let period = 16 + u32::try_from(id.rem_euclid(24)).unwrap_or(0);
    let mut out = Vec::new();
    out.extend(b"RIFF");
    out.extend((36 + RATE).to_le_bytes());
    out.extend(b"WAVEfmt ");
    out.extend(16_u32.to_le_bytes());
    out.extend([1_u16, 1].map(u16::to_le_bytes).concat());
    out.extend([RATE, RATE].map(u32::to_le_bytes).concat());
    out.extend([1_u16, 8].map(u16::to_le_bytes).concat());
    out.extend(b"data");
    out.extend(RATE.to_le_bytes());
    // A triangle, quiet, about the middle of what a byte holds.
    out.extend((0..RATE).map(|at| {
        let part = at % period * 64 / period;
        u8::try_from(112 + if part < 32 { part } else { 64 - part }).unwrap_or(128)
    }));
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sizes_in_the_head_are_true() {
        let wav = super::wav(i64::MAX);
        assert_eq!(wav.len(), 8044);
        assert_eq!(wav[4..8], 8036_u32.to_le_bytes());
        assert_eq!(wav[40..44], 8000_u32.to_le_bytes());
    }
}
