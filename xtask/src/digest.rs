//! Names and stamps made from contents.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use crate::Failure;

/// The first 16 hexadecimal digits of the bytes' SHA-256.
pub(crate) fn short(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A digest of files and folders below `root`, names included. What does not exist counts as empty.
pub(crate) fn of_paths(root: &Path, paths: &[&str]) -> Result<String, Failure> {
    let mut sum = Sha256::new();
    for path in paths {
        for file in files(&root.join(path))? {
            let bytes = fs::read(&file).map_err(|error| format!("{} can't be read: {error}", file.display()))?;
            sum.update(file.strip_prefix(root).unwrap_or(&file).as_os_str().as_encoded_bytes());
            sum.update([0]);
            sum.update((bytes.len() as u64).to_le_bytes());
            sum.update(bytes);
        }
    }
    Ok(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// All files at or below a path, sorted.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let problem = |error| format!("{} can't be listed: {error}", path.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(problem)? {
        found.extend(files(&entry.map_err(problem)?.path())?);
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_start_of_the_sum() {
        assert_eq!(short(b""), "e3b0c44298fc1c14");
        assert_eq!(short(b"abc"), "ba7816bf8f01cfea");
    }
}
