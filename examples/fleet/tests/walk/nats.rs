//! A NATS server that belongs to the test.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Stops with the test.
pub struct Nats {
    process: Child,
    port: u16,
    directory: TempDir,
}

impl Nats {
    /// Starts a server on a free port; without one on this machine the test says so and is skipped, unless
    /// it must not be.
    pub fn start() -> Option<Self> {
        let is_there = Command::new("nats-server").arg("--version").stdout(Stdio::null()).status().is_ok();
        if !is_there {
            assert!(std::env::var_os("FLAGS_REQUIRE_SERVERS").is_none(), "nats-server is not installed");
            eprintln!("skipped: nats-server is not installed (`apt-get install nats-server`)");
            return None;
        }
        let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = free.local_addr().expect("it is bound").port();
        drop(free);
        let directory = tempfile::tempdir().expect("there is room");
        let process = spawn(port, &directory);
        Some(Self { process, port, directory })
    }

    pub fn address(&self) -> String {
        format!("nats://127.0.0.1:{}/flags/tickets", self.port)
    }

    /// As a machine that loses its power.
    pub fn kill(&mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ran");
    }

    pub fn restart(&mut self) {
        self.process = spawn(self.port, &self.directory);
    }
}

fn spawn(port: u16, directory: &TempDir) -> Child {
    let process = Command::new("nats-server")
        .args(["-js", "-a", "127.0.0.1", "-p", &port.to_string(), "-sd"])
        .arg(directory.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it is installed");
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < Duration::from_secs(10), "nats-server does not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    process
}

impl Drop for Nats {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
