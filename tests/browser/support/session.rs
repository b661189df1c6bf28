//! Browsers that are started, and used by one test after another.

use std::{
    io::{BufRead, BufReader},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{LazyLock, Mutex},
    thread,
    time::{Duration, Instant},
};

use thirtyfour::WebDriver;

use super::{RUNTIME, engine::Engine, setting};

/// A browser that takes longer to start will not do so.
const LIMIT: Duration = Duration::from_secs(90);

/// A browser's session, used by one test after another: each test has a server, and so an origin, of its own.
pub(super) struct Session {
    pub(super) driver: WebDriver,
    _process: Driver,
}

/// The sessions that no test uses now.
static IDLE: Mutex<Vec<Session>> = Mutex::new(Vec::new());

/// Those that a failed test leaves, as they end.
static LEFT: Mutex<Vec<thread::JoinHandle<()>>> = Mutex::new(Vec::new());

/// Ends every browser.
pub(crate) fn end() {
    let idle = std::mem::take(&mut *IDLE.lock().unwrap());
    idle.into_iter().for_each(Session::end);
    for left in std::mem::take(&mut *LEFT.lock().unwrap()) {
        let _ = left.join();
    }
}

impl Session {
    pub(super) async fn idle_or_new() -> Self {
        let idle = IDLE.lock().unwrap().pop();
        match idle {
            Some(session) => session,
            None => Self::start().await,
        }
    }

    async fn start() -> Self {
        let engine = Engine::chosen();
        // Once more where another process took the port meanwhile.
        let process = (0..3).find_map(|_| Driver::start(engine)).expect("the driver says its port, or listens there");
        let address = format!("http://127.0.0.1:{}", process.port);
        let session = tokio::time::timeout(LIMIT, WebDriver::new(address, engine.capabilities())).await;
        let driver = session.unwrap_or_else(|_| panic!("{engine:?} did not start within {} s", LIMIT.as_secs()));
        Self { driver: driver.unwrap(), _process: process }
    }

    /// Leaves it to the next test.
    pub(super) fn keep(self) {
        IDLE.lock().unwrap().push(self);
    }

    /// In whatever state a failure left it: nobody else's.
    pub(super) fn leave(self) {
        LEFT.lock().unwrap().push(thread::spawn(|| self.end()));
    }

    /// The browser first: a driver that is killed leaves it behind.
    fn end(self) {
        let _ = RUNTIME.block_on(self.driver.quit());
    }
}

/// A driver's process and, where it has one of its own, its screen.
struct Driver {
    processes: Vec<Child>,
    port: u16,
}

impl Driver {
    /// On a port of its own choice, or else one that is free.
    fn start(engine: Engine) -> Option<Self> {
        let (screen, mut command) = match engine {
            Engine::Chromium => (None, tells(&setting("CHROMEDRIVER"), &["--port=0"])),
            Engine::Firefox => (None, tells(&setting("GECKODRIVER"), &["--port=0", "--log=info"])),
            Engine::WebKit => {
                let (screen, number) = screen();
                let mut command = Command::new(setting("WEBKITDRIVER"));
                command.stdout(Stdio::null());
                // The page's language is the environment's.
                command.env("DISPLAY", format!(":{number}")).env("LANGUAGE", "en_US").env("LANG", "en_US.UTF-8");
                command.env("XDG_CONFIG_HOME", *SLIM);
                (Some(screen), command)
            }
        };
        let mut driver = Self { processes: screen.into_iter().collect(), port: 0 };
        let free = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr()).unwrap().port();
        let given = (engine == Engine::WebKit).then(free);
        if let Some(port) = given {
            command.arg(format!("--port={port}"));
        }
        driver.processes.push(command.stderr(Stdio::null()).spawn().unwrap());
        driver.port = match given {
            Some(port) => listens(port).then_some(port)?,
            None => told(driver.processes.last_mut()?, |line| {
                let (_, port) =
                    line.split_once("successfully on port ").or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
                port.trim().trim_end_matches('.').parse().ok()
            })?,
        };
        Some(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver, and then its screen.
        for process in self.processes.iter_mut().rev() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn tells(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::piped());
    command
}

/// A folder of settings by which what `MiniBrowser` has around the page takes no room: its window would be 447 pixels wide
/// at least.
static SLIM: LazyLock<&str> = LazyLock::new(|| {
    let home = env!("CARGO_TARGET_TMPDIR");
    let folder = [home, "/gtk-3.0"].concat();
    std::fs::create_dir_all(&folder).unwrap();
    let style = "window * { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }";
    std::fs::write(folder + "/gtk.css", style).unwrap();
    home
});

/// Width and height of WebKit's screen in pixels.
pub(super) const SCREEN: (u32, u32) = (1600, 1300);

/// A screen that nobody sees, and its number.
fn screen() -> (Child, u32) {
    let size = format!("{}x{}x24", SCREEN.0, SCREEN.1);
    let mut command = tells(&setting("XVFB"), &["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp"]);
    let mut screen = command.stderr(Stdio::null()).spawn().unwrap();
    let number = told(&mut screen, |line| line.trim().parse().ok());
    (screen, number.expect("Xvfb, the screen that WebKit needs, did not start"))
}

/// What a process says of itself in one of its lines; nothing where it ends without.
fn told<T>(process: &mut Child, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut lines = BufReader::new(process.stdout.take()?).lines().map_while(Result::ok);
    let said = lines.find_map(|line| read(&line));
    // It must be able to go on talking.
    thread::spawn(move || lines.for_each(drop));
    said
}

fn listens(port: u16) -> bool {
    let end = Instant::now() + LIMIT;
    while Instant::now() < end {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return true;
        }
        thread::yield_now();
    }
    false
}
