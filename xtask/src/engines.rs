//! The engines that the tests in a browser run in, and what each needs.

use std::{ffi::OsString, path::PathBuf};

use crate::{Failure, system, tools};

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// Which ones are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engines {
    /// All tests in Chromium.
    Usual,
    /// All tests in this one.
    One(Engine),
    /// All tests in Chromium and the main tasks in the others.
    All,
}

/// One run of the tests in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) engine: Engine,
    /// Not all tests, but what everybody has to be able to do.
    pub(crate) main: bool,
}

impl Engine {
    const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Result<Self, Failure> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.ok_or_else(|| "`--browser` takes chromium, firefox or webkit.".into())
    }

    /// What its tests find in their environment: what is not there is installed, or said how.
    fn ready(self) -> Result<Vec<(&'static str, PathBuf)>, Failure> {
        Ok(match self {
            Self::Chromium => {
                let (browser, driver) = system::browser()?;
                system::font()?;
                vec![("CHROMIUM", browser), ("CHROMEDRIVER", driver)]
            }
            Self::Firefox => vec![("FIREFOX", system::firefox()?), ("GECKODRIVER", tools::GECKODRIVER.ensure()?)],
            Self::WebKit => {
                let [driver, browser, screen] = system::webkit()?;
                vec![("WEBKITDRIVER", driver), ("MINIBROWSER", browser), ("XVFB", screen)]
            }
        })
    }
}

impl Engines {
    /// The runs, in their order.
    pub(crate) fn runs(self) -> Vec<Run> {
        let whole = |engine| Run { engine, main: false };
        match self {
            Self::Usual => vec![whole(Engine::Chromium)],
            Self::One(engine) => vec![whole(engine)],
            Self::All => Engine::ALL.map(|engine| Run { engine, main: engine != Engine::Chromium }).to_vec(),
        }
    }
}

impl Run {
    /// What it is called where it is told of.
    pub(crate) fn title(self) -> String {
        let what = if self.main { "main tasks" } else { "tests" };
        format!("browser {what} in {}", self.engine.name())
    }

    /// The environment of its tests.
    pub(crate) fn settings(self) -> Result<Vec<(&'static str, OsString)>, Failure> {
        let problem = |problem| format!("tests in {}: {problem}", self.engine.name());
        let ready = self.engine.ready().map_err(problem)?;
        let mut all: Vec<_> = ready.into_iter().map(|(name, path)| (name, path.into_os_string())).collect();
        all.push(("VITRINE_BROWSER", self.engine.name().into()));
        all.push(("VITRINE_TASKS", if self.main { "main" } else { "all" }.into()));
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_is_tested_where_all_are_asked_for() {
        let runs = Engines::All.runs();
        assert_eq!(
            runs.iter().map(|run| (run.engine.name(), run.main)).collect::<Vec<_>>(),
            [("chromium", false), ("firefox", true), ("webkit", true)]
        );
        assert_eq!(Engines::Usual.runs(), [Run { engine: Engine::Chromium, main: false }]);
        assert_eq!(Engine::named("webkit"), Ok(Engine::WebKit));
        assert!(Engine::named("safari").is_err());
    }
}
