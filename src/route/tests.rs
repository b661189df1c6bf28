use super::{Correction, Route, decode, encode};
use crate::{
    api::Paging,
    find::{Find, Show},
};

fn read(path: &str, query: &str) -> (Route, Option<Correction>) {
    let address = Route::read(path, query, 20);
    (address.route, address.corrected)
}

fn collections(page: u32, per_page: u32) -> Route {
    Route::collections(Paging { page, per_page })
}

#[test]
fn the_root_and_collections_are_the_first_page() {
    assert_eq!(read("/", ""), (collections(1, 20), None));
    assert_eq!(read("/collections/", ""), (collections(1, 20), None));
}

#[test]
fn page_and_size_are_in_the_address() {
    assert_eq!(read("/collections", "page=4&per_page=50"), (collections(4, 50), None));
}

#[test]
fn a_page_that_is_none_is_the_first_and_says_so() {
    for page in ["0", "-3", "x", "1.5", "%00", "１", "4294967295", "99999999999999999999"] {
        let query = format!("page={page}");
        assert_eq!(read("/collections", &query), (collections(1, 20), Some(Correction::Page)), "{page}");
    }
}

#[test]
fn a_page_past_any_end_is_kept_for_the_list_to_land_on_its_last() {
    assert_eq!(read("/collections", "page=4294967294"), (collections(u32::MAX - 1, 20), None));
}

#[test]
fn a_size_that_is_not_offered_is_the_nearest_one() {
    for (asked, used) in [("7", 10), ("33", 20), ("400", 50), ("0", 10), ("-1", 20), ("many", 20)] {
        let query = format!("per_page={asked}");
        assert_eq!(read("/collections", &query), (collections(1, used), Some(Correction::Size)), "{asked}");
    }
}

#[test]
fn an_id_is_an_int64_or_nothing() {
    let big = "9007199254740993";
    let (route, _) = read(&format!("/collections/{big}"), "media=9007199254740995");
    assert_eq!(route.write(20), format!("/collections/{big}?media=9007199254740995"));
    for id in ["0", "-1", "9223372036854775808", "1e3", "%20", "abc"] {
        assert_eq!(read(&format!("/collections/{id}"), "").0, Route::Unknown, "{id}");
    }
}

#[test]
fn what_is_written_reads_the_same() {
    let id = "42".parse().unwrap();
    let routes = [
        collections(1, 20),
        collections(62, 50),
        Route::Collections {
            paging: Paging { page: 2, per_page: 20 },
            find: Find {
                text: "é & “a b” #1".into(),
                show: Show::Archived,
                kind: "course".into(),
                level: "edit".into(),
            },
        },
        Route::Report { of: Vec::new() },
        Route::Report { of: vec![id, "9007199254740993".parse().unwrap()] },
        Route::Collection { id, paging: Paging { page: 3, per_page: 10 }, open: "7".parse().ok() },
    ];
    for route in routes {
        let address = route.write(20);
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        assert_eq!(read(path, query), (route, None), "{address}");
    }
}

#[test]
fn a_query_decodes_as_browsers_write_it() {
    assert_eq!(decode("a+b%20c%C3%A9%2"), "a b cé%2");
    assert_eq!(decode(&encode("é & م=?")), "é & م=?");
}
