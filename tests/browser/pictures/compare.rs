//! Two pictures of the same thing, and whether somebody would call them the same.

use std::ops::Range;

use super::picture::Picture;

/// As far around a pixel its ink may have gone: letters drawn otherwise lie otherwise by a pixel or two.
const AROUND: usize = 2;
/// So much a colour may lie outside of those around it.
const NEAR: u8 = 12;
/// The side of a square, and how many of its pixels may be unlike any around them.
const SQUARE: usize = 32;
const FEW: usize = 16;

/// A piece of a picture, with what its edge pixels are mixed with around it.
struct Piece {
    width: usize,
    pixels: Vec<u8>,
}

/// Where two pictures are not the same, if anywhere.
pub(super) fn differs(one: &Picture, other: &Picture) -> Option<String> {
    if (one.width, one.height) != (other.width, other.height) {
        return Some(format!("{}×{}, not {}×{}", other.width, other.height, one.width, one.height));
    }
    // Each overlaps half of the next, so that none cuts what is small in two.
    let step = SQUARE / 2;
    let squares = (0..one.height).step_by(step).flat_map(|y| (0..one.width).step_by(step).map(move |x| (x, y)));
    let unlike: Vec<_> =
        squares.map(|(x, y)| (unlike(one, other, x, y), x, y)).filter(|(count, ..)| *count > FEW).collect();
    let (most, x, y) = unlike.iter().max()?;
    Some(format!("{} squares, of which {x},{y} differs most, by {most} pixels", unlike.len()))
}

/// How many pixels of the square at a place are unlike any around them in the other picture.
fn unlike(one: &Picture, other: &Picture, x: usize, y: usize) -> usize {
    let (across, down) = (x..(x + SQUARE).min(one.width), y..(y + SQUARE).min(one.height));
    // Most are the very same but for how they are kept, and the rest takes long.
    let near = |(one, other): (&u8, &u8)| one.abs_diff(*other) < NEAR;
    let same = |one: &[u8], other: &[u8]| one == other || one.iter().zip(other).all(near);
    if down.clone().all(|y| same(one.line(across.clone(), y), other.line(across.clone(), y))) {
        return 0;
    }
    let [mine, theirs] = [one, other].map(|picture| Piece::of(picture, &across, &down).mixed());
    outside(&mine, &theirs, across.len(), down.len()).max(outside(&theirs, &mine, across.len(), down.len()))
}

/// How many pixels in the middle of a piece have a colour that lies outside of those around the same place of another.
fn outside(one: &Piece, other: &Piece, width: usize, height: usize) -> usize {
    let [low, high] = [u8::min, u8::max].map(|choose: fn(u8, u8) -> u8| other.spread(choose));
    let is_outside = |&(x, y): &(usize, usize)| {
        let at = 3 * ((y + 2 * AROUND) * one.width + x + 2 * AROUND);
        (at..at + 3).any(|at| {
            let colour = one.pixels[at];
            colour < low.pixels[at].saturating_sub(NEAR) || colour > high.pixels[at].saturating_add(NEAR)
        })
    };
    (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(is_outside).count()
}

impl Piece {
    /// A part of a picture and twice [`AROUND`] more on each side; past the picture's edge it goes on as at the edge.
    fn of(picture: &Picture, across: &Range<usize>, down: &Range<usize>) -> Self {
        let wider = |range: &Range<usize>, end: usize| -> Vec<usize> {
            let inside = |at: usize| at.saturating_sub(2 * AROUND).min(end - 1);
            (range.start..range.end + 4 * AROUND).map(inside).collect()
        };
        let (across, down) = (wider(across, picture.width), wider(down, picture.height));
        let pixels =
            down.iter().flat_map(|y| across.iter().flat_map(|x| picture.line(*x..*x + 1, *y))).copied().collect();
        Self { width: across.len(), pixels }
    }

    /// Each colour mixed with those around it: what matters is how much ink is where, not which pixel has how much.
    fn mixed(&self) -> Self {
        let count = 2 * AROUND as u32 + 1;
        let mean = |values: &[u8]| (values.iter().map(|value| u32::from(*value)).sum::<u32>() / count) as u8;
        self.around(mean)
    }

    /// The lowest or the highest of the colours around each.
    fn spread(&self, choose: fn(u8, u8) -> u8) -> Self {
        self.around(|values| values.iter().copied().reduce(choose).unwrap_or_default())
    }

    /// Makes one value of those up to [`AROUND`] steps around each: along the lines first, then down. Nearer to an edge
    /// they stay as they are: nobody looks at those.
    fn around(&self, make: impl Fn(&[u8]) -> u8) -> Self {
        let mut pixels = self.pixels.clone();
        for step in [3, 3 * self.width] {
            let before = pixels.clone();
            for at in AROUND * step..before.len().saturating_sub(AROUND * step) {
                let mut values = [0; 2 * AROUND + 1];
                for (by, value) in values.iter_mut().enumerate() {
                    *value = before[at + by * step - AROUND * step];
                }
                pixels[at] = make(&values);
            }
        }
        Self { width: self.width, pixels }
    }
}
