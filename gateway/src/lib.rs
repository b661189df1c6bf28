//! The gateway: signs a browser in against a real deployment, keeps it signed in by a sealed cookie,
//! and passes `/api/public/v1/*` on to the one upstream.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use vitrine_gateway::{Gateway, Settings, new_key};
//!
//! let gateway = Gateway::bind("127.0.0.1:0").await?;
//! let public_url = format!("http://{}", gateway.addr());
//! let running = gateway.serve(Settings::new("https://studio.example", &public_url, "id", "secret", &new_key()?)).await?;
//! running.stop().await;
//! # Ok(())
//! # }
//! ```

mod answer;
mod auth;
mod cookies;
mod error;
mod guard;
mod health;
mod html;
mod listen;
pub mod log;
mod metrics;
mod path;
mod provider;
mod proxy;
mod rate;
mod return_path;
mod seal;
mod serve;
mod session;
mod settings;
mod site;
mod state;

pub use error::Error;
pub use listen::{Gateway, Running, start};
pub use seal::new_key;
pub use settings::{ClientAuth, LogFormat, Settings, Wrong, read};
