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
            if let Err(error) = asked_to_end().await {
                eprintln!("vitrine-server: can't wait for a signal: {error}");
            }
            running.stop().await;
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("vitrine-server: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Waits for Ctrl-C, or for the signal by which services are ended.
#[cfg(unix)]
async fn asked_to_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut end = signal(SignalKind::terminate())?;
    tokio::select! {
        outcome = tokio::signal::ctrl_c() => outcome,
        _ = end.recv() => Ok(()),
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
async fn asked_to_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
