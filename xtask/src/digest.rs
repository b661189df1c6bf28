//! Names and stamps made from contents.

use std::path::Path;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

use crate::{Failure, files};

/// The first 16 hexadecimal digits of the bytes' SHA-256.
pub(crate) fn short(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes' SHA-256 as a browser compares it with what it has fetched.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// A digest of files and folders below `root`, names included. What does not exist counts as empty.
pub(crate) fn of_paths(root: &Path, paths: &[&str]) -> Result<String, Failure> {
    let mut sum = Sha256::new();
    for path in paths {
        for file in files::list(&root.join(path))? {
            let bytes = files::read(&file)?;
            sum.update(file.strip_prefix(root).unwrap_or(&file).as_os_str().as_encoded_bytes());
            sum.update([0]);
            sum.update((bytes.len() as u64).to_le_bytes());
            sum.update(bytes);
        }
    }
    Ok(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_start_of_the_sum() {
        assert_eq!(short(b""), "e3b0c44298fc1c14");
        assert_eq!(short(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn a_browser_reads_the_sum_in_base64() {
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn names_and_contents_count() -> Result<(), Failure> {
        let root = std::env::temp_dir().join(format!("vitrine-digest-{}", std::process::id()));
        files::make(&root)?;
        let mut seen = vec![of_paths(&root, &["a", "b"])?];
        for (name, text) in [("a", "1"), ("a", "2"), ("b", "2")] {
            files::write(&root.join(name), text)?;
            seen.push(of_paths(&root, &["a", "b"])?);
        }
        files::remove(&root)?;
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count);
        Ok(())
    }
}
