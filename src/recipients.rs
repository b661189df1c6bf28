//! What a person types or pastes into “Add people or groups”, read as recipients. Pure.

use crate::api::UserId;

/// One recipient, as far as the text tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recipient {
    /// An address, with the name that stood before it.
    Email {
        /// The address as it was written.
        address: String,
        /// The name, where there was one.
        name: Option<String>,
    },
    /// An id that may be a person's or a group's: to be asked.
    Number(i64),
    /// A person's id: `user:5`, `person:5`.
    Person(i64),
    /// A group's id: `group:42`.
    Group(i64),
    /// Neither an address nor an id; kept as it was written.
    Unknown(String),
}

/// Marks that often wrap an address in running text.
const AROUND: [char; 10] = ['(', ')', '[', ']', '\'', '"', '“', '”', '.', ':'];

fn ends_a_name(c: char) -> bool {
    matches!(c, ',' | ';' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '、' | '，' | '；' | '،' | '؛')
}

/// A stray `>` and the unseen marks that copying brings along (isolates, directions, zero width) part words too.
fn parts(c: char) -> bool {
    let unseen = matches!(c, '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    c == '>' || unseen || c.is_whitespace() || c.is_control() || ends_a_name(c)
}

/// Reads a text. Every word of it ends in a recipient or in the name of one.
#[must_use]
pub fn parse(text: &str) -> Vec<Recipient> {
    let (mut list, mut words, mut rest) = (Vec::new(), Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        if parts(first) {
            if ends_a_name(first) {
                flush(&mut words, &mut list);
            }
            rest = after;
        } else if first == '<' {
            let (inner, end) = word(after.trim_start_matches(char::is_whitespace));
            rest = if let Recipient::Email { address, .. } = classify(inner) {
                let name = std::mem::take(&mut words).join(" ");
                let name = Some(name).filter(|name| !name.is_empty());
                fold_into(&mut list, vec![Recipient::Email { address, name }]);
                end
            } else {
                // No address in it: the bracket only parts words.
                flush(&mut words, &mut list);
                after
            };
        } else if let Some((quoted, end)) = quoted(first, after) {
            words.extend(Some(quoted.trim()).filter(|quoted| !quoted.is_empty()));
            rest = end;
        } else {
            let (next, end) = word(rest);
            let clear = matches!(classify(next), Recipient::Email { .. } | Recipient::Person(_) | Recipient::Group(_));
            if clear {
                flush(&mut words, &mut list);
            }
            words.push(next);
            if clear {
                flush(&mut words, &mut list);
            }
            rest = end;
        }
    }
    flush(&mut words, &mut list);
    list
}

/// Up to what parts words, and what follows.
fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| c == '<' || parts(c)).unwrap_or(text.len()))
}

/// What stands in quotes and what follows; quotes end on their line or are none.
fn quoted(first: char, after: &str) -> Option<(&str, &str)> {
    let at = after.find(['"', '“', '”', '\n', '\r']).filter(|_| matches!(first, '"' | '“' | '„'))?;
    let end = after[at..].chars().next().filter(|end| !ends_a_name(*end))?;
    Some((&after[..at], &after[at + end.len_utf8()..]))
}

/// Words that turned out to be no name.
fn flush(words: &mut Vec<&str>, list: &mut Vec<Recipient>) {
    for word in words.drain(..) {
        let one = classify(word);
        // A whole list in quotes, as spreadsheets copy it; there are no quotes in quotes, so this ends.
        let many = matches!(one, Recipient::Unknown(_)) && word.contains('@') && word.contains(parts);
        fold_into(list, if many { parse(word) } else { vec![one] });
    }
}

fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.split_at_checked(prefix.len()).filter(|(head, _)| head.eq_ignore_ascii_case(prefix)).map(|(_, tail)| tail)
}

fn classify(word: &str) -> Recipient {
    let id = |text: &str| text.parse().ok().map(UserId::get);
    let person = after(word, "user:").or_else(|| after(word, "person:")).and_then(id).map(Recipient::Person);
    let group = || after(word, "group:").and_then(id).map(Recipient::Group);
    let email = || {
        // A link may say more than the address: `mailto:a@b.c?subject=…`.
        let link = after(word, "mailto:").map(|link| link.split('?').next().unwrap_or(link));
        let bare = link.unwrap_or(word);
        let address = [bare, bare.trim_matches(AROUND)].into_iter().find(|text| looks_like_email(text))?;
        Some(Recipient::Email { address: address.to_owned(), name: None })
    };
    let number = || id(word).map(Recipient::Number);
    person.or_else(group).or_else(email).or_else(number).unwrap_or_else(|| Recipient::Unknown(word.to_owned()))
}

