//! What is typed or pasted: recipients, and what is looked for.

use proptest::prelude::*;
use vitrine::{
    find::Query,
    recipients::{Recipient, looks_like_email, parse},
};

use super::{cases, id, text};

#[derive(Clone, Debug)]
enum Given {
    Address(String),
    Person(i64),
    Group(i64),
}

fn given() -> impl Strategy<Value = Given> {
    prop_oneof![
        "[a-z0-9.+_-]{1,12}@[a-z0-9]{1,8}(\\.[a-z]{1,6}){1,3}".prop_map(Given::Address),
        id().prop_map(Given::Person),
        id().prop_map(Given::Group),
    ]
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_list_is_read_whatever_parts_it(
        list in prop::collection::vec((given(), prop::sample::select(vec![
            ",", ";", "\n", "\r\n", "\t", ", ", " ; ", "\u{200b},", "\u{2028}", "、", " \u{2069}",
        ]), any::<bool>()), 1..20),
    ) {
        let (mut text, mut wanted) = (String::new(), Vec::new());
        for (given, end, named) in list {
            let (written, read) = match given {
                Given::Address(address) if named => (format!("\"Doe, J.\" <{address}>"), address),
                Given::Address(address) => (address.clone(), address),
                Given::Person(id) => (format!("user:{id}"), format!("p{id}")),
                Given::Group(id) => (format!("Group:{id}"), format!("g{id}")),
            };
            text += &(written + end);
            if !wanted.contains(&read) {
                wanted.push(read);
            }
        }
        let read: Vec<String> = parse(&text).into_iter().map(|one| match one {
            Recipient::Email { address, .. } => address,
            Recipient::Person(id) => format!("p{id}"),
            Recipient::Group(id) => format!("g{id}"),
            other => format!("{other:?}"),
        }).collect();
        prop_assert_eq!(read, wanted, "{:?}", text);
    }

    #[test]
    fn from_any_text_come_only_addresses_and_ids_that_stand_in_it(text in text()) {
        let all = parse(&text);
        for (at, one) in all.iter().enumerate() {
            prop_assert!(!all[..at].contains(one));
            match one {
                Recipient::Email { address, .. } => prop_assert!(looks_like_email(address) && text.contains(&**address)),
                Recipient::Number(id) | Recipient::Person(id) | Recipient::Group(id) => {
                    prop_assert!(*id > 0 && text.contains(&id.to_string()), "{}", id);
                }
                Recipient::Unknown(word) => prop_assert!(text.contains(&**word)),
            }
        }
    }

    #[test]
    fn whatever_is_looked_for_finds_itself(text in text(), around in text()) {
        let query = Query::new(&text);
        prop_assert!(query.matches(&[&text]), "{:?}", text);
        let _ = query.matches(&[&around]);
    }
}
