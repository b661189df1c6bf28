//! `vitrine-gateway`: signs browsers in against a deployment, and passes their requests on.

use std::process::ExitCode;

use vitrine_gateway::{Error, Settings, log, new_key, read, start};

const USAGE: &str = "usage: vitrine-gateway [SETTINGS.toml]           run
       vitrine-gateway --check [SETTINGS.toml]   say what is wrong with the settings, and end
       vitrine-gateway --new-key                 print a new random key
Each setting may be in the environment too: VITRINE_GATEWAY_ and its name in capitals.
VITRINE_GATEWAY_LOG chooses what is logged (info).";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        ["--new-key"] => new_key().map(|key| println!("{key}")).map_err(|error| error.to_string()),
        ["--check"] => check(None),
        ["--check", file] => check(Some(file)),
        [] => run(None).await,
        [file] if !file.starts_with('-') => run(Some(file)).await,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            for line in text.lines() {
                eprintln!("vitrine-gateway: {line}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The settings of a file and the environment.
fn settings(file: Option<&str>) -> Result<Settings, String> {
    let text = match file {
        None => None,
        Some(file) => Some(std::fs::read_to_string(file).map_err(|error| format!("can't read {file}: {error}"))?),
    };
    read(text.as_deref(), |name| std::env::var(name).ok()).map_err(|wrong| Error::Settings(wrong).to_string())
}

fn check(file: Option<&str>) -> Result<(), String> {
    settings(file)?.check().map_err(|wrong| Error::Settings(wrong).to_string())?;
    println!("the settings are good");
    Ok(())
}

async fn run(file: Option<&str>) -> Result<(), String> {
    let settings = settings(file)?;
    let filter = std::env::var("VITRINE_GATEWAY_LOG").unwrap_or_default();
    log::start(settings.log_format, if filter.is_empty() { "info" } else { &filter }, std::io::stderr);
    let running = start(settings).await.map_err(|error| error.to_string())?;
    tracing::info!(addr = %running.addr(), "listening");
    asked_to_end().await.map_err(|error| format!("can't wait for a signal: {error}"))?;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
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
