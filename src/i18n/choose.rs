//! Which language somebody gets.

use super::LANGUAGES;

/// A language that is spoken: that of the texts, and the tag by which numbers and dates are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The language of the texts: a tag of [`LANGUAGES`], or a pseudo-language's.
    pub language: String,
    /// The same language, with the region that the person prefers.
    pub tag: String,
}

impl Choice {
    /// The tag for `Intl`: a pseudo-language counts as English does.
    pub(super) fn formats(&self) -> &str {
        if is_pseudo(&self.language) { "en" } else { &self.tag }
    }

    /// Whether its lines run from right to left.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.language.starts_with("ar") || self.language == "he"
    }
}

/// A language that only tests speak; it is had where the deployment names it, and offered to nobody.
#[must_use]
pub fn is_pseudo(tag: &str) -> bool {
    matches!(tag, "en-XA" | "ar-XB")
}

/// The language of ours that a tag means, if it does. Traditional Chinese is none of ours.
#[must_use]
pub fn language_of(tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let language = match parts.next()? {
        "iw" => "he",
        "zh" => {
            let parts: Vec<&str> = parts.collect();
            let traditional = parts.iter().any(|part| matches!(*part, "hant" | "tw" | "hk" | "mo"));
            if traditional && !parts.contains(&"hans") {
                return None;
            }
            "zh"
        }
        language => language,
    };
    LANGUAGES.iter().map(|(tag, _)| *tag).find(|tag| *tag == language)
}

/// The language that the deployment decides, else the one that the person has chosen, else the first one that
/// their browser prefers and that is offered, else English, where it is.
#[must_use]
pub fn choose(decided: Option<&str>, kept: Option<&str>, preferred: &[String], offered: &[&str]) -> Choice {
    if let Some(tag) = decided {
        if is_pseudo(tag) {
            return Choice { language: tag.into(), tag: tag.into() };
        }
        if let Some(language) = language_of(tag) {
            let regional = tag.len() > language.len();
            return if regional {
                Choice { language: language.into(), tag: tag.into() }
            } else {
                of(language, preferred)
            };
        }
    }
    let ours = |tag: &str| language_of(tag).filter(|language| offered.contains(language));
    let wanted = kept.into_iter().chain(preferred.iter().map(String::as_str)).find_map(ours);
    let fallback = if offered.contains(&"en") { None } else { offered.first().copied() };
    of(wanted.or(fallback).unwrap_or("en"), preferred)
}

/// A language of ours, with the region that the person prefers.
#[must_use]
pub fn of(language: &str, preferred: &[String]) -> Choice {
    let regional = preferred.iter().find(|tag| language_of(tag) == Some(language)).cloned();
    // Without a script, a browser takes the fonts of any Chinese.
    let plain = || if language == "zh" { "zh-Hans" } else { language }.to_owned();
    Choice { language: language.into(), tag: regional.filter(|tag| tag != "zh").unwrap_or_else(plain) }
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, choose, language_of};

    fn chosen(decided: Option<&str>, kept: Option<&str>, preferred: &[&str], offered: &[&str]) -> (String, String) {
        let preferred: Vec<String> = preferred.iter().map(ToString::to_string).collect();
        let choice = choose(decided, kept, &preferred, offered);
        (choice.language, choice.tag)
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
            ("", None),
        ] {
            assert_eq!(language_of(tag), language, "{tag}");
        }
    }

    #[test]
    fn the_deployment_decides_then_the_person_then_the_browser() {
        let all = LANGUAGES.map(|(tag, _)| tag);
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
            assert_eq!(chosen(decided, kept, preferred, &all), (language.into(), tag.into()), "{decided:?} {kept:?}");
        }
    }

    #[test]
    fn only_what_is_offered_is_taken() {
        assert_eq!(chosen(None, Some("es"), &["pt", "de-AT"], &["de", "fr"]).1, "de-AT");
        assert_eq!(chosen(None, None, &["en"], &["de", "fr"]).0, "de");
    }
}
