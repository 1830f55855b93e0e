//! Files with private keys: 64 hexadecimal digits, and comments.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use flags_model::reload::{PublicKey, SigningKey, hex, read_hex};

use crate::failure::Failure;
use crate::source::read_text;

/// The key in a file. A message never shows what the file holds.
pub(crate) fn read(path: &Path) -> Result<SigningKey, Failure> {
    if !path.exists() {
        return Err(Failure::new(format!("no key at {}", path.display()))
            .help(format!("`cargo flags seal --new-key {}` makes one", path.display())));
    }
    let text = read_text(path)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let digits: String = lines.collect();
    let bytes = read_hex(&digits.to_ascii_lowercase()).ok_or_else(|| {
        Failure::new("this is no private key: one is 64 hexadecimal digits").at(path.display()).help(
            "name the file that `cargo flags seal --new-key` wrote; keys of ssh or openssl are written \
             otherwise",
        )
    })?;
    Ok(SigningKey::from_bytes(&bytes))
}

/// Makes a key, in a file that must not be there yet and that nobody else may read. What is handed back is its
/// public half.
pub(crate) fn create(path: &Path) -> Result<PublicKey, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::new(format!("the system has no randomness: {error}")))?;
    let public = PublicKey::from(SigningKey::from_bytes(&bytes).verifying_key());
    let text = format!(
        "# A private key of `cargo flags`: whoever has it can publish. Keep it out of the repository.\n\
         # Public key: {public}\n{}\n",
        hex(&bytes),
    );
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::new(format!("{} is there already", path.display()))
            .help("nothing was written, because a key that is gone cannot be made again; name another file"),
        _ => Failure::io("write", path, &error),
    })?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| Failure::io("write", path, &error))?;
    Ok(public)
}
