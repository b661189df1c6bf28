//! One command at a time: two checkouts share the tools, two commands one checkout's page.

use std::{
    fs::{File, TryLockError},
    path::Path,
};

use crate::{Failure, files};

/// Holds a lock until the answer is dropped, or its process ends in whatever way. Says so while it waits.
pub(crate) fn hold(path: &Path, what: &str) -> Result<File, Failure> {
    let problem = |error| format!("{} can't be locked: {error}", path.display());
    if let Some(folder) = path.parent() {
        files::make(folder)?;
    }
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(problem)?;
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::WouldBlock) => eprintln!("{what}: another command is at it; waiting"),
        Err(TryLockError::Error(error)) => return Err(problem(error)),
    }
    file.lock().map_err(problem)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_keeps_others_out_until_it_is_dropped() -> Result<(), Failure> {
        let path = std::env::temp_dir().join(format!("vitrine-lock-{}/lock", std::process::id()));
        let held = hold(&path, "test")?;
        let other = File::open(&path).map_err(|error| error.to_string())?;
        assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
        drop(held);
        assert!(other.try_lock().is_ok());
        let _ = path.parent().map(files::remove);
        Ok(())
    }
}
