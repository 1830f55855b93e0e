//! Contexts from a file of JSON lines, or from standard input: one at a time, in constant memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde_json::{Map, Value};

use crate::failure::Failure;

/// A context has a few attributes. What is longer than this is no context, and would fill the memory.
const LONGEST_LINE: u64 = 1 << 20;

/// The lines of a file that are contexts.
pub(crate) struct ContextLines {
    name: String,
    input: Box<dyn BufRead>,
    buffer: Vec<u8>,
    number: usize,
    read: u64,
    size: Option<u64>,
}

impl ContextLines {
    /// Opens a file; `-` is standard input.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let (name, input, size): (_, Box<dyn BufRead>, _) = if path == Path::new("-") {
            ("standard input".to_owned(), Box::new(io::stdin().lock()), None)
        } else {
            let fail = |error| {
                Failure::io("read", path, &error)
                    .help("`--contexts` takes a file of JSON lines, or - for standard input")
            };
            let file = File::open(path).map_err(fail)?;
            let about = file.metadata().map_err(fail)?;
            if about.is_dir() {
                return Err(fail(io::ErrorKind::IsADirectory.into()));
            }
            // A pipe has no size.
            let size = about.is_file().then_some(about.len());
            (path.display().to_string(), Box::new(BufReader::with_capacity(1 << 16, file)), size)
        };
        Ok(Self { name, input, buffer: Vec::new(), number: 0, read: 0, size })
    }

    /// The next object; lines of nothing but spaces are passed over.
    pub(crate) fn next_object(&mut self) -> Result<Option<Map<String, Value>>, Failure> {
        loop {
            self.buffer.clear();
            let line = (&mut self.input).take(LONGEST_LINE + 1).read_until(b'\n', &mut self.buffer);
            let length = line.map_err(|error| Failure::io("read", Path::new(&self.name), &error))?;
            if length == 0 {
                return Ok(None);
            }
            self.number += 1;
            self.read += length as u64;
            if length as u64 > LONGEST_LINE {
                return Err(self.fail("the line is longer than 1 MiB", None));
            }
            if self.buffer.trim_ascii().is_empty() {
                continue;
            }
            return match serde_json::from_slice::<Value>(&self.buffer) {
                Ok(Value::Object(object)) => Ok(Some(object)),
                Ok(_) => Err(self.fail("this is no object: a context is written {\"user\": \"u1\"}", None)),
                Err(error) => {
                    let text = error.to_string();
                    let what = text.split(" at line ").next().unwrap_or_default();
                    Err(self.fail(&format!("this is no JSON: {what}"), Some(error.column())))
                }
            };
        }
    }

    /// What is wrong with the line that was read last.
    pub(crate) fn fail(&self, problem: &str, column: Option<usize>) -> Failure {
        let column = column.map_or_else(String::new, |column| format!(":{column}"));
        Failure::new(problem).at(format!("{}:{}{column}", self.name, self.number))
    }

    /// Says of a failure which line it is about.
    pub(crate) fn locate(&self, failure: Failure) -> Failure {
        failure.at(format!("{}:{}", self.name, self.number))
    }

    /// Bytes read so far, and how many there are, where that is known.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        (self.read, self.size)
    }
}
