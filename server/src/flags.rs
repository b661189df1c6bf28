//! The command line.

use std::time::Duration;

use crate::{Data, Database, Options};

/// How the command is called.
pub const USAGE: &str = "usage: vitrine-server [--addr 127.0.0.1:0] [--db FILE|:memory:] \
[--data demo|empty] [--dist DIR] [--token USER=SECRET]... [--faults] [--cors ORIGIN]... \
[--oauth-state] [--token-lifetime SECS]";

/// What the command line asks for.
#[derive(Debug)]
pub enum Parsed {
    /// To serve.
    Run(Box<Options>),
    /// To be told how the command is called.
    Help,
}

/// Reads the flags; a wrong one is answered by a line that says what is right.
///
/// # Errors
/// The line for the person.
pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Parsed, String> {
    let mut options = Options::default();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let (flag, inline) = match argument.split_once('=') {
            Some((flag, value)) if flag.starts_with("--") => (flag, Some(value.to_owned())),
            _ => (argument.as_str(), None),
        };
        let mut value = |right: &str| {
            inline.clone().or_else(|| arguments.next()).ok_or_else(|| format!("{flag} needs a value: {flag} {right}"))
        };
        match flag {
            "--addr" => {
                let text = value("127.0.0.1:8080")?;
                options.addr = text
                    .parse()
                    .map_err(|_| format!("--addr {text:?} is no address: right is --addr 127.0.0.1:8080"))?;
            }
            "--db" => {
                let text = value("FILE|:memory:")?;
                options.db = if text == ":memory:" { Database::Memory } else { Database::File(text.into()) };
            }
            "--data" => {
                options.data = match value("demo|empty")?.as_str() {
                    "demo" => Data::Demo,
                    "empty" => Data::Empty,
                    other => {
                        return Err(format!("--data {other:?} is unknown: right is --data demo or --data empty"));
                    }
                }
            }
            "--dist" => options.dist = Some(value("DIR")?.into()),
            "--token" => {
                let text = value("USER=SECRET")?;
                match text.split_once('=') {
                    Some((user, secret)) if !user.is_empty() && !secret.is_empty() => {
                        options.tokens.push((user.to_owned(), secret.to_owned()));
                    }
                    _ => {
                        return Err("--token needs a person and a secret: --token USER=SECRET".to_owned());
                    }
                }
            }
            "--cors" => options.cors.push(value("https://page.example")?),
            "--token-lifetime" => {
                let text = value("SECONDS")?;
                options.token_lifetime = Duration::from_secs(text.parse::<u32>().map(u64::from).map_err(|_| {
                    format!("--token-lifetime {text:?} is no number of seconds: right is --token-lifetime 3600")
                })?);
            }
            "--faults" if inline.is_none() => options.faults = true,
            "--oauth-state" if inline.is_none() => options.oauth_state = true,
            "--help" | "-h" => return Ok(Parsed::Help),
            other => return Err(format!("unknown flag {other:?}; {USAGE}")),
        }
    }
    Ok(Parsed::Run(Box::new(options)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Parsed, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_flag_is_read() {
        let parsed = read(
            "--addr 127.0.0.1:81 --db=a.db --data demo --dist d --token a=b=c --token d=e --faults \
             --cors https://a.example --oauth-state --token-lifetime 5",
        );
        let Ok(Parsed::Run(options)) = parsed else { panic!("{parsed:?}") };
        assert_eq!(options.addr.port(), 81);
        assert_eq!(options.db, Database::File("a.db".into()));
        assert_eq!(options.data, Data::Demo);
        assert_eq!(options.tokens[0], ("a".into(), "b=c".into()));
        assert!(options.faults && options.oauth_state);
        assert_eq!(options.token_lifetime, Duration::from_secs(5));
    }

    #[test]
    fn a_wrong_flag_says_what_is_right_on_one_line() {
        for (line, part) in [
            ("--port 80", "--addr"),
            ("--addr here", "127.0.0.1:8080"),
            ("--data some", "--data demo or --data empty"),
            ("--token abc", "USER=SECRET"),
            ("--db", "FILE|:memory:"),
            ("--token-lifetime x", "3600"),
            ("--faults=1", "usage"),
        ] {
            let text = read(line).unwrap_err();
            assert!(text.contains(part) && !text.contains('\n'), "{text}");
        }
    }
}
