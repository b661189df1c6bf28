//! The command line.

use crate::{Failure, bench::What};

pub(crate) const USAGE: &str = "\
cargo xtask build                the deployable page, in dist/
cargo xtask place /PATH/ [DIR]   makes the built page in DIR (dist/) live under a path; / is the root
cargo xtask recipes              deploy/static: how other servers send dist/, from the policy
cargo xtask serve [--port N]     the page and the reference server with demo data (port 8080)
cargo xtask test [--filter NAME] every check and every test, the browser ones included;
                                 with a filter, only the tests that have NAME in theirs
cargo xtask size [--functions]   the size of the first view against its limit, and docs/size.md; which crates the
                                 code comes from
cargo xtask leaks [--rounds N]   has elements come, turn pages and go (1000 times) and prints the nodes, listeners and
                                 memory that are held
cargo xtask bench [--rounds N]   the page beside its peers (7 rounds, an hour), into docs/performance.md
                  --quick        once, and nothing written down
                  --growth       how cost grows with rows, collections and people
                  --server       the server beside one that serves a file
cargo xtask lighthouse           Lighthouse's accessibility and best practices on each page; fails below 100
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
    Recipes,
    Place { base: String, folder: Option<String> },
    Serve { port: u16 },
    Test { filter: Option<String> },
    Size { functions: bool },
    Leaks { rounds: u32 },
    Bench(What),
    Fuzz { inputs: u32 },
    Audit,
    Lighthouse,
    Reproduce,
    Help,
}

pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Command, Failure> {
    match words.next().as_deref() {
        Some("build") => none(words).map(|()| Command::Build),
        Some("place") => {
            let (base, folder) = (words.next().ok_or("`place` takes a path, such as /videos/.")?, words.next());
            none(words).map(|()| Command::Place { base, folder })
        }
        Some("recipes") => none(words).map(|()| Command::Recipes),
        Some("fuzz") => {
            let inputs = option("--inputs", words)?.map_or(Ok(100), |inputs| inputs.parse());
            Ok(Command::Fuzz { inputs: inputs.map_err(|_| "`--inputs` takes a number.")? })
        }
        Some("audit") => none(words).map(|()| Command::Audit),
        Some("lighthouse") => none(words).map(|()| Command::Lighthouse),
        Some("reproduce") => none(words).map(|()| Command::Reproduce),
        Some("size") => match words.next() {
            Some(word) if word == "--functions" => none(words).map(|()| Command::Size { functions: true }),
            word => none(word.into_iter().chain(words)).map(|()| Command::Size { functions: false }),
        },
        Some("leaks") => rounds(words, 1000).map(|rounds| Command::Leaks { rounds }),
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
        _ => return rounds(words, 7).map(|rounds| What::Peers { rounds }),
    };
    none(words.skip(1)).map(|()| what)
}

fn rounds(words: impl Iterator<Item = String>, usual: u32) -> Result<u32, Failure> {
    let rounds = option("--rounds", words)?.map_or(Ok(usual), |rounds| rounds.parse());
    rounds.ok().filter(|rounds| *rounds > 0).ok_or_else(|| "`--rounds` takes a number from 1.".into())
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
        let (base, folder) = ("/videos/".to_owned(), Some("out".to_owned()));
        assert_eq!(read("place /videos/ out"), Ok(Command::Place { base, folder }));
        assert_eq!(read("serve"), Ok(Command::Serve { port: 8080 }));
        assert_eq!(read("serve --port 90"), Ok(Command::Serve { port: 90 }));
        assert_eq!(read("serve --port=0"), Ok(Command::Serve { port: 0 }));
        assert_eq!(read("test"), Ok(Command::Test { filter: None }));
        assert_eq!(read("test --filter pager"), Ok(Command::Test { filter: Some("pager".into()) }));
        assert_eq!(read("bench"), Ok(Command::Bench(What::Peers { rounds: 7 })));
        assert_eq!(read("bench --rounds 3"), Ok(Command::Bench(What::Peers { rounds: 3 })));
        assert_eq!(read("bench --growth"), Ok(Command::Bench(What::Growth)));
        assert_eq!(read("leaks"), Ok(Command::Leaks { rounds: 1000 }));
        assert_eq!(read("leaks --rounds 40"), Ok(Command::Leaks { rounds: 40 }));
        assert_eq!(read("size"), Ok(Command::Size { functions: false }));
        assert_eq!(read("size --functions"), Ok(Command::Size { functions: true }));
        assert_eq!(read("fuzz --inputs 9"), Ok(Command::Fuzz { inputs: 9 }));
        assert_eq!((read("audit"), read("reproduce")), (Ok(Command::Audit), Ok(Command::Reproduce)));
        assert_eq!(read("lighthouse"), Ok(Command::Lighthouse));
        assert_eq!(read(""), Ok(Command::Help));
    }

    #[test]
    fn mistakes_are_named() {
        for line in [
            "bild",
            "build now",
            "place",
            "place / a b",
            "serve --port",
            "serve --port 70000",
            "serve --porter=1",
            "serve 80",
            "size --all",
            "bench --rounds 0",
            "leaks --rounds none",
            "bench --quick 3",
            "test pager",
            "fuzz --inputs x",
            "test --filter=",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
