//! One row: a collection, who, and how.

use std::rc::Rc;

use crate::api::{AccessList, Collection, CollectionId, Grant, Level, Principal, User};

/// The words of the rows, in the person's language.
pub struct Words {
    /// The kind of a user.
    pub person: Rc<str>,
    /// The kind of a group.
    pub group: Rc<str>,
    /// The level of whom the collection belongs to.
    pub owner: Rc<str>,
    /// The level of an administrator.
    pub admin: Rc<str>,
    /// May change it.
    pub edit: Rc<str>,
    /// May look.
    pub view: Rc<str>,
    /// Stands in place of a name where a list has nobody.
    pub nobody: Rc<str>,
    /// Stands in place of a name that can't be read.
    pub unreadable: Rc<str>,
    /// What a user or group without a name is called.
    pub unnamed: Box<dyn Fn(Principal) -> String>,
}

/// A collection as the report names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Which one.
    pub id: CollectionId,
    /// The name that is shown.
    pub name: Rc<str>,
    /// The word for its type.
    pub kind: Rc<str>,
}

/// A row of the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The collection.
    pub of: Rc<Named>,
    /// Whom it is about; `None` where that can't be told.
    pub principal: Option<Principal>,
    /// The name that is shown.
    pub who: Rc<str>,
    /// A person's address.
    pub email: Option<String>,
    /// Person or group; empty where that can't be told.
    pub kind: Rc<str>,
    /// What they may do, in words; empty where that can't be told.
    pub level: Rc<str>,
}

/// The rows of one collection, in the server's order. The owner has a row also where the list leaves them out,
/// and a list with nobody in it a row that says so: what has been read is never missing.
#[must_use]
pub fn rows(words: &Words, of: &Rc<Named>, collection: &Collection, list: &AccessList) -> Vec<Row> {
    let owner = collection.owner.as_ref();
    let mut rows = Vec::with_capacity(list.grants.len() + 1);
    let listed = |owner: &&User| {
        let whom = Principal::User(owner.id);
        list.grants.iter().flatten().any(|grant| grant.principal == whom)
    };
    if let Some(owner) = owner.filter(|owner| !listed(owner)) {
        let name = Some(owner.name().to_owned());
        let (principal, email) = (Principal::User(owner.id), owner.email.clone());
        rows.push(row(words, of, &Grant { principal, name, email, level: Level::Admin }, true));
    }
    for grant in &list.grants {
        rows.push(match grant {
            Ok(grant) => {
                let owns = owner.is_some_and(|owner| Principal::User(owner.id) == grant.principal);
                row(words, of, grant, owns)
            }
            Err(_) => blank(of, &words.unreadable),
        });
    }
    if rows.is_empty() {
        rows.push(blank(of, &words.nobody));
    }
    rows
}

fn row(words: &Words, of: &Rc<Named>, grant: &Grant, owns: bool) -> Row {
    let kind = match grant.principal {
        Principal::User(_) => &words.person,
        Principal::Group(_) => &words.group,
    };
    let level = match &grant.level {
        _ if owns => words.owner.clone(),
        Level::Admin => words.admin.clone(),
        Level::Edit => words.edit.clone(),
        Level::View => words.view.clone(),
        Level::Other(word) => word.as_str().into(),
    };
    let name = grant.name.as_deref().filter(|name| !name.trim().is_empty());
    let who = name.map_or_else(|| (words.unnamed)(grant.principal).into(), Into::into);
    Row { of: of.clone(), principal: Some(grant.principal), who, email: grant.email.clone(), kind: kind.clone(), level }
}

fn blank(of: &Rc<Named>, who: &Rc<str>) -> Row {
    let none: Rc<str> = "".into();
    Row { of: of.clone(), principal: None, who: who.clone(), email: None, kind: none.clone(), level: none }
}

