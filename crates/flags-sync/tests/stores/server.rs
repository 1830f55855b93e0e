//! Servers that run as long as a test needs them.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A server of its own, on a port of this machine that was free.
pub struct Server {
    pub address: SocketAddr,
    command: fn(&SocketAddr, &str) -> Command,
    directory: TempDir,
    child: Option<Child>,
}

impl Server {
    /// `nats-server` with `JetStream`, or nothing if it is not installed.
    pub fn nats() -> Option<Self> {
        Self::start("nats-server", |address, directory| {
            let mut command = Command::new("nats-server");
            command.args(["-js", "-a", "127.0.0.1", "-p", &address.port().to_string(), "-sd", directory]);
            command
        })
    }

    /// `redis-server` without a disk, or nothing if it is not installed.
    pub fn redis() -> Option<Self> {
        Self::start("redis-server", |address, directory| {
            let mut command = Command::new("redis-server");
            command.args(["--bind", "127.0.0.1", "--port", &address.port().to_string()]);
            command.args(["--save", "", "--dir", directory]);
            command
        })
    }

    fn start(name: &str, command: fn(&SocketAddr, &str) -> Command) -> Option<Self> {
        let is_installed = Command::new(name).arg("--version").stdout(Stdio::null()).spawn();
        match is_installed.and_then(|mut child| child.wait()) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let is_required = std::env::var_os("FLAGS_REQUIRE_SERVERS").is_some_and(|it| it == "1");
                assert!(!is_required, "`{name}` is not installed, and FLAGS_REQUIRE_SERVERS=1 wants it");
                eprintln!("skipped: `{name}` is not installed");
                return None;
            }
            result => result.expect("it can be started"),
        };
        let directory = tempfile::tempdir().expect("a directory");
        let mut server = Self { address: free_address(), command, directory, child: None };
        server.run();
        Some(server)
    }

    /// Starts it, at the address that it has, and with the data that it had.
    pub fn run(&mut self) {
        let directory = self.directory.path().to_str().expect("UTF-8");
        let mut command = (self.command)(&self.address, directory);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it can be started");
        self.child = Some(child);
        let started = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            assert!(started.elapsed() < Duration::from_secs(10), "the server does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends it as a machine ends that loses its power.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it runs");
            child.wait().expect("it has ended");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An address that nobody listens at, most likely for a while.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

/// A server that takes connections and never says a word.
pub fn silent() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}