/// Whether it can be an address: never stricter than `<input type=email>`, and open to other scripts.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    let foreign = |c: char| !c.is_ascii() && !parts(c) && !matches!(c, '“' | '”' | '„');
    let local = |c: char| c.is_ascii_graphic() && !">@<\"()[]\\:,;".contains(c) || foreign(c);
    let label = |c: char| c.is_ascii_alphanumeric() || c == '-' || foreign(c);
    text.split_once('@').is_some_and(|(name, domain)| {
        let labels = domain.split('.').all(|part| !part.is_empty() && part.chars().all(label));
        !name.is_empty() && name.chars().all(local) && labels
    })
}

/// Adds what is not there yet: addresses are compared without ASCII case, ids by value. A name that was
/// missing is filled in.
pub fn fold_into(list: &mut Vec<Recipient>, more: Vec<Recipient>) {
    for new in more {
        let same = list.iter_mut().find_map(|old| match (&mut *old, &new) {
            (Recipient::Email { address, name }, Recipient::Email { address: other, name: known }) => {
                address.eq_ignore_ascii_case(other).then(|| *name = name.take().or_else(|| known.clone()))
            }
            (old, new) => (old == new).then_some(()),
        });
        if same.is_none() {
            list.push(new);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Recipient, looks_like_email, parse};

    /// Short forms: `a@b (Name)`, `?5`, `p5`, `g5`, `!word`.
    fn read(text: &str) -> Vec<String> {
        let short = |one| match one {
            Recipient::Email { address, name: None } => address,
            Recipient::Email { address, name: Some(name) } => address + " (" + &name + ")",
            Recipient::Number(id) => "?".to_owned() + &id.to_string(),
            Recipient::Person(id) => "p".to_owned() + &id.to_string(),
            Recipient::Group(id) => "g".to_owned() + &id.to_string(),
            Recipient::Unknown(word) => "!".to_owned() + &word,
        };
        parse(text).into_iter().map(short).collect()
    }

    #[test]
    fn commas_semicolons_spaces_and_lines_part_recipients() {
        assert_eq!(
            read("a@b.c,d@e.f; 5\tuser:6\r\nGroup:7 person:8 Jane"),
            ["a@b.c", "d@e.f", "?5", "p6", "g7", "p8", "!Jane"]
        );
        assert_eq!(read(" ,;\n<> \"\" "), Vec::<String>::new());
        assert_eq!(read("(a@b.c). \u{2068}d@e.f\u{2069} MAILTO:g@h.i?subject=x"), ["a@b.c", "d@e.f", "g@h.i"]);
    }

    #[test]
    fn a_name_belongs_to_the_address_after_it() {
        assert_eq!(read("Jane van Doe <j@x.y>"), ["j@x.y (Jane van Doe)"]);
        assert_eq!(read("\"Doe, Jane\" <j@x.y>, “Roe, R” < r@x.y >"), ["j@x.y (Doe, Jane)", "r@x.y (Roe, R)"]);
        assert_eq!(read("a@b.c Jane<mailto:j@x.y>; Bob\nRoe <r@x.y"), ["a@b.c", "j@x.y (Jane)", "!Bob", "r@x.y (Roe)"]);
        assert_eq!(
            read("Jane <user:5> \"Doe, J\" \"a@b.c, 7\" \"half, x"),
            ["!Jane", "p5", "!Doe, J", "a@b.c", "?7", "!\"half", "!x"]
        );
    }

    #[test]
    fn repeats_are_one_and_bad_ids_are_unknown() {
        assert_eq!(read("A@b.c Jane <a@B.c> 7 007 x x user:7"), ["A@b.c (Jane)", "?7", "!x", "p7"]);
        assert_eq!(read("9223372036854775807"), ["?9223372036854775807"]);
        assert_eq!(
            read("9223372036854775808 0 -1 +1 user:0 ١"),
            ["!9223372036854775808", "!0", "!-1", "!+1", "!user:0", "!١"]
        );
    }

    #[test]
    fn addresses_are_judged_no_stricter_than_by_the_browser() {
        for good in ["a@b", "o'x+1@a-b.co", ".a..b!#$%&*/=?^_`{|}~-@1.2", "ü@bücher.de"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b..c", "a@.b", "a@b.", "a@b c", "<a@b>"] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }

    #[test]
    fn nothing_is_lost_from_any_text() {
        // No `?`: what follows it in a link is no recipient, and dropped on purpose.
        let junk = " \t\n,;<>\"'@.:()\u{2068}“„é،-".chars().collect::<Vec<_>>();
        let words = ["", "user:", "mailto:", "x", "g@", "group:"];
        let mut state = 7_u32;
        let mut random = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        for _ in 0..20_000 {
            let (mut text, count) = (String::new(), 1 + random(6));
            for token in 0..count {
                text += words[random(words.len())];
                text += &(10_000 + token).to_string();
                text.extend((0..1 + random(3)).map(|_| junk[random(junk.len())]));
            }
            let all = read(&text).join(" ");
            assert!((0..count).all(|token| all.contains(&(10_000 + token).to_string())), "{text:?} became {all:?}");
        }
    }
}
