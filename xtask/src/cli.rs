//! The command line.

use crate::{Failure, bench::What};

pub(crate) const USAGE: &str = "\
cargo xtask build                the deployable page, in dist/
cargo xtask serve [--port N]     the page and the reference server with demo data (port 8080)
cargo xtask test [--filter NAME] every check and every test, the browser ones included;
                                 with a filter, only the tests that have NAME in theirs
cargo xtask size [--functions]   the size of the first view against its limit, and docs/size.md; which crates the
                                 code comes from
cargo xtask bench [--rounds N]   the page beside its peers (7 rounds, an hour), into docs/performance.md
                  --quick        once, and nothing written down
                  --growth       how cost grows with rows, collections and people
                  --server       the server beside one that serves a file
cargo xtask fuzz [--inputs N]    the server's operations under schemathesis, N inputs each (100)
cargo xtask audit                licences, versions that are there twice and sources, against deny.toml
cargo xtask reproduce            builds the page a second time in another folder, and compares the bytes

VITRINE_TOOLCHAIN=source|plain|debian chooses the page's compiler; otherwise the first that is to be had:
  source   the one at hand, the standard library built along (`rustup component add rust-src`)
  plain    the one at hand (`rustup target add wasm32-unknown-unknown`): a larger page, panics have messages
  debian   Debian's, the standard library built along";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Build,
    Serve { port: u16 },
    Test { filter: Option<String> },
    Size { functions: bool },
    Bench(What),
    Fuzz { inputs: u32 },
    Audit,
    Reproduce,
    Help,
}

pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Command, Failure> {
    match words.next().as_deref() {
        Some("build") => none(words).map(|()| Command::Build),
        Some("fuzz") => {
            let inputs = option("--inputs", words)?.map_or(Ok(100), |inputs| inputs.parse());
            Ok(Command::Fuzz { inputs: inputs.map_err(|_| "`--inputs` takes a number.")? })
        }
        Some("audit") => none(words).map(|()| Command::Audit),
        Some("reproduce") => none(words).map(|()| Command::Reproduce),
        Some("size") => match words.next() {
            Some(word) if word == "--functions" => none(words).map(|()| Command::Size { functions: true }),
            word => none(word.into_iter().chain(words)).map(|()| Command::Size { functions: false }),
        },
        Some("bench") => bench(words).map(Command::Bench),
        None | Some("help" | "--help" | "-h") => Ok(Command::Help),
        Some("serve") => {
            let port = option("--port", words)?.map_or(Ok(8080), |port| port.parse());
            Ok(Command::Serve { port: port.map_err(|_| "`--port` takes a number from 0 to 65535.")? })
        }
        Some("test") => Ok(Command::Test { filter: option("--filter", words)? }),
        Some(other) => Err(format!("There is no command `{other}`.")),
    }
}

fn bench(words: impl Iterator<Item = String>) -> Result<What, Failure> {
    let mut words = words.peekable();
    let what = match words.peek().map(String::as_str) {
        Some("--quick") => What::Quick,
        Some("--growth") => What::Growth,
        Some("--server") => What::Server,
        _ => {
            let rounds = option("--rounds", words)?.map_or(Ok(7), |rounds| rounds.parse());
            let rounds = rounds.ok().filter(|rounds| *rounds > 0).ok_or("`--rounds` takes a number from 1.")?;
            return Ok(What::Peers { rounds });
        }
    };
    none(words.skip(1)).map(|()| what)
}

fn none(mut words: impl Iterator<Item = String>) -> Result<(), Failure> {
    words.next().map_or(Ok(()), |extra| Err(format!("`{extra}` means nothing here.")))
}

/// The value of the one option there is: `--name value` or `--name=value`. The last one counts.
fn option(name: &str, mut words: impl Iterator<Item = String>) -> Result<Option<String>, Failure> {
    let mut found = None;
    while let Some(word) = words.next() {
        let value = match word.strip_prefix(name) {
            Some("") => words.next(),
            Some(rest) if rest.starts_with('=') => Some(rest[1..].to_owned()),
            _ => return Err(format!("`{word}` means nothing here.")),
        };
        found = Some(value.filter(|value| !value.is_empty()).ok_or_else(|| format!("`{name}` takes a value."))?);
    }
    Ok(found)
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
        assert_eq!(read("test"), Ok(Command::Test { filter: None }));
        assert_eq!(read("test --filter pager"), Ok(Command::Test { filter: Some("pager".into()) }));
        assert_eq!(read("bench"), Ok(Command::Bench(What::Peers { rounds: 7 })));
        assert_eq!(read("bench --rounds 3"), Ok(Command::Bench(What::Peers { rounds: 3 })));
        assert_eq!(read("bench --growth"), Ok(Command::Bench(What::Growth)));
        assert_eq!(read("size"), Ok(Command::Size { functions: false }));
        assert_eq!(read("size --functions"), Ok(Command::Size { functions: true }));
        assert_eq!(read("fuzz --inputs 9"), Ok(Command::Fuzz { inputs: 9 }));
        assert_eq!((read("audit"), read("reproduce")), (Ok(Command::Audit), Ok(Command::Reproduce)));
        assert_eq!(read(""), Ok(Command::Help));
    }

    #[test]
    fn mistakes_are_named() {
        for line in [
            "bild",
            "build now",
            "serve --port",
            "serve --port 70000",
            "serve --porter=1",
            "serve 80",
            "size --all",
            "bench --rounds 0",
            "bench --quick 3",
            "test pager",
            "fuzz --inputs x",
            "test --filter=",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
