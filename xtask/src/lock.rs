//! One command at a time: two checkouts share the tools, two commands one checkout's page.

use std::{
    fs::{File, TryLockError},
    path::Path,
    process::Stdio,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{Failure, files};

/// The locks that are held, the latest last.
static HELD: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// A lock, held until it is dropped or its process ends in whatever way.
pub(crate) struct Held(());

impl Drop for Held {
    fn drop(&mut self) {
        held().pop();
    }
}

/// Takes a lock. Says so while it waits.
pub(crate) fn hold(path: &Path, what: &str) -> Result<Held, Failure> {
    let problem = |error| format!("{} can't be locked: {error}", path.display());
    if let Some(folder) = path.parent() {
        files::make(folder)?;
    }
    let file = File::options().create(true).truncate(false).read(true).write(true).open(path).map_err(problem)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            eprintln!("{what}: another command is at it; waiting");
            file.lock().map_err(problem)?;
        }
        Err(TryLockError::Error(error)) => return Err(problem(error)),
    }
    held().push(file);
    Ok(Held(()))
}

/// What a program reads: nothing. It comes from the lock's own empty file, which stays locked for as long as anybody
/// has it open: where this process is killed, what it started goes on for a while, and must not be disturbed.
pub(crate) fn nothing_to_read() -> Stdio {
    held().last().and_then(|file| file.try_clone().ok()).map_or_else(Stdio::null, Stdio::from)
}

fn held() -> MutexGuard<'static, Vec<File>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_lock_keeps_others_out_until_it_and_who_has_it_are_gone() -> Result<(), Box<dyn std::error::Error>> {
        let path = std::env::temp_dir().join(format!("vitrine-lock-{}/lock", std::process::id()));
        let lock = hold(&path, "test")?;
        let other = File::open(&path)?;
        let mut child = Command::new("sleep").arg("60").stdin(nothing_to_read()).spawn()?;
        drop(lock);
        assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
        child.kill()?;
        child.wait()?;
        // A test beside this one may have started something under it.
        other.lock()?;
        assert_eq!(path.parent().map(files::remove), Some(Ok(())));
        Ok(())
    }
}
