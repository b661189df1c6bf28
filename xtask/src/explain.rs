//! Failures whose cause lies outside the project.

/// One line for what has nothing to do with the project.
pub(crate) fn explain(text: &str) -> Option<&'static str> {
    const CAUSES: [(&[&str], &str); 3] = [
        (&["No space left on device", "ENOSPC", "StorageFull"], "the disk is full."),
        (&["linker `cc` not found", "is `cc` not installed"], "there is no C compiler (`cc`); install gcc."),
        (
            &[
                "Could not resolve host",
                "Couldn't resolve host",
                "Temporary failure resolving",
                "failed to lookup address",
                "Network is unreachable",
                "EAI_AGAIN",
                "ENOTFOUND",
                "ECONNREFUSED",
                "Could not connect to server",
                "spurious network error",
                "you're using offline mode",
            ],
            "no network, and something has yet to be downloaded.",
        ),
    ];
    CAUSES.iter().find(|(signs, _)| signs.iter().any(|sign| text.contains(sign))).map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::explain;

    #[test]
    fn causes_outside_the_project_get_one_line() {
        assert_eq!(explain("error: No space left on device (os error 28)"), Some("the disk is full."));
        assert!(explain("curl: (6) Could not resolve host: x").is_some_and(|line| line.contains("network")));
        assert_eq!(explain("error[E0308]: mismatched types"), None);
    }
}
