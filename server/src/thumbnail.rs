//! Thumbnails: gradients made from a medium's number, the same on every run.

const WIDTH: u32 = 160;
const HEIGHT: u32 = 90;

/// The picture of a medium as PNG.
pub(crate) fn png(id: i64) -> Result<Vec<u8>, png::EncodingError> {
    let seed = id.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let [a, b, c, d, e, f, ..] = seed.to_be_bytes();
    let (from, to) = ([a / 2, b / 2, c / 2 + 64], [d / 2 + 96, e / 2 + 96, f / 2 + 96]);
    let mut pixels = Vec::with_capacity(WIDTH as usize * HEIGHT as usize * 3);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let part = x + y;
            let whole = WIDTH + HEIGHT;
            for (&from, &to) in from.iter().zip(&to) {
                let mixed = (u32::from(from) * (whole - part) + u32::from(to) * part) / whole;
                pixels.push(u8::try_from(mixed).unwrap_or(u8::MAX));
            }
        }
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(out)
}
