//! What makes these elements a view of Leptos, to be mounted. Nothing is rendered on a server and taken over
//! here, so that half of the trait has nothing to do.

use leptos::{
    __reexports::send_wrapper::SendWrapper,
    prelude::{AddAnyAttr, Mountable, Render, RenderHtml},
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        view::{Position, PositionState},
    },
};
use web_sys::{Element, Node};

use super::{
    Child, nodes,
    part::{clear, insert, marks, remove},
};

/// Elements as a view of Leptos; they belong to the thread that made them.
pub struct View(SendWrapper<Mounted>);

/// Elements in the document, or on their way there.
pub struct Mounted {
    start: Node,
    end: Node,
}

impl View {
    /// A view of what is given.
    pub fn new(child: impl Child) -> Self {
        let whole = nodes();
        let (start, end) = marks(&whole.0);
        insert(&nodes().with(child).0, &end);
        Self(SendWrapper::new(Mounted { start, end }))
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        clear(&self.start, &self.end);
        remove(&self.start);
        remove(&self.end);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let mut next = Some(self.start.clone());
        while let Some(node) = next {
            next = node.next_sibling().filter(|_| !node.is_same_node(Some(&self.end)));
            // Fails only for a node that holds its own parent.
            let _ = parent.insert_before(&node, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.start.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.start));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl Render for View {
    type State = Mounted;

    fn build(self) -> Mounted {
        self.0.take()
    }

    fn rebuild(self, state: &mut Mounted) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl AddAnyAttr for View {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for View {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Mounted {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
