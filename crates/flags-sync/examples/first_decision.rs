//! How long a program waits for its first decision when no source can be heard.
//!
//! ```console
//! cargo run --release -p flags-sync --features nats --example first_decision -- nats://127.0.0.1:1/flags/shop
//! ```

use std::env;
use std::error::Error;
use std::time::Instant;

mod features {
    #[flags::flags("tests/follow/shop.toml")]
    pub struct Flags;
}
use features::{Context, Flags};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address =
        env::args().nth(1).ok_or("say where nobody listens: `first_decision nats://127.0.0.1:1/a/b`")?;
    let start = Instant::now();
    let flags = Flags::new();
    let store = flags_sync::open(&address)?;
    let follower = flags_sync::follow(flags.live(), store).start()?;
    let begun = start.elapsed();
    let context = Context::new("user-7");
    let is_on = flags.new_cart(&context) && flags.search(&context);
    println!("following after {begun:?}, the first decision ({is_on}) after {:?}", start.elapsed());
    drop(follower);
    Ok(())
}
