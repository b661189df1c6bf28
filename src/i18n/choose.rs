//! Which language somebody gets.

use super::LANGUAGES;

/// A language that is spoken: that of the texts, and the tag by which numbers and dates are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The language of the texts: a tag of [`LANGUAGES`], or a pseudo-language's.
    pub language: &'static str,
    /// The same language, with the region that the person prefers.
    pub tag: String,
}

impl Choice {
    /// The tag for `Intl`: a pseudo-language counts as English does.
    pub(super) fn formats(&self) -> &str {
        if is_pseudo(self.language) { "en" } else { &self.tag }
    }

    /// Whether its lines run from right to left.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.language.starts_with("ar") || self.language == "he"
    }
}

/// The languages that only tests speak; they are had where the deployment names them, and offered to nobody.
const PSEUDO: [&str; 2] = ["en-XA", "ar-XB"];

/// Whether it is one of these.
fn is_pseudo(language: &str) -> bool {
    language.len() > 2
}

/// The language that a deployment may decide on by this tag.
#[must_use]
pub fn decided(tag: &str) -> Option<&'static str> {
    PSEUDO.iter().copied().find(|pseudo| *pseudo == tag).or_else(|| language_of(tag))
}

/// The language of ours that a tag means, if it does. Traditional Chinese is none of ours.
#[must_use]
pub fn language_of(tag: &str) -> Option<&'static str> {
    let language = tag.get(..2).filter(|_| matches!(tag.as_bytes().get(2), None | Some(b'-')))?;
    // What Hebrew was called before 1989, and some browsers still call it.
    let language = if language == "iw" { "he" } else { language };
    let traditional = |mark: &str| tag.contains(mark) && !tag.contains("Hans");
    if language == "zh" && ["Hant", "-TW", "-HK", "-MO"].iter().any(|mark| traditional(mark)) {
        return None;
    }
    LANGUAGES.iter().map(|(tag, _)| *tag).find(|own| language.eq_ignore_ascii_case(own))
}

/// The language that the deployment decides, else the one that the person has chosen, else the first one that
/// their browser prefers, else English. Of the last three only what is offered; an empty list offers all.
#[must_use]
pub fn choose(named: Option<&str>, kept: Option<&str>, preferred: &[String], offered: &[&'static str]) -> Choice {
    if let Some((tag, language)) = named.and_then(|tag| Some((tag, decided(tag)?))) {
        // What names its own region is taken at its word.
        return if tag.len() > 2 { Choice { language, tag: tag.into() } } else { of(language, preferred) };
    }
    let ours = |tag| language_of(tag).filter(|language| offered.is_empty() || offered.contains(language));
    let wanted = kept.and_then(ours).or_else(|| preferred.iter().find_map(|tag| ours(tag)));
    of(wanted.or_else(|| ours("en")).unwrap_or_else(|| offered[0]), preferred)
}

/// A language of ours, with the region that the person prefers.
#[must_use]
pub fn of(language: &'static str, preferred: &[String]) -> Choice {
    let regional = preferred.iter().find(|tag| language_of(tag) == Some(language)).cloned();
    // Without a script, a browser takes the fonts of any Chinese.
    let plain = || if language == "zh" { "zh-Hans" } else { language }.to_owned();
    Choice { language, tag: regional.filter(|tag| tag != "zh").unwrap_or_else(plain) }
}

#[cfg(test)]
mod tests {
    use super::{choose, language_of};

    fn chosen(
        decided: Option<&str>,
        kept: Option<&str>,
        preferred: &[&str],
        offered: &[&'static str],
    ) -> (String, String) {
        let preferred: Vec<String> = preferred.iter().map(ToString::to_string).collect();
        let choice = choose(decided, kept, &preferred, offered);
        (choice.language.into(), choice.tag)
    }

    #[test]
    fn a_tag_means_a_language_of_ours() {
        for (tag, language) in [
            ("pt-BR", Some("pt")),
            ("FR", Some("fr")),
            ("iw", Some("he")),
            ("zh-Hans-CN", Some("zh")),
            ("zh-CN", Some("zh")),
            ("zh-TW", None),
            ("zh-Hant", None),
            ("it", None),
            ("fil", None),
            ("é", None),
            ("", None),
        ] {
            assert_eq!(language_of(tag), language, "{tag}");
        }
    }

    #[test]
    fn the_deployment_decides_then_the_person_then_the_browser() {
        for (decided, kept, preferred, language, tag) in [
            (Some("fr-CA"), Some("de"), &["es"][..], "fr", "fr-CA"),
            (Some("en"), Some("de"), &["fr", "en-GB"], "en", "en-GB"),
            (None, Some("pt"), &["es", "pt-BR"], "pt", "pt-BR"),
            (None, Some("nonsense"), &["zh-TW", "ja"], "ja", "ja"),
            (None, None, &["zh"], "zh", "zh-Hans"),
            (None, None, &["it", "nl"], "en", "en"),
            (None, None, &[], "en", "en"),
            (Some("en-XA"), None, &["fr"], "en-XA", "en-XA"),
        ] {
            assert_eq!(chosen(decided, kept, preferred, &[]), (language.into(), tag.into()), "{decided:?} {kept:?}");
        }
    }

    #[test]
    fn only_what_is_offered_is_taken() {
        assert_eq!(chosen(None, Some("es"), &["pt", "de-AT"], &["de", "fr"]).1, "de-AT");
        assert_eq!(chosen(None, None, &["en"], &["de", "fr"]).0, "de");
    }
}
