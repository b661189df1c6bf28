//! Scripts that run before a page's own, in an engine whose driver can't see to that: a file of the page's own origin,
//! which its policy allows, read by the page first of all.

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{engine::Engine, setting};

/// The file's name.
pub(crate) const FILE: &str = "prepared.js";

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A folder of the page with the file, which goes when nobody needs it.
pub(crate) struct Prepared {
    pub(crate) folder: PathBuf,
    scripts: Mutex<Vec<(u64, String)>>,
}

impl Prepared {
    /// Nothing in an engine that needs none.
    pub(crate) fn new() -> Option<Self> {
        if Engine::chosen() == Engine::Chromium {
            return None;
        }
        let name = format!("prepared-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        for file in fs::read_dir(setting("VITRINE_DIST")).unwrap() {
            let (from, name) = file.map(|file| (file.path(), file.file_name())).unwrap();
            match name.to_str().unwrap() {
                html if html.ends_with(".html") => {
                    fs::write(folder.join(name), first(&fs::read_to_string(from).unwrap())).unwrap();
                }
                // Packed, it would be the one without.
                packed if packed.contains(".html.") => {}
                _ => symlink(from, folder.join(name)).unwrap(),
            }
        }
        let prepared = Self { folder, scripts: Mutex::default() };
        prepared.write();
        Some(prepared)
    }

    pub(super) fn add(&self, script: &str) -> u64 {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        self.scripts.lock().unwrap().push((number, script.to_owned()));
        self.write();
        number
    }

    pub(super) fn forget(&self, number: u64) {
        self.scripts.lock().unwrap().retain(|(known, _)| *known != number);
        self.write();
    }

    fn write(&self) {
        let scripts = self.scripts.lock().unwrap();
        // Each by itself: what one declares is none of the other's.
        let all: String = scripts.iter().map(|(_, script)| format!("(() => {{{script}\n}})();\n")).collect();
        fs::write(self.folder.join(FILE), all).unwrap();
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A document that reads the file first of all.
pub(crate) fn first(html: &str) -> String {
    let (doctype, rest) = html.split_once('>').unwrap();
    format!("{doctype}><script src=\"/{FILE}\"></script>{rest}")
}
