//! The project's commands: `cargo xtask build|place|recipes|serve|test|size|leaks|chaos|day|bench|lighthouse|audit|reproduce|fuzz`.

mod assets;
mod audit;
mod bench;
mod cli;
mod digest;
mod embed;
mod engines;
mod examples;
mod explain;
mod files;
mod functions;
mod fuzz;
mod glue;
mod lock;
mod page;
mod place;
mod progress;
mod reader;
mod recipes;
mod reproduce;
mod results;
mod root;
mod run;
mod sbom;
mod sealed;
mod serve;
mod size;
mod slim;
mod split;
mod style;
mod system;
mod test;
mod tools;
mod wasm;
mod words;

use std::process::ExitCode;

use cli::Command;

/// What went wrong, as one text for a person.
type Failure = String;

fn main() -> ExitCode {
    if let Some(code) = split::called_as_bindgen() {
        return code;
    }
    let command = match cli::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", cli::USAGE);
            return ExitCode::from(2);
        }
    };
    if !root::is_root(root::root()) {
        eprintln!("error: this is not inside a checkout of the project.");
        return ExitCode::FAILURE;
    }
    let outcome = match command {
        Command::Test { filter, engines } => return test::test(filter.as_deref(), engines),
        Command::Build => page::build().and_then(|()| size::report()),
        Command::Place { base, folder } => place::place(&base, &folder.map_or_else(root::dist, Into::into)),
        Command::Recipes => recipes::recipes(),
        Command::Serve { port } => serve::serve(port),
        Command::Size { functions } => size(functions),
        Command::Leaks { rounds } => test::leaks(rounds),
        Command::Chaos { steps, seed } => test::chaos(steps, seed),
        Command::Day { minutes } => test::day(minutes),
        Command::Bench(what) => bench::bench(&what),
        Command::Fuzz { inputs } => fuzz::fuzz(inputs),
        Command::Audit => audit::audit(),
        Command::Lighthouse => bench::lighthouse(),
        Command::Reproduce => reproduce::reproduce(),
        Command::Help => {
            println!("{}", cli::USAGE);
            Ok(())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn size(functions: bool) -> Result<(), Failure> {
    page::build()?;
    let checked = size::check();
    functions::report(functions)?;
    checked
}
