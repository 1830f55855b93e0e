//! A small web server, which can misbehave.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// How it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Well,
    /// It knows no versions.
    WithoutETags,
    /// `500 Internal Server Error`.
    Broken,
    /// It closes the connection in the middle of the text.
    Cutting,
    /// It sends no answer.
    Silent,
    /// It sends the beginning of the text, and the rest never.
    Hanging,
    /// What it sends is no HTTP.
    Garbage,
    /// What is absent is forbidden, as a bucket says it to whoever may not list it.
    Guarded,
    /// It says that the text is very long.
    Endless,
}

/// What it has, and what it did.
#[derive(Default)]
pub struct State {
    pub mood: Mood,
    pub rules: Option<String>,
    pub kills: Option<String>,
    /// How many texts were sent whole.
    pub sent: usize,
}

/// A web server, until it is dropped.
pub struct Web {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl Web {
    pub async fn start(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            // Connections end with the server.
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&shared);
                connections.spawn(async move { drop(answer(stream, &shared).await) });
            }
        });
        Self { address, state, task }
    }

    pub fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn url(&self) -> String {
        format!("http://{}/shop/flags.toml", self.address)
    }

    /// Ends it, and waits until its port is free.
    pub async fn stop(mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let (mood, text) = {
        let state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let path = request.split([' ', '?']).nth(1).unwrap_or_default();
        let text = match path {
            "/shop/flags.toml" => state.rules.clone(),
            "/shop/flags.kill" => state.kills.clone(),
            _ => None,
        };
        (state.mood, text)
    };
    if text.is_none() && mood == Mood::Guarded {
        return say(&mut stream, "403 Forbidden", "", "").await;
    }
    let Some(text) = text else { return say(&mut stream, "404 Not Found", "", "").await };
    let e_tag = format!("\"{}-{}\"", text.len(), text.bytes().map(u32::from).sum::<u32>());
    let header = format!("ETag: {e_tag}\r\n");
    match mood {
        Mood::Well | Mood::Guarded if request.contains(&e_tag) => {
            say(&mut stream, "304 Not Modified", &header, "").await
        }
        Mood::Well | Mood::Guarded | Mood::WithoutETags => {
            let header = if mood == Mood::WithoutETags { "" } else { &header };
            say(&mut stream, "200 OK", header, &text).await?;
            state.lock().unwrap_or_else(PoisonError::into_inner).sent += 1;
            Ok(())
        }
        Mood::Broken => say(&mut stream, "500 Internal Server Error", "", "").await,
        Mood::Silent => {
            sleep(Duration::from_secs(60)).await;
            Ok(())
        }
        Mood::Cutting | Mood::Hanging => {
            let (half, _) = text.split_at(text.len() / 2);
            let length = text.len();
            let head = format!("HTTP/1.1 200 OK\r\n{header}Content-Length: {length}\r\n\r\n{half}");
            stream.write_all(head.as_bytes()).await?;
            if mood == Mood::Hanging {
                sleep(Duration::from_secs(60)).await;
            }
            Ok(())
        }
        Mood::Garbage => stream.write_all(b"\x16\x03\x01 nobody knows what this is\r\n\r\n").await,
        Mood::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4194305\r\n\r\n#").await?;
            sleep(Duration::from_secs(60)).await;
            Ok(())
        }
    }
}

async fn say(stream: &mut TcpStream, status: &str, header: &str, text: &str) -> std::io::Result<()> {
    let length = text.len();
    let answer =
        format!("HTTP/1.1 {status}\r\n{header}Content-Length: {length}\r\nConnection: close\r\n\r\n{text}");
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}
