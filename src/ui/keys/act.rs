//! What the keys do: they press what can be seen, so that each says and refuses what a click does.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::{
    Keys, Visit,
    key::{Key, Way},
};
use crate::dom::Root;

const LIST: &str = ".shell [data-list]";
const ROW: &str = "[data-row]";
/// What has the focus while the rows are walked.
const PLACE: &str = "a.name, .pick input";
const PICK: &str = "[data-pick], .pick input";
/// Where the arrows, Home and End are another's.
const ARROWS: &str = "[role=toolbar], [role=radiogroup], .body, summary";

impl Keys {
    /// Answers whether there was anything to do.
    pub(super) fn act(self, key: Key, target: &Element) -> bool {
        let root = self.app.root;
        let row = target.closest(ROW).ok().flatten();
        let moves = matches!(key, Key::Walk(_) | Key::First | Key::Last);
        if moves && target.closest(ARROWS).ok().flatten().is_some() {
            return false;
        }
        match key {
            Key::Walk(way) => match &row {
                Some(row) => next(row, way).is_some_and(|row| focus(&row)),
                None => matches!(way, Way::Up | Way::Down) && first(root).is_some_and(|row| focus(&row)),
            },
            Key::First => first(root).is_some_and(|row| focus(&row)),
            Key::Last => last(root).is_some_and(|row| focus(&row)),
            // A link opens by itself.
            Key::Open => target.has_attribute("data-pick") && row.is_some_and(|row| press(&row, "a.name")),
            Key::Select => row.is_some_and(|row| press(&row, PICK)),
            Key::Archive => self.row_or_page(row.as_ref(), "[data-archive]", "archive"),
            Key::Share => self.row_or_page(row.as_ref(), "[data-permissions]", "share"),
            Key::Find => self.visit(".shell [type=search]", true),
            Key::Turn => self.visit("#vt-page", false),
            Key::Help => {
                self.shown.set(true);
                true
            }
        }
    }

    /// Presses it in this row, else for the collection that is open, else for all that are chosen.
    fn row_or_page(self, row: Option<&Element>, button: &str, many: &str) -> bool {
        let root = self.app.root;
        row.is_some_and(|row| press(row, button))
            || root.find(&[".head ", button].concat()).is_some_and(|button| pressed(&button))
            || root.find(&["[data-act=", many, "]"].concat()).is_some_and(|button| pressed(&button))
    }

    /// Goes to a field, for as long as it takes to type something.
    fn visit(self, selector: &str, finds: bool) -> bool {
        let root = self.app.root;
        let field = root.find(selector).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field else { return false };
        let before = root.active().and_then(|active| active.dyn_into::<HtmlElement>().ok());
        let before = before.or_else(|| root.find(PLACE));
        // A hidden one takes no focus.
        let _ = field.focus();
        if !root.active().is_some_and(|active| active.is_same_node(Some(&field))) {
            return false;
        }
        field.select();
        let sought = finds.then(|| field.value());
        self.visit.set_value(Some(Visit { field, before, sought }));
        true
    }
}

fn first(root: Root) -> Option<Element> {
    let first = root.find(LIST)?.first_element_child()?;
    if first.has_attribute("data-row") { Some(first) } else { along(&first, Element::next_element_sibling, |_| true) }
}

fn last(root: Root) -> Option<Element> {
    let last = root.find(LIST)?.last_element_child()?;
    if last.has_attribute("data-row") { Some(last) } else { along(&last, Element::previous_element_sibling, |_| true) }
}

/// The row beside another, as they are seen: below each other, or in a grid.
fn next(row: &Element, way: Way) -> Option<Element> {
    let rtl = row.matches(":dir(rtl)").unwrap_or_default();
    let forth = matches!((way, rtl), (Way::Down, _) | (Way::Right, false) | (Way::Left, true));
    let step = if forth { Element::next_element_sibling } else { Element::previous_element_sibling };
    let here = row.get_bounding_client_rect();
    let (top, left) = (here.top(), here.left());
    let same_line = |row: &Element| (row.get_bounding_client_rect().top() - top).abs() < 1.0;
    if matches!(way, Way::Left | Way::Right) {
        return along(row, step, |_| true).filter(same_line);
    }
    let same_column = |row: &Element| (row.get_bounding_client_rect().left() - left).abs() < 1.0;
    along(row, step, |row| !same_line(row) && same_column(row))
        // The last line may end before this column.
        .or_else(|| row.parent_element()?.last_element_child().filter(|last| forth && !same_line(last)))
}

/// The first row from here on, by `step`, that is as wanted.
fn along(from: &Element, step: fn(&Element) -> Option<Element>, wanted: impl Fn(&Element) -> bool) -> Option<Element> {
    let mut row = step(from);
    while let Some(at) = row {
        if at.has_attribute("data-row") && wanted(&at) {
            return Some(at);
        }
        row = step(&at);
    }
    None
}

fn focus(row: &Element) -> bool {
    find(row, PLACE).is_some_and(|place| place.focus().is_ok())
}

fn press(row: &Element, selector: &str) -> bool {
    find(row, selector).is_some_and(|button| pressed(&button))
}

fn pressed(button: &HtmlElement) -> bool {
    button.click();
    true
}

fn find(row: &Element, selector: &str) -> Option<HtmlElement> {
    row.query_selector(selector).ok().flatten()?.dyn_into().ok()
}
