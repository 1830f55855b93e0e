//! One instance of the shop, as a process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// Stops with the test.
pub struct Instance {
    process: Child,
    address: String,
}

impl Instance {
    /// Starts an instance on a free port, and waits until it says which.
    pub fn start(name: &str, store: &str, cache: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fleet"));
        command.args(["--name", name, "--store", store, "--listen", "127.0.0.1:0"]);
        if let Some(cache) = cache {
            command.arg("--cache").arg(cache);
        }
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it was built");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("it is piped");
        BufReader::new(stdout).read_line(&mut line).expect("it says where it listens");
        let address = line.trim().rsplit_once("http://").expect("it says where it listens").1.to_owned();
        Self { process, address }
    }

    /// What `/flags` shows for a visitor.
    pub fn flags(&self) -> Value {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("it is no zero");
        let request =
            "GET /flags?user=u1&plan=pro&country=DK HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).expect("it listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let body = answer.split_once("\r\n\r\n").expect("there is a body").1;
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
