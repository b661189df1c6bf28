//! `vitrine-server`: the reference server of the collections API.

use std::process::ExitCode;

use vitrine_server::flags::{self, Parsed};

#[tokio::main]
async fn main() -> ExitCode {
    let options = match flags::parse(std::env::args().skip(1)) {
        Ok(Parsed::Run(options)) => *options,
        Ok(Parsed::Help) => {
            println!("{}", flags::USAGE);
            return ExitCode::SUCCESS;
        }
        Err(text) => {
            eprintln!("vitrine-server: {text}");
            return ExitCode::from(2);
        }
    };
    match vitrine_server::start(options).await {
        Ok(running) => {
            println!("listening on http://{}", running.addr);
            if let Err(error) = tokio::signal::ctrl_c().await {
                eprintln!("vitrine-server: can't wait for Ctrl-C: {error}");
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("vitrine-server: {error}");
            ExitCode::FAILURE
        }
    }
}
