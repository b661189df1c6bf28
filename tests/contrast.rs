//! Contrast, computed from `style/tokens.css` and `more.css`: each pair of colours that is used, in every theme. Forced colours are
//! the browser's own.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, fs, path::Path};

/// Text on what it stands on (WCAG 1.4.3).
const TEXT: f64 = 4.5;
/// What shows a control or its state, and the focus (1.4.11).
const PART: f64 = 3.0;
/// Text, where a person asks for more (1.4.6).
const MORE: f64 = 7.0;

/// Every pair that the style sheets use.
const PAIRS: [(&str, &[&str], f64); 25] = [
    ("ink", &["canvas", "surface", "raised", "sunken", "accent-soft", "bad-soft"], TEXT),
    ("ink-2", &["canvas", "surface", "raised", "sunken", "accent-soft", "bad-soft"], TEXT),
    // Links, chosen buttons, avatars, summaries.
    ("accent", &["canvas", "surface", "raised", "accent-soft"], TEXT),
    ("accent-ink", &["accent"], TEXT),
    // Tags and notes.
    ("good", &["good-soft"], TEXT),
    ("warn", &["warn-soft", "surface"], TEXT),
    ("bad", &["bad-soft", "surface", "raised"], TEXT),
    ("inverse-ink", &["inverse"], TEXT),
    ("inverse-accent", &["inverse"], TEXT),
    ("badge-ink", &["badge over light", "badge over dark"], TEXT),
    // Edges of fields and buttons.
    ("line-strong", &["canvas", "surface", "raised"], PART),
    ("accent", &["sunken"], PART),
    // The focus ring, wherever something can have it; in a message it has that one's own colour.
    ("focus", &["canvas", "surface", "raised", "sunken"], PART),
    ("focus", &["accent-soft"], PART),
    ("focus", &["warn-soft"], PART),
    ("focus", &["bad-soft"], PART),
    ("inverse-accent", &["inverse"], PART),
    // Icons of states.
    ("good", &["surface"], PART),
    ("warn", &["canvas", "raised"], PART),
    ("bad", &["canvas"], PART),
    // Hovered: half of the way.
    ("ink", &["accent-soft in surface"], TEXT),
    ("ink-2", &["accent-soft in surface"], TEXT),
    ("accent", &["accent-soft in surface"], TEXT),
    ("bad", &["accent-soft in surface"], TEXT),
    ("accent-ink", &["ink in accent"], TEXT),
];

type Colour = [f64; 4];
type Tokens = BTreeMap<String, String>;

/// The tokens of a theme: (dark, more contrast).
fn tokens(more: bool) -> Tokens {
    let sheet = |name| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style").join(name)).unwrap();
    let (all, others) = (sheet("tokens.css"), sheet("more.css"));
    // The system's own colours, for engines from before these, are the system's affair.
    let (all, _) = all.split_once("@supports").unwrap();
    let (_, rest) = others.split_once("@media (prefers-contrast: more)").unwrap();
    let (stronger, _) = rest.split_once("@media").unwrap();
    let mut found = Tokens::new();
    for part in [Some(all), more.then_some(stronger)].into_iter().flatten() {
        for line in part.split(['{', '}', ';']) {
            if let Some((name, value)) = line.trim().strip_prefix("--vt-").and_then(|line| line.split_once(':')) {
                found.insert(name.to_owned(), value.trim().to_owned());
            }
        }
    }
    found
}

fn colour(tokens: &Tokens, name: &str, dark: bool) -> Colour {
    if let Some((one, other)) = name.split_once(" in ") {
        let (a, b) = (colour(tokens, one, dark), colour(tokens, other, dark));
        // As `.btn:hover` mixes them.
        let share = if one == "ink" { 0.12 } else { 0.55 };
        return [0, 1, 2, 3].map(|at| share * a[at] + (1.0 - share) * b[at]);
    }
    if let Some((one, below)) = name.split_once(" over ") {
        let (top, below) = (colour(tokens, one, dark), if below == "light" { 1.0 } else { 0.0 });
        return [0, 1, 2]
            .map(|at| top[3] * top[at] + (1.0 - top[3]) * below)
            .into_iter()
            .chain([1.0])
            .collect::<Vec<_>>()
            .try_into()
            .unwrap();
    }
    let value = tokens.get(name).unwrap_or_else(|| panic!("there is no --vt-{name}"));
    read(value, dark)
}

/// A colour as the tokens write it.
fn read(value: &str, dark: bool) -> Colour {
    if let Some((light, other)) =
        value.strip_prefix("light-dark(").and_then(|both| both.trim_end_matches(')').split_once(','))
    {
        return read(if dark { other } else { light }.trim(), dark);
    }
    if let Some(parts) = value.strip_prefix("rgb(") {
        let (rgb, alpha) = parts.trim_end_matches(')').split_once('/').unwrap();
        let rgb: Vec<f64> = rgb.split_whitespace().map(|part| part.parse::<f64>().unwrap() / 255.0).collect();
        return [rgb[0], rgb[1], rgb[2], alpha.trim().parse().unwrap()];
    }
    let hex = value.strip_prefix('#').unwrap_or_else(|| panic!("{value} is no colour"));
    assert_eq!(hex.len(), 6, "{value}");
    let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
    [part(0), part(2), part(4), 1.0]
}

/// WCAG's contrast ratio.
fn ratio(one: Colour, other: Colour) -> f64 {
    let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let light = |[r, g, b, _]: Colour| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (a, b) = (light(one), light(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_pair_has_the_contrast_it_needs_in_every_theme() {
    let mut poor = Vec::new();
    for (more, dark) in [(false, false), (false, true), (true, false), (true, true)] {
        let tokens = tokens(more);
        for (front, backs, wanted) in PAIRS {
            let wanted = if more && wanted == TEXT { MORE } else { wanted };
            for back in backs {
                let has = ratio(colour(&tokens, front, dark), colour(&tokens, back, dark));
                if has < wanted {
                    poor.push(format!("{front} on {back}: {has:.2} of {wanted}, dark: {dark}, more: {more}"));
                }
            }
        }
    }
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

#[test]
fn the_ratio_is_that_of_wcag() {
    let ratio = |one, other| (ratio(read(one, false), read(other, false)) * 100.0).round();
    assert_eq!(ratio("#000000", "#ffffff"), 2100.0);
    assert_eq!(ratio("#777777", "#ffffff"), 448.0);
    assert_eq!(read("light-dark(#000000, #ffffff)", true), [1.0; 4]);
}
