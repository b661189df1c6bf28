//! Which key is which, pure.

/// What a key is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Key {
    /// To the next row that way.
    Walk(Way),
    First,
    Last,
    Open,
    Select,
    Archive,
    Share,
    Find,
    Turn,
    Help,
}

/// A way among rows, as it is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Up,
    Down,
    Left,
    Right,
}

/// What a key is for: by what it writes, or by its place on the keyboard where that writes no Latin letters.
pub(super) fn read(key: &str, code: &str, shift: bool) -> Option<Key> {
    let key = match (key.is_ascii(), code) {
        (true, _) => key,
        (false, "KeyX") => "x",
        (false, "KeyE") => "e",
        (false, "KeyS") => "s",
        (false, "KeyG") => "g",
        (false, "Slash") if shift => "?",
        (false, "Slash") => "/",
        (false, _) => return None,
    };
    // Some keyboards write these two only with Shift.
    match key {
        "/" => return Some(Key::Find),
        "?" => return Some(Key::Help),
        _ if shift => return None,
        _ => {}
    }
    Some(match key {
        "ArrowUp" => Key::Walk(Way::Up),
        "ArrowDown" => Key::Walk(Way::Down),
        "ArrowLeft" => Key::Walk(Way::Left),
        "ArrowRight" => Key::Walk(Way::Right),
        "Home" => Key::First,
        "End" => Key::Last,
        "Enter" => Key::Open,
        "x" => Key::Select,
        "e" => Key::Archive,
        "s" => Key::Share,
        "g" => Key::Turn,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Key, Way, read};

    #[test]
    fn a_key_is_read_by_what_it_writes() {
        assert_eq!(read("x", "KeyB", false), Some(Key::Select));
        assert_eq!(read("ArrowDown", "ArrowDown", false), Some(Key::Walk(Way::Down)));
        assert_eq!(read("/", "Digit7", true), Some(Key::Find));
        assert_eq!(read("?", "Slash", true), Some(Key::Help));
        assert_eq!((read("b", "KeyX", false), read("Tab", "Tab", false)), (None, None));
    }

    #[test]
    fn with_shift_it_is_another_one() {
        for key in ["X", "x", "E", "ArrowDown", "Home", "Enter"] {
            assert_eq!(read(key, "", true), None, "{key}");
        }
    }

    #[test]
    fn a_keyboard_without_latin_letters_has_places() {
        assert_eq!(read("ס", "KeyX", false), Some(Key::Select));
        assert_eq!(read("ظ", "Slash", false), Some(Key::Find));
        assert_eq!(read("؟", "Slash", true), Some(Key::Help));
        assert_eq!((read("ק", "KeyQ", false), read("ס", "KeyX", true)), (None, None));
    }
}
