//! Reading wasm: its sections, and what the project asks of them.

use std::collections::BTreeMap;

pub(crate) const CUSTOM: u8 = 0;
pub(crate) const IMPORTS: u8 = 2;
pub(crate) const EXPORTS: u8 = 7;
pub(crate) const CODE: u8 = 10;

/// What is yet to be read.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// At the first section of a module.
    pub(crate) fn of(wasm: &'a [u8]) -> Option<Self> {
        wasm.strip_prefix(b"\0asm\x01\0\0\0").map(Self)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.0
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number in LEB128.
    pub(crate) fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
    }

    /// Bytes with their length before them.
    pub(crate) fn block(&mut self) -> Option<Reader<'a>> {
        let length = self.number()?;
        let (block, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Reader(block))
    }

    pub(crate) fn imported_functions(&mut self) -> Option<usize> {
        let mut functions = 0;
        for _ in 0..self.number()? {
            self.block()?;
            self.block()?;
            match self.byte()? {
                0 => {
                    functions += 1;
                    self.number()?;
                }
                // A table has a type before its limits, a global a type and whether it changes.
                1 => {
                    self.byte()?;
                    self.limits()?;
                }
                2 => self.limits()?,
                _ => {
                    self.byte()?;
                    self.byte()?;
                }
            }
        }
        Some(functions)
    }

    fn limits(&mut self) -> Option<()> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Some(())
    }

    /// Of the section of names, those of functions.
    pub(crate) fn function_names(&mut self) -> Option<BTreeMap<usize, &'a str>> {
        let mut names = BTreeMap::new();
        while !self.0.is_empty() {
            let kind = self.byte()?;
            let mut part = self.block()?;
            if kind == 1 {
                for _ in 0..part.number()? {
                    let index = part.number()?;
                    names.insert(index, std::str::from_utf8(part.block()?.0).ok()?);
                }
            }
        }
        Some(names)
    }

    /// Of the section of exports, the names.
    fn exports(&mut self) -> Option<Vec<&'a str>> {
        let mut names = Vec::new();
        for _ in 0..self.number()? {
            names.push(std::str::from_utf8(self.block()?.0).ok()?);
            self.byte()?;
            self.number()?;
        }
        Some(names)
    }
}

/// The names of all that a module exports.
pub(crate) fn exports(wasm: &[u8]) -> Option<Vec<&str>> {
    let mut reader = Reader::of(wasm)?;
    while !reader.is_empty() {
        let kind = reader.byte()?;
        let mut section = reader.block()?;
        if kind == EXPORTS {
            return section.exports();
        }
    }
    Some(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_have_names() {
        let wasm = b"\0asm\x01\0\0\0\x01\x01\0\x07\x0a\x02\x01f\0\x03\x02mm\x02\0";
        assert_eq!(exports(wasm), Some(vec!["f", "mm"]));
        assert_eq!(exports(&wasm[..12]), None);
        assert_eq!(exports(b"no wasm"), None);
    }
}
