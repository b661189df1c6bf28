//! Pages of lists.

/// A row that could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// Its id, where at least that could be read.
    pub id: Option<i64>,
}

/// One row: what it says, or that it can't be read.
pub type Row<T> = Result<T, Unreadable>;

/// Which page, and how long pages are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Paging {
    /// The page, from 1 [R].
    pub page: u32,
    /// Rows a page, at most 50 [R].
    pub per_page: u32,
}

impl Paging {
    /// The number of the page's first row in the whole list, from 1.
    #[must_use]
    pub fn first(&self) -> u64 {
        u64::from(self.page.saturating_sub(1)) * u64::from(self.per_page) + 1
    }

    /// The number of the page's last row in the whole list, where the page has so many rows.
    #[must_use]
    pub fn last(&self, rows: usize) -> u64 {
        self.first() - 1 + rows as u64
    }
}

/// What the server says of a list as a whole [D]; all of it may be absent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Meta {
    /// The page that this is, from 1.
    pub current_page: Option<u32>,
    /// The last page that there is.
    pub last_page: Option<u32>,
    /// Rows in the whole list.
    pub total: Option<u64>,
}

/// One page of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct List<T> {
    /// Its rows, in the server's order, each id once.
    pub rows: Vec<Row<T>>,
    /// How many rows the server sent, those counted that it repeated.
    pub received: usize,
    /// What the server says of the list.
    pub meta: Meta,
}

impl<T> List<T> {
    /// Whether there may be a page after this one: as the server says, else where this one is full.
    #[must_use]
    pub fn may_have_more(&self, asked: Paging) -> bool {
        match self.meta.last_page {
            Some(last) => asked.page < last,
            None => self.received > 0 && self.received as u64 >= u64::from(asked.per_page),
        }
    }
}
