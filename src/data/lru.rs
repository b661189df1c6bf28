//! A small map that forgets what was used longest ago.

/// At most `capacity` values by key. Some dozens of entries: a search through them all is cheaper, in
/// bytes and in time, than a second structure.
#[derive(Debug)]
pub(crate) struct Lru<K, V> {
    capacity: usize,
    entries: Vec<(K, V)>,
}

impl<K: PartialEq, V: Clone> Lru<K, V> {
    /// An empty map.
    #[must_use]
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, entries: Vec::new() }
    }

    /// The value of a key, which is then the newest.
    pub(crate) fn get(&mut self, key: &K) -> Option<V> {
        let at = self.entries.iter().position(|(known, _)| known == key)?;
        let entry = self.entries.remove(at);
        let value = entry.1.clone();
        self.entries.push(entry);
        Some(value)
    }

    /// Keeps a value, the oldest one making room for it where there is none.
    pub(crate) fn put(&mut self, key: K, value: V) {
        self.entries.retain(|(known, _)| known != &key);
        if self.entries.len() == self.capacity {
            self.entries.remove(0);
        }
        self.entries.push((key, value));
    }

    /// Changes every value that is kept.
    pub(crate) fn change(&mut self, mut change: impl FnMut(&mut V)) {
        self.entries.iter_mut().for_each(|(_, value)| change(value));
    }

    /// Every value that is kept.
    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::Lru;

    #[test]
    fn the_one_used_longest_ago_goes() {
        let mut lru = Lru::new(2);
        lru.put(1, "a");
        lru.put(2, "b");
        assert_eq!(lru.get(&1), Some("a"));
        lru.put(3, "c");
        assert_eq!((lru.get(&2), lru.get(&1), lru.get(&3)), (None, Some("a"), Some("c")));
    }
}
