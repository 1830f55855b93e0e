//! Opening stores by their addresses.

use flags_sync::open;

#[test]
fn addresses_lead_to_stores() {
    for (address, shown) in [
        ("flags.toml", "flags.toml"),
        ("file:flags.toml", "flags.toml"),
        ("file:///etc/flags.toml", "/etc/flags.toml"),
        ("nats://u:p@one:4222,two/flags/shop", "nats://one:4222,nats://two/flags/shop"),
        ("redis://:p@cache:6379/0/shop", "redis://cache:6379/0/shop"),
        ("redis://cache/1?set=shop", "redis://cache/1/shop"),
        ("rediss://cache?set=shop", "rediss://cache/shop"),
        ("https://u:p@cdn.example.com/flags.toml?signature=x", "https://cdn.example.com/flags.toml"),
    ] {
        let store = open(address).unwrap_or_else(|error| panic!("{error}"));
        // Paths may be made whole.
        assert!(store.address().ends_with(shown), "{address}: {}", store.address());
    }
}

#[test]
fn what_cannot_be_opened_is_explained() {
    let mut cases = vec![
        ("ftp://u:secret@host/flags.toml", "no store of the kind `ftp:`"),
        ("file:", "names no file"),
        ("nats://u:secret@host", "write `nats://host:4222/BUCKET/SET`"),
        ("nats://host/flags/a b", "`a b` is no name for a set"),
        ("redis://u:secret@host/0", "write `redis://host:6379/DB/SET`"),
        ("redis://u:secret@host/shop/shop", "is no address of Redis"),
        ("https://u:secret@host", "names no object"),
        ("https://u:secret@host:99999/flags.toml", "invalid port"),
    ];
    if cfg!(not(feature = "aws")) {
        cases.push(("s3://bucket/flags.toml", "feature `aws`"));
    }
    for (address, says) in cases {
        let error = open(address).map(|_| ()).expect_err("it is refused").to_string();
        assert!(error.contains(says) && !error.contains("secret"), "{error}");
    }
}
