//! Stores, with real servers on this machine: what a store promises, and what happens when a server is killed,
//! is slow, or talks nonsense. Where `nats-server` or `redis-server` is not installed, its tests say so and do
//! nothing; with `FLAGS_REQUIRE_SERVERS=1` they fail.

mod contract;
mod follow;
mod nats;
mod object;
mod open;
mod redis;
mod server;
mod web;
