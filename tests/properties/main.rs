//! Whatever comes from outside, the client reads it without a panic, and ids and texts come through unchanged.
//! `PROPTEST_CASES` sets how many cases are tried.
#![allow(clippy::unwrap_used)]

mod addresses;
mod answers;
mod settings;
mod table;
mod typed;

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};

/// As many cases as are asked for, and else few: nothing is written into the checkout.
fn cases(few: u32) -> Config {
    let config = Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { config.cases } else { few };
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Random, ..config }
}

/// A text as hostile as they come: what parts words, cells and addresses, what is not seen, markup, and the rest.
fn text() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "<script>",
        "&amp;",
        "\"",
        "'",
        "=",
        "+",
        "-",
        "@",
        "%",
        "%2",
        "%00",
        "\0",
        "\r\n",
        "\t",
        " ",
        ",",
        ";",
        "/",
        "\\",
        "?",
        "#",
        "{id}",
        "\u{202e}",
        "\u{2068}",
        "\u{200b}",
        "\u{feff}",
        "é",
        "👩🏽‍🔬",
        "٣",
        "＝",
        "0",
        "7",
        "user:",
        "a@b.c",
        "javascript:",
        "https://",
        "\u{85}",
        "\u{2028}",
    ]);
    let part = prop_oneof![4 => nasty.prop_map(str::to_owned), 2 => "\\PC{0,6}", 1 => any::<String>()];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

/// An id, small or as large as they get.
fn id() -> impl Strategy<Value = i64> {
    prop_oneof![1..200_i64, 1..=i64::MAX, Just(i64::MAX), Just(9_007_199_254_740_993)]
}
