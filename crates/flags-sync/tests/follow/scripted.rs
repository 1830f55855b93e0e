//! A store that does what a test says.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use flags_sync::store::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use tokio::sync::Notify;

/// What it says when an item is read.
#[derive(Clone, Debug)]
pub enum Answer {
    Absent,
    Bytes(Vec<u8>),
    Fault,
    Panic,
    Hang,
}

/// What it does when it is listened to.
#[derive(Clone, Copy, Debug)]
pub enum Voice {
    /// It wakes when it has changed.
    Tells,
    Silent,
    Fault,
    Panic,
}

pub struct Scripted {
    pub rules: Mutex<Answer>,
    pub base: Mutex<Answer>,
    pub kills: Mutex<Answer>,
    pub voice: Mutex<Voice>,
    pub poll: Duration,
    pub written: Mutex<Vec<Vec<u8>>>,
    /// How often the rules were read, and handed out whole.
    pub reads: AtomicUsize,
    pub founds: AtomicUsize,
    pub listens: AtomicUsize,
    changed: Notify,
}

impl Scripted {
    pub fn new(rules: Answer) -> Arc<Self> {
        Arc::new(Self {
            rules: Mutex::new(rules),
            base: Mutex::new(Answer::Absent),
            kills: Mutex::new(Answer::Absent),
            voice: Mutex::new(Voice::Tells),
            poll: Duration::from_secs(30),
            written: Mutex::default(),
            reads: AtomicUsize::new(0),
            founds: AtomicUsize::new(0),
            listens: AtomicUsize::new(0),
            changed: Notify::new(),
        })
    }

    pub fn say(&self, rules: Answer) {
        *self.rules.lock().unwrap() = rules;
        self.changed.notify_one();
    }

    pub fn say_text(&self, text: impl AsRef<str>) {
        self.say(Answer::text(text));
    }

    /// What is for all while the rules are for some.
    pub fn base(&self, base: Answer) {
        *self.base.lock().unwrap() = base;
        self.changed.notify_one();
    }

    pub fn kill(&self, kills: Answer) {
        *self.kills.lock().unwrap() = kills;
        self.changed.notify_one();
    }

    pub fn speak(&self, voice: Voice) {
        *self.voice.lock().unwrap() = voice;
    }

    pub fn count_reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }

    pub fn count_founds(&self) -> usize {
        self.founds.load(Ordering::SeqCst)
    }

    pub fn count_listens(&self) -> usize {
        self.listens.load(Ordering::SeqCst)
    }

    pub fn wake(&self) {
        self.changed.notify_one();
    }
}

impl Answer {
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Bytes(text.as_ref().as_bytes().to_vec())
    }
}

#[async_trait]
impl Store for Scripted {
    fn address(&self) -> String {
        "scripted://shop".to_owned()
    }

    async fn read(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault> {
        let is_rules = *item == Item::Rules;
        self.reads.fetch_add(usize::from(is_rules), Ordering::SeqCst);
        let answer = match item {
            Item::Rules => &self.rules,
            Item::Base => &self.base,
            _ => &self.kills,
        };
        let answer = answer.lock().unwrap().clone();
        match answer {
            Answer::Absent => Ok(Read::Absent),
            Answer::Bytes(bytes) => {
                let version = Version(format!("{bytes:?}"));
                if known == Some(&version) {
                    return Ok(Read::Unchanged);
                }
                self.founds.fetch_add(usize::from(is_rules), Ordering::SeqCst);
                Ok(Read::Found { bytes, version })
            }
            Answer::Fault => Err(Fault::new("it is out of order")),
            Answer::Panic => panic!("it is out of its mind"),
            Answer::Hang => std::future::pending().await,
        }
    }

    async fn write(&self, item: &Item, bytes: &[u8], _: &Expected) -> Result<Version, WriteFault> {
        assert!(matches!(item, Item::Report(_)), "a follower writes only reports");
        self.written.lock().unwrap().push(bytes.to_vec());
        Ok(Version(String::new()))
    }

    async fn reports(&self) -> Result<Vec<Vec<u8>>, Fault> {
        Ok(self.written.lock().unwrap().clone())
    }

    async fn watch(&self, wake: &Notify) -> Fault {
        self.listens.fetch_add(1, Ordering::SeqCst);
        let voice = *self.voice.lock().unwrap();
        match voice {
            Voice::Tells => loop {
                wake.notify_one();
                self.changed.notified().await;
            },
            Voice::Silent => std::future::pending().await,
            Voice::Fault => Fault::new("it is hoarse"),
            Voice::Panic => panic!("it shouts"),
        }
    }

    fn poll_interval(&self) -> Duration {
        self.poll
    }

    fn needs_seal(&self) -> bool {
        false
    }
}
