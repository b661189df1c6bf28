//! `config.json`, and the attributes of an element, which `embed.js` writes in the same form.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use vitrine::{
    auth::SignInKind,
    config::{Config, is_http},
    route::SIZES,
};

use super::{cases, text};

const NAMES: &str = "api page_size media_link confirm_archive locale locales permission_dialect mode pick_max embed_url \
    features sign_in theme";

fn value() -> impl Strategy<Value = Value> {
    let right = [
        json!("https://studio.example/"),
        json!("http://s/x{embed_id}/{id}"),
        json!("https://"),
        json!("http:///"),
        json!("javascript:alert(1)"),
        json!("//evil.example"),
        json!(20),
        json!(-1),
        json!(1e300),
        json!(true),
        json!("pt-BR"),
        json!(["fr", "pt-BR"]),
        json!([1]),
        json!("wrapped"),
        json!("pick"),
        json!({"create": false}),
        json!({"create": 0}),
        json!({"kind": "cookie", "url": "/sign-in"}),
        json!({"kind": "cookie", "url": "//evil.example"}),
        json!({"kind": "cookie", "url": "/\t/evil.example"}),
        json!({"kind": "token"}),
        json!({"kind": "demo", "identities": [{"name": "x", "token": ""}]}),
        Value::Null,
    ];
    let url = text().prop_map(|text| json!({"kind": "cookie", "url": format!("/{text}")}));
    prop_oneof![
        8 => prop::sample::select(right.to_vec()),
        1 => text().prop_map(Value::from),
        1 => text().prop_map(|text| format!("https://{text}").into()),
        1 => url,
        1 => any::<u64>().prop_map(Value::from),
    ]
}

/// Whether a browser that follows it stays on the origin.
fn stays(link: &str) -> bool {
    let here = url::Url::parse("https://here.example/").unwrap();
    here.join(link).is_ok_and(|there| there.origin() == here.origin())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn settings_are_used_or_refused_by_name_and_what_is_used_is_safe(
        settings in prop::collection::vec((prop::sample::select(NAMES.split_whitespace().collect::<Vec<_>>()), value()), 0..5),
    ) {
        let settings: Map<String, Value> = settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        match Config::read(&Value::Object(settings.clone()).to_string()) {
            Err(wrong) => {
                let name = wrong.setting.split('.').next().unwrap();
                prop_assert!(settings.contains_key(name) && !wrong.right.is_empty(), "{}", wrong.setting);
            }
            Ok(config) => {
                prop_assert!(config.api.is_empty() || is_http(&config.api), "{}", config.api);
                prop_assert!(!config.api.ends_with('/'));
                prop_assert!(SIZES.contains(&config.page_size) && config.pick_max > 0);
                prop_assert!(config.media_link.iter().chain(&config.embed_url).all(|link| is_http(link)));
                if let SignInKind::Cookie { sign_in_url: Some(link) } = config.sign_in {
                    prop_assert!(is_http(&link) || stays(&link), "{link:?}");
                }
            }
        }
    }

    #[test]
    fn no_text_makes_the_settings_panic(text in text()) {
        drop(Config::read(&text));
    }
}