/// How many people and how many groups these rows are about.
#[must_use]
pub fn counts(rows: &[Row]) -> (u64, u64) {
    let mut all: Vec<Principal> = rows.iter().filter_map(|row| row.principal).collect();
    all.sort_unstable();
    all.dedup();
    let people = all.iter().filter(|one| matches!(one, Principal::User(_))).count();
    (people as u64, (all.len() - people) as u64)
}

#[cfg(test)]
pub(super) mod tests {
    use std::rc::Rc;

    use super::{Named, Row, Words, counts, rows};
    use crate::api::{
        AccessList, Archived, Collection, CollectionId, CollectionKind, Grant, GroupId, Level, Principal, Unreadable,
        User, UserId,
    };

    pub(crate) fn id(id: i64) -> CollectionId {
        CollectionId::new(id).unwrap()
    }

    pub(crate) fn user(id: i64) -> Principal {
        Principal::User(UserId::new(id).unwrap())
    }

    fn group(id: i64) -> Principal {
        Principal::Group(GroupId::new(id).unwrap())
    }

    fn words() -> Words {
        Words {
            person: "Person".into(),
            group: "Group".into(),
            owner: "Owner".into(),
            admin: "Administrator".into(),
            edit: "Can edit".into(),
            view: "Can view".into(),
            nobody: "nobody".into(),
            unreadable: "unreadable".into(),
            unnamed: Box::new(|whom| match whom {
                Principal::User(id) => format!("Person {id}"),
                Principal::Group(id) => format!("Group {id}"),
            }),
        }
    }

    pub(crate) fn named(number: i64, name: &str) -> Rc<Named> {
        Rc::new(Named { id: id(number), name: name.into(), kind: "Course".into() })
    }

    fn collection(owner: Option<i64>) -> Collection {
        let owner = owner.map(|id| User {
            id: UserId::new(id).unwrap(),
            full_name: Some("Ana".into()),
            display_name: None,
            email: Some("a@x.y".into()),
        });
        let kind = CollectionKind::Course;
        let archived = Archived::Unsaid;
        Collection { id: id(1), name: None, kind, permission: None, owner, created_at: None, archived, course_id: None }
    }

    fn grant(principal: Principal, name: &str, level: Level) -> Grant {
        Grant { principal, name: Some(name.into()), email: None, level }
    }

    fn read(owner: Option<i64>, grants: Vec<Result<Grant, Unreadable>>) -> Vec<Row> {
        rows(&words(), &named(1, "Bio"), &collection(owner), &AccessList { grants })
    }

    fn said(rows: &[Row]) -> Vec<String> {
        rows.iter().map(|row| [&*row.who, &*row.kind, &*row.level].join("/")).collect()
    }

    #[test]
    fn each_level_has_its_word_and_the_owner_is_known() {
        let rows = read(
            Some(3),
            vec![
                Ok(grant(user(3), "Ana", Level::Edit)),
                Ok(grant(user(4), " ", Level::View)),
                Ok(grant(group(4), "Lab", Level::Admin)),
                Ok(grant(group(5), "Rest", Level::Other("own".into()))),
                Err(Unreadable { id: None }),
            ],
        );
        let expected = [
            "Ana/Person/Owner",
            "Person 4/Person/Can view",
            "Lab/Group/Administrator",
            "Rest/Group/own",
            "unreadable//",
        ];
        assert_eq!(said(&rows), expected);
        assert_eq!(counts(&[rows.clone(), rows].concat()), (2, 2));
    }

    #[test]
    fn what_was_read_is_never_missing() {
        assert_eq!(said(&read(Some(3), vec![])), ["Ana/Person/Owner"]);
        assert_eq!(
            said(&read(Some(3), vec![Ok(grant(group(3), "Lab", Level::Edit))])),
            ["Ana/Person/Owner", "Lab/Group/Can edit"]
        );
        let nobody = read(None, vec![]);
        assert_eq!((said(&nobody), counts(&nobody)), (vec!["nobody//".to_owned()], (0, 0)));
    }
}
