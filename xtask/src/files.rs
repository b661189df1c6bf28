//! Files, with failures that name them.

use std::{
    fs,
    io::{Error, ErrorKind},
    path::{Path, PathBuf},
};

use crate::Failure;

pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(problem(path, "read"))
}

pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(problem(path, "read"))
}

pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(problem(path, "written"))
}

/// Makes a folder and those above it.
pub(crate) fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(problem(folder, "made"))
}

pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::rename(from, to).map_err(problem(to, "made"))
}

/// Removes a file, or a folder with all that is in it. What is not there needs no removing.
pub(crate) fn remove(path: &Path) -> Result<(), Failure> {
    let done = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    done.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
        .map_err(problem(path, "removed"))
}

/// A file's length in bytes.
pub(crate) fn length(path: &Path) -> Result<u64, Failure> {
    fs::metadata(path).map(|data| data.len()).map_err(problem(path, "read"))
}

/// All files at or below a path, sorted. What does not exist counts as empty.
pub(crate) fn list(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in entries(path)? {
        found.extend(list(&entry)?);
    }
    found.sort();
    Ok(found)
}

/// What is right below a folder.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(problem(folder, "listed"))?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(problem(folder, "listed"))).collect()
}

fn problem(path: &Path, verb: &str) -> impl Fn(Error) -> Failure {
    move |error| format!("{} can't be {verb}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_and_go() -> Result<(), Failure> {
        let folder = std::env::temp_dir().join(format!("vitrine-files-{}", std::process::id()));
        make(&folder.join("b"))?;
        write(&folder.join("b/c"), "x")?;
        write(&folder.join("a"), "y")?;
        assert_eq!(list(&folder)?, [folder.join("a"), folder.join("b/c")]);
        remove(&folder.join("a"))?;
        remove(&folder)?;
        remove(&folder)?;
        assert_eq!(list(&folder)?, Vec::<PathBuf>::new());
        assert!(read(&folder).is_err_and(|problem| problem.contains("vitrine-files")));
        Ok(())
    }
}
