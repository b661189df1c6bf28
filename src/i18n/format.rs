//! Numbers, dates, sizes and lengths, by the browser's `Intl`.

use std::cell::OnceCell;

use js_sys::{Array, Function, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::I18n;
use crate::api::Timestamp;

/// One language's formatters, each made once, when it is first needed: making one costs more than using it.
pub(super) struct Formats {
    locales: Array,
    made: [OnceCell<Function>; 4],
    plural: Intl::PluralRules,
}

/// Which formatter.
#[derive(Clone, Copy)]
enum Format {
    Number,
    Compact,
    Date,
    DateTime,
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property on a plain object does not fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}

impl Formats {
    pub(super) fn new(tag: &str) -> Self {
        let wanted = Array::of1(&JsValue::from_str(tag));
        let known = Intl::NumberFormat::supported_locales_of(&wanted, &Object::new()).length() > 0;
        let locales = if known { wanted } else { Array::of1(&JsValue::from_str("en")) };
        let plural = Intl::PluralRules::new(&locales, &Object::new());
        Self { locales, made: Default::default(), plural }
    }

    /// What a formatter makes of it; one that refuses (a date out of range) gives nothing to show.
    fn write(&self, format: Format, value: &JsValue) -> String {
        let function = self.made[format as usize].get_or_init(|| {
            let number = |style: &[(&str, &str)]| Intl::NumberFormat::new(&self.locales, &options(style)).format();
            let date = |style: &[(&str, &str)]| Intl::DateTimeFormat::new(&self.locales, &options(style)).format();
            match format {
                Format::Number => number(&[]),
                Format::Compact => number(&[("maximumSignificantDigits", "3")]),
                Format::Date => date(&[("dateStyle", "medium")]),
                Format::DateTime => date(&[("dateStyle", "long"), ("timeStyle", "short")]),
            }
        });
        function.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }

    #[expect(clippy::cast_precision_loss, reason = "a count on the screen is far below 2^53")]
    pub(super) fn number(&self, number: u64) -> String {
        self.write(Format::Number, &JsValue::from_f64(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "a count on the screen is far below 2^53")]
    pub(super) fn category(&self, count: u64) -> String {
        self.plural.select(count as f64).into()
    }
}

impl I18n {
    /// A whole number with the language's digits and separators.
    #[must_use]
    pub fn number(self, number: u64) -> String {
        self.spoken().formats.number(number)
    }

    /// The day of a moment, in the person's time zone; a text that is no date is shown as it is.
    #[must_use]
    pub fn date(self, time: &Timestamp) -> String {
        self.moment(time, Format::Date)
    }

    /// Day and time of a moment, in the person's time zone.
    #[must_use]
    pub fn date_time(self, time: &Timestamp) -> String {
        self.moment(time, Format::DateTime)
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any year on the screen are far below 2^53")]
    fn moment(self, time: &Timestamp, format: Format) -> String {
        match time.millis() {
            Some(millis) => self.spoken().formats.write(format, &js_sys::Date::new(&JsValue::from_f64(millis as f64))),
            None => time.text().to_owned(),
        }
    }

    /// A size in bytes as kB, MB or GB (powers of ten), three digits.
    #[must_use]
    pub fn size(self, bytes: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
        let bytes = bytes as f64;
        let scaled = |by: f64| self.spoken().formats.write(Format::Compact, &JsValue::from_f64(bytes / by));
        if bytes < 1e6 {
            self.size_kb(&scaled(1e3))
        } else if bytes < 1e9 {
            self.size_mb(&scaled(1e6))
        } else {
            self.size_gb(&scaled(1e9))
        }
    }

    /// A length in seconds in words, for those who hear it: “1 hour 2 minutes 30 seconds”.
    #[must_use]
    pub fn length(self, seconds: f64) -> String {
        let (hours, minutes, seconds) = split(seconds);
        let mut parts = Vec::with_capacity(3);
        if hours > 0 {
            parts.push(self.length_hours(hours));
        }
        if minutes > 0 {
            parts.push(self.length_minutes(minutes));
        }
        if seconds > 0 || parts.is_empty() {
            parts.push(self.length_seconds(seconds));
        }
        parts.join(" ")
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a length can be")]
fn split(seconds: f64) -> (u64, u64, u64) {
    let whole = seconds.clamp(0.0, 1e9).round() as u64;
    (whole / 3600, whole / 60 % 60, whole % 60)
}

/// A length in seconds as a player shows it: `48:12`, `1:02:30`.
#[must_use]
pub fn clock(seconds: f64) -> String {
    let two = |n: u64| if n < 10 { "0".to_owned() + &n.to_string() } else { n.to_string() };
    match split(seconds) {
        (0, minutes, seconds) => minutes.to_string() + ":" + &two(seconds),
        (hours, minutes, seconds) => hours.to_string() + ":" + &two(minutes) + ":" + &two(seconds),
    }
}

/// The language tags that the browser prefers, the first one first.
#[must_use]
pub fn preferred() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.dyn_into::<JsString>().ok()).map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn a_length_reads_as_a_player_shows_it() {
        assert_eq!(clock(2892.4), "48:12");
        assert_eq!(clock(3750.0), "1:02:30");
        assert_eq!(clock(59.6), "1:00");
        assert_eq!(clock(-1.0), "0:00");
        assert_eq!(clock(f64::NAN), "0:00");
    }
}
