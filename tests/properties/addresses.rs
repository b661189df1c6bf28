//! What the address bar says.

use proptest::prelude::*;
use vitrine::{
    api::{CollectionId, MediaId, Paging},
    find::{Find, Show},
    route::{Route, SIZES, decode, encode},
};

use super::{cases, id, text};

fn size() -> impl Strategy<Value = u32> {
    prop::sample::select(SIZES.to_vec())
}

fn route() -> impl Strategy<Value = Route> {
    let paging =
        || (prop_oneof![1..90_u32, 1..=u32::MAX], size()).prop_map(|(page, per_page)| Paging { page, per_page });
    let show = prop::sample::select(vec![Show::Any, Show::Archived, Show::Active]);
    let find = (text(), show, text(), text()).prop_map(|(text, show, kind, level)| Find { text, show, kind, level });
    let collection = |id| CollectionId::new(id).unwrap();
    let open = prop::option::of(id().prop_map(|id| MediaId::new(id).unwrap()));
    prop_oneof![
        (paging(), find).prop_map(|(paging, find)| Route::Collections { paging, find }),
        (id().prop_map(collection), paging(), open).prop_map(|(id, paging, open)| Route::Collection {
            id,
            paging,
            open
        }),
        prop::collection::vec(id().prop_map(collection), 0..40).prop_map(|of| Route::Report { of }),
    ]
}

fn read(address: &str, size: u32) -> vitrine::route::Address {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Route::read(path, query, size)
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn what_is_written_reads_the_same(route in route(), size in size()) {
        let address = route.write(size);
        let back = read(&address, size);
        prop_assert_eq!(&back.route, &route, "{}", address);
        prop_assert_eq!(back.corrected, None);
        // It goes through a link and the address bar as it is.
        prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"\\#".contains(&byte)), "{}", address);
    }

    #[test]
    fn any_address_is_some_place_and_that_place_has_an_address(
        start in prop::sample::select(vec!["", "/", "/collections", "/collections/", "/report", "//"]),
        path in text(), query in text(), names in prop::collection::vec((
            prop::sample::select(vec!["page", "per_page", "find", "show", "type", "level", "media", "of"]), text(),
        ), 0..5), size in size(),
    ) {
        let pairs: Vec<String> = names.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let place = Route::read(&format!("{start}{path}"), &format!("{query}&{}", pairs.join("&")), size).route;
        if let Some(paging) = place.paging() {
            prop_assert!(paging.page > 0 && SIZES.contains(&paging.per_page));
        }
        if place != Route::Unknown {
            prop_assert_eq!(read(&place.write(size), size).route, place);
        }
    }

    #[test]
    fn texts_come_back_from_a_query(text in any::<String>()) {
        prop_assert_eq!(decode(&encode(&text)), text);
    }
}
