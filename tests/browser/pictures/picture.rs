//! A picture of the screen, and how it is kept.

use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
    ops::Range,
};

use super::compare::differs;

/// Pixels, three bytes each.
#[derive(PartialEq)]
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pixels: Vec<u8>,
}

/// So many colours a small file has.
const COLOURS: usize = 256;
/// So near to each other in each part are those of which one is enough.
const ALIKE: u8 = 8;

impl Picture {
    /// From a PNG of eight bits a colour.
    pub(super) fn read(png: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let each = info.color_type.samples();
        let pixels = bytes.chunks_exact(each).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: info.width as usize, height: info.height as usize, pixels }
    }

    /// Some pixels of a line.
    pub(super) fn line(&self, across: Range<usize>, y: usize) -> &[u8] {
        &self.pixels[3 * (y * self.width + across.start)..3 * (y * self.width + across.end)]
    }

    /// A small PNG: its most frequent colours, and for each other one the nearest of them, where that is the same to
    /// whoever compares.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        for colour in self.colours() {
            *counts.entry(colour).or_default() += 1;
        }
        let mut palette: Vec<[u8; 3]> = counts.keys().copied().collect();
        palette.sort_by_key(|colour| std::cmp::Reverse(counts[colour]));
        // One of those that are nearly alike is enough, so that there is room for each that is not.
        let alike =
            |one: &[u8; 3], other: &[u8; 3]| one.iter().zip(other).all(|(one, other)| one.abs_diff(*other) < ALIKE);
        let palette = palette.into_iter().fold(Vec::new(), |mut chosen: Vec<[u8; 3]>, colour| {
            if chosen.len() < COLOURS && !chosen.iter().any(|known| alike(known, &colour)) {
                chosen.push(colour);
            }
            chosen
        });
        let far = |one: [u8; 3], other: [u8; 3]| -> u32 {
            one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
        };
        let nearest: HashMap<[u8; 3], u8> = counts
            .into_keys()
            .map(|colour| {
                let place = (0..palette.len()).min_by_key(|place| far(palette[*place], colour));
                (colour, u8::try_from(place.unwrap_or_default()).unwrap())
            })
            .collect();
        let indexed: Vec<u8> = self.colours().map(|colour| nearest[&colour]).collect();
        let small = self.encode(png::ColorType::Indexed, Some(palette.concat()), &indexed);
        if differs(self, &Self::read(&small)).is_none() {
            small
        } else {
            self.encode(png::ColorType::Rgb, None, &self.pixels)
        }
    }

    fn colours(&self) -> impl Iterator<Item = [u8; 3]> {
        self.pixels.chunks_exact(3).map(|colour| [colour[0], colour[1], colour[2]])
    }

    fn encode(&self, kind: png::ColorType, palette: Option<Vec<u8>>, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let side = |side: usize| u32::try_from(side).unwrap();
        let mut encoder = png::Encoder::new(&mut bytes, side(self.width), side(self.height));
        encoder.set_color(kind);
        encoder.set_compression(png::Compression::High);
        if let Some(palette) = palette {
            encoder.set_palette(palette);
            encoder.set_filter(png::Filter::NoFilter);
        }
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(data).unwrap();
        writer.finish().unwrap();
        bytes
    }
}
