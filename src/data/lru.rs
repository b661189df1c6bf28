//! A small map that forgets what was used longest ago.

/// Values by key, together at most of `capacity`. Some dozens of entries: a search through them all is cheaper, in
/// bytes and in time, than a second structure.
#[derive(Debug)]
pub(crate) struct Lru<K, V> {
    capacity: usize,
    weigh: fn(&V) -> usize,
    entries: Vec<(K, V)>,
}

impl<K: PartialEq, V: Clone> Lru<K, V> {
    /// An empty map. `weigh`: how much of the capacity a value takes.
    #[must_use]
    pub(crate) fn new(capacity: usize, weigh: fn(&V) -> usize) -> Self {
        Self { capacity, weigh, entries: Vec::new() }
    }

    /// The value of a key, which is then the newest.
    pub(crate) fn get(&mut self, key: &K) -> Option<V> {
        let at = self.entries.iter().position(|(known, _)| known == key)?;
        let entry = self.entries.remove(at);
        let value = entry.1.clone();
        self.entries.push(entry);
        Some(value)
    }

    /// Keeps a value, the oldest ones making room for it where there is none.
    pub(crate) fn put(&mut self, key: K, value: V) {
        self.entries.retain(|(known, _)| known != &key);
        self.entries.push((key, value));
        while self.entries.len() > 1 && self.values().map(self.weigh).sum::<usize>() > self.capacity {
            self.entries.remove(0);
        }
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
        let mut lru = Lru::new(4, |text: &&str| text.len());
        lru.put(1, "a");
        lru.put(2, "bb");
        assert_eq!(lru.get(&1), Some("a"));
        lru.put(3, "cc");
        assert_eq!((lru.get(&2), lru.get(&1), lru.get(&3)), (None, Some("a"), Some("cc")));
        lru.put(4, "dddddd");
        assert_eq!((lru.get(&3), lru.get(&4)), (None, Some("dddddd")));
    }
}
