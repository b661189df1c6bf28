//! Languages that nobody speaks, made from English: what a text in them is not, was forgotten or does not fit.

use std::collections::BTreeMap;

use crate::{Locale, Text};

/// The tags: a longer, accented one, and one that runs from right to left.
pub const PSEUDO: [&str; 2] = ["en-XA", "ar-XB"];

/// What is said from right to left, whatever the letters.
const OVERRIDE: char = '\u{202e}';
const END: char = '\u{202c}';

/// What makes a text longer.
const MORE: &str = " öñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ éļéṽéñ ţŵéļṽé";

/// English in one of the pseudo-languages: each text in brackets, each letter with an accent.
#[must_use]
pub fn pseudo(tag: &str, english: &Locale) -> BTreeMap<String, Text> {
    let change = if tag == PSEUDO[0] { longer } else { mirrored };
    let text = |text: &Text| match text {
        Text::One(text) => Text::One(change(text)),
        Text::Forms(forms) => {
            Text::Forms(forms.iter().map(|(category, form)| (category.clone(), change(form))).collect())
        }
    };
    english.texts.iter().map(|(key, english)| (key.clone(), text(english))).collect()
}

/// Two fifths longer.
fn longer(text: &str) -> String {
    let letters = parts(text).filter(|(_, word)| *word).map(|(part, _)| part.chars().count()).sum::<usize>();
    let more: String = MORE.chars().cycle().take((letters * 2).div_ceil(5)).collect();
    let words: String = parts(text).map(|(part, word)| if word { accented(part) } else { part.into() }).collect();
    format!("[{words}{}]", more.trim_end())
}

/// From right to left; what is put in keeps its own direction.
fn mirrored(text: &str) -> String {
    let turned = |part: &str| format!("{OVERRIDE}{}{END}", accented(part));
    let words: String = parts(text).map(|(part, word)| if word { turned(part) } else { part.into() }).collect();
    format!("{}{words}{}", turned("["), turned("]"))
}

/// The placeholders of a text and what stands between them; `true` for the latter.
fn parts(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let pieces = text.split_inclusive('}').flat_map(|piece| {
        let (words, placeholder) = piece.split_at(piece.find('{').unwrap_or(piece.len()));
        [(words, true), (placeholder, false)]
    });
    pieces.filter(|(part, _)| !part.is_empty())
}

fn accented(text: &str) -> String {
    const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const ACCENTED: &str = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž";
    let accent = |letter| PLAIN.find(letter).and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(letter);
    text.chars().map(accent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_accents_and_length_and_placeholders_stay() {
        assert_eq!(longer("Share “{name}”"), "[Šĥåŕé “{name}” öñé]");
        assert_eq!(accented("ABCZabcz"), "ÅƁÇŽåƀçž");
    }

    #[test]
    fn a_mirrored_text_runs_from_right_to_left_around_what_is_put_in() {
        assert_eq!(
            mirrored("of {=last}!"),
            "\u{202e}[\u{202c}\u{202e}öƒ \u{202c}{=last}\u{202e}!\u{202c}\u{202e}]\u{202c}"
        );
    }
}
