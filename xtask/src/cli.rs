//! The command line.

use crate::{
    Failure,
    bench::What,
    engines::{Engine, Engines},
};

pub(crate) const USAGE: &str = "\
cargo xtask build                the deployable page, in dist/
cargo xtask place /PATH/ [DIR]   makes the built page in DIR (dist/) live under a path; / is the root
cargo xtask recipes              deploy/static: how other servers send dist/, from the policy
cargo xtask serve [--port N]     the page and the reference server with demo data (port 8080)
cargo xtask test [--filter NAME] every check and every test, the browser ones included;
                                 with a filter, only the tests that have NAME in theirs
                 --browser NAME  those in a browser run in chromium (as they do otherwise), firefox or webkit
                 --all           all of them in Chromium, and a person's main tasks in the other two
cargo xtask size [--functions]   the size of the first view against its limit, and docs/size.md; which crates the
                                 code comes from
cargo xtask leaks [--rounds N]   has elements come, turn pages and go (1000 times) and prints the nodes, listeners and
                                 memory that are held
cargo xtask chaos [--steps N]    a person's tasks in a browser, where requests fail at random: so many steps (10000)
                  [--seed N]     the chance that it begins with, so that a failure comes back (1)
cargo xtask day [--minutes N]    a working day in a browser, squeezed: so many of its minutes (480), and what is left
                                 of them in memory
cargo xtask bench [--rounds N]   the page beside its peers (7 rounds, an hour), into docs/performance.md
                  --quick        once, and nothing written down
                  --growth       how cost grows with rows, collections and people
                  --server       the server beside one that serves a file
cargo xtask lighthouse           Lighthouse's accessibility and best practices on each page; fails below 100
cargo xtask fuzz [--inputs N]    server and gateway under schemathesis, N inputs each (100)
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
    Test { filter: Option<String>, engines: Engines },
    Size { functions: bool },
    Leaks { rounds: u32 },
    Chaos { steps: u32, seed: u64 },
    Day { minutes: u32 },
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
        Some("chaos") => chaos(words),
        Some("day") => {
            let [minutes] = options(["--minutes"], words)?;
            Ok(Command::Day { minutes: count("--minutes", minutes, 480)? })
        }
        Some("bench") => bench(words).map(Command::Bench),
        None | Some("help" | "--help" | "-h") => Ok(Command::Help),
        Some("serve") => {
            let port = option("--port", words)?.map_or(Ok(8080), |port| port.parse());
            Ok(Command::Serve { port: port.map_err(|_| "`--port` takes a number from 0 to 65535.")? })
        }
        Some("test") => test(words),
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

fn test(words: impl Iterator<Item = String>) -> Result<Command, Failure> {
    let (all, words): (Vec<_>, Vec<_>) = words.partition(|word| word == "--all");
    let [filter, browser] = options(["--filter", "--browser"], words.into_iter())?;
    let engines = match (browser, all.is_empty()) {
        (None, true) => Engines::Usual,
        (None, false) => Engines::All,
        (Some(name), true) => Engines::One(Engine::named(&name)?),
        (Some(_), false) => return Err("`--browser` and `--all` can't be both.".into()),
    };
    Ok(Command::Test { filter, engines })
}

fn chaos(words: impl Iterator<Item = String>) -> Result<Command, Failure> {
    let [steps, seed] = options(["--steps", "--seed"], words)?;
    let seed = seed.map_or(Ok(1), |seed| seed.parse()).map_err(|_| "`--seed` takes a number.")?;
    Ok(Command::Chaos { steps: count("--steps", steps, 10_000)?, seed })
}

fn rounds(words: impl Iterator<Item = String>, usual: u32) -> Result<u32, Failure> {
    count("--rounds", option("--rounds", words)?, usual)
}

/// How many: one at least.
fn count(name: &str, value: Option<String>, usual: u32) -> Result<u32, Failure> {
    let count = value.map_or(Ok(usual), |value| value.parse());
    count.ok().filter(|count| *count > 0).ok_or_else(|| format!("`{name}` takes a number from 1."))
}

fn none(mut words: impl Iterator<Item = String>) -> Result<(), Failure> {
    words.next().map_or(Ok(()), |extra| Err(format!("`{extra}` means nothing here.")))
}

/// The value of the one option there is.
fn option(name: &str, words: impl Iterator<Item = String>) -> Result<Option<String>, Failure> {
    options([name], words).map(|[value]| value)
}

/// The values of options: `--name value` or `--name=value`. The last one counts.
fn options<const N: usize>(
    names: [&str; N],
    mut words: impl Iterator<Item = String>,
) -> Result<[Option<String>; N], Failure> {
    let mut found = [const { None }; N];
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), words.next()),
        };
        let at = names.iter().position(|known| *known == name);
        let at = at.ok_or_else(|| format!("`{word}` means nothing here."))?;
        let value = value.filter(|value| !value.is_empty());
        found[at] = Some(value.ok_or_else(|| format!("`{name}` takes a value."))?);
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
        let test = |filter: Option<&str>, engines| Ok(Command::Test { filter: filter.map(Into::into), engines });
        assert_eq!(read("test"), test(None, Engines::Usual));
        assert_eq!(read("test --filter pager"), test(Some("pager"), Engines::Usual));
        assert_eq!(read("test --all --filter=pager"), test(Some("pager"), Engines::All));
        assert_eq!(read("test --browser webkit"), test(None, Engines::One(Engine::WebKit)));
        assert_eq!(read("chaos"), Ok(Command::Chaos { steps: 10_000, seed: 1 }));
        assert_eq!(read("chaos --seed 7 --steps=200"), Ok(Command::Chaos { steps: 200, seed: 7 }));
        assert_eq!(read("day --minutes 20"), Ok(Command::Day { minutes: 20 }));
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
            "test --browser opera",
            "test --browser firefox --all",
            "chaos --steps 0",
            "day 8",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
