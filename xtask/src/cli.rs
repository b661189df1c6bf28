//! The command line.

use crate::Failure;

pub(crate) const USAGE: &str = "\
cargo xtask build           the deployable page, in dist/
cargo xtask serve [--port N] the page and the reference server with demo data (port 8080)
cargo xtask test            every check and every test, the browser ones included
cargo xtask size            the size of the first view against its limit";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Build,
    Serve { port: u16 },
    Test,
    Size,
    Help,
}

pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Command, Failure> {
    let command = match words.next().as_deref() {
        Some("build") => Command::Build,
        Some("serve") => return port(words).map(|port| Command::Serve { port }),
        Some("test") => Command::Test,
        Some("size") => Command::Size,
        None | Some("help" | "--help" | "-h") => Command::Help,
        Some(other) => return Err(format!("There is no command `{other}`.")),
    };
    match words.next() {
        None => Ok(command),
        Some(extra) => Err(format!("`{extra}` means nothing here.")),
    }
}

fn port(mut words: impl Iterator<Item = String>) -> Result<u16, Failure> {
    let mut port = 8080;
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--port") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => return Err(format!("`{word}` means nothing here.")),
        };
        port = value.and_then(|value| value.parse().ok()).ok_or("`--port` takes a number from 0 to 65535.")?;
    }
    Ok(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, Failure> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn commands_are_read() {
        assert_eq!(read("build"), Ok(Command::Build));
        assert_eq!(read("serve"), Ok(Command::Serve { port: 8080 }));
        assert_eq!(read("serve --port 90"), Ok(Command::Serve { port: 90 }));
        assert_eq!(read("serve --port=0"), Ok(Command::Serve { port: 0 }));
        assert_eq!(read(""), Ok(Command::Help));
    }

    #[test]
    fn mistakes_are_named() {
        for line in ["bild", "build now", "serve --port", "serve --port 70000", "serve --porter=1", "serve 80"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
