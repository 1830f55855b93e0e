//! Paths that were meant to be addresses.

use crate::store::words::without_secrets;

/// What an address may begin with that is no path.
const SCHEMES: [&str; 13] =
    ["nats", "tls", "redis", "rediss", "http", "https", "s3", "s3a", "gs", "az", "azure", "abfs", "abfss"];

/// An address that was most likely meant, and what was written for it: both as messages may show them.
pub(crate) struct Meant {
    pub written: String,
    pub address: String,
}

/// What was most likely meant by a path that looks like a server: `localhost:4222/flags/shop`, `nats//host/…`. A
/// kill list that is written into a file of that name stops nothing.
pub(crate) fn unlikely_path(address: &str) -> Option<Meant> {
    if let Some((scheme, rest)) = address.split_once("//")
        && SCHEMES.contains(&scheme)
    {
        let address = without_secrets(&format!("{scheme}://{rest}"));
        // The secrets are where they are in an address.
        return Some(Meant { written: address.replacen("://", "//", 1), address });
    }
    let (host, rest) = address.split_once(':')?;
    let port = rest.split('/').next().filter(|port| !port.is_empty())?;
    let is_host = host.len() > 1 && !host.contains('/') && !SCHEMES.contains(&host) && host != "file";
    let is_server = is_host && port.bytes().all(|byte| byte.is_ascii_digit());
    let written = without_secrets(address);
    let scheme = if port == "6379" { "redis" } else { "nats" };
    is_server.then(|| Meant { address: format!("{scheme}://{written}"), written })
}

#[cfg(test)]
mod tests {
    use crate::open;

    #[test]
    fn what_looks_like_a_server_is_shown_without_its_secrets() {
        for (address, written, meant) in [
            (
                "nats//ann:secret@host:4222/flags/shop",
                "nats//host:4222/flags/shop",
                "nats://host:4222/flags/shop",
            ),
            (
                "abfss//ann:secret@host/flags.toml?sig=secret",
                "abfss//host/flags.toml",
                "abfss://host/flags.toml",
            ),
            ("cache:6379/0/shop?token=secret", "cache:6379/0/shop", "redis://cache:6379/0/shop"),
        ] {
            let message = open(address).map(|_| ()).expect_err("it is no path").to_string();
            assert!(message.starts_with(&format!("`{written}` looks like")), "{message}");
            assert!(
                message.contains(&format!("is it `{meant}`?")) && !message.contains("secret"),
                "{message}"
            );
        }
    }
}
