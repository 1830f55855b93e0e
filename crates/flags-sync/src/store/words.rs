//! Addresses, names and errors, as stores say them.

/// Who has not reported for so long is no more.
#[cfg(any(feature = "file", feature = "nats", feature = "object"))]
pub(crate) const FORGOTTEN: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

/// So much of a kill list is read, and perhaps a byte more: one that was cut at the end of a line would revive what
/// follows, and one that is too long is known to be. In front of it a byte order mark may stand.
pub(crate) const LONGEST_KILLS: usize = flags_model::reload::LONGEST_KILL_LIST + "\u{feff}".len() + 1;

/// An address as messages may show it: whose password, and whatever a signed address carries behind `?`, is
/// nobody's business.
pub(crate) fn without_secrets(address: &str) -> String {
    let address = address.split_once('?').map_or(address, |(place, _)| place);
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (servers, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let servers: Vec<&str> =
        servers.split(',').map(|server| server.rsplit('@').next().unwrap_or(server)).collect();
    format!("{scheme}://{}{path}", servers.join(","))
}

/// A name of an instance that can stand in a key, a file name, or an address: what could mean something there
/// is written as `=2E`.
#[cfg(any(feature = "file", feature = "nats", feature = "object"))]
pub(crate) fn safe_name(name: &str) -> String {
    use std::fmt::Write as _;

    let mut safe = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            safe.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(safe, "={byte:02X}");
        }
    }
    safe
}

/// What a library says, with the reasons below it: many only say "error sending request" at the top.
#[cfg(any(feature = "nats", feature = "redis", feature = "object"))]
pub(crate) fn with_reasons(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut reason = error.source();
    while let Some(error) = reason {
        let text = error.to_string();
        if !words.contains(&text) {
            words.push_str(": ");
            words.push_str(&text);
        }
        reason = error.source();
    }
    words
}

/// Tells texts apart, for places that number them anew when they are set up again, or not at all.
#[cfg(any(feature = "nats", feature = "object"))]
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_their_secrets() {
        for (address, shown) in [
            ("nats://ann:pa@ss@one:4222,bob:x@two/flags/shop", "nats://one:4222,two/flags/shop"),
            ("redis://:secret@cache:6379/0/shop?set=shop", "redis://cache:6379/0/shop"),
            ("https://cdn.example.com/flags.toml?signature=abc", "https://cdn.example.com/flags.toml"),
            ("/etc/flags.toml", "/etc/flags.toml"),
        ] {
            assert_eq!(without_secrets(address), shown);
        }
    }

    #[test]
    #[cfg(any(feature = "file", feature = "nats", feature = "object"))]
    fn names_are_safe_and_differ() {
        assert_eq!(safe_name("web-7_a"), "web-7_a");
        assert_eq!(safe_name("../web 7.eu"), "=2E=2E=2Fweb=207=2Eeu");
        assert_ne!(safe_name("a=2E"), safe_name("a."));
    }
}
