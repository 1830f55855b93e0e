//! The bucket in which the texts lie: a stream of `JetStream`, by the rules of its key-value stores.

use async_nats::HeaderMap;
use async_nats::jetstream::consumer::DeliverPolicy;
use async_nats::jetstream::consumer::push::{Ordered, OrderedConfig};
use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::kv::Store as Bucket;
use async_nats::jetstream::message::StreamMessage;
use async_nats::jetstream::stream::{
    Config, DirectGetErrorKind, DiscardPolicy, LastRawMessageErrorKind, StorageType,
};
use async_nats::jetstream::{Context, ErrorCode};

use crate::store::words::with_reasons;

/// Opens the bucket, if there is one.
pub(super) async fn find(context: &Context, name: &str) -> Result<Option<Bucket>, String> {
    if let Err(error) = context.get_stream(format!("KV_{name}")).await {
        return match error.kind() {
            GetStreamErrorKind::JetStream(reason) if reason.error_code() == ErrorCode::STREAM_NOT_FOUND => {
                Ok(None)
            }
            GetStreamErrorKind::JetStream(reason) if is_without_jetstream(reason.error_code()) => {
                Err(format!("{reason}; buckets need JetStream: start nats-server with `--jetstream`"))
            }
            _ => Err(format!(
                "{}; if the server runs, it may lack JetStream (`nats-server --jetstream`)",
                with_reasons(&error)
            )),
        };
    }
    context.get_key_value(name).await.map(Some).map_err(|error| with_reasons(&error))
}

/// Opens the bucket, and makes it first if there is none.
///
/// It is made as the stream that it is: `create_key_value` asks for what servers before 2.10 do not know, and
/// cannot read their answer.
pub(super) async fn find_or_create(context: &Context, name: &str) -> Result<Bucket, String> {
    if let Some(bucket) = find(context, name).await? {
        return Ok(bucket);
    }
    let config = Config {
        name: format!("KV_{name}"),
        subjects: vec![format!("$KV.{name}.>")],
        max_messages_per_subject: 1,
        discard: DiscardPolicy::New,
        storage: StorageType::File,
        allow_rollup: true,
        deny_delete: true,
        allow_direct: true,
        num_replicas: 1,
        ..Config::default()
    };
    // Somebody else may have made it meanwhile; whether it is there now is all that counts.
    let made = context.create_stream(config).await.map_err(|error| with_reasons(&error));
    match find(context, name).await? {
        Some(bucket) => Ok(bucket),
        None => Err(made
            .err()
            .unwrap_or_else(|| format!("the bucket `{name}` was removed as soon as it was made"))),
    }
}

/// The last message of a key. From any server that has it, or from the one that leads and cannot be behind.
pub(super) async fn last(
    bucket: &Bucket,
    key: &str,
    from_leader: bool,
) -> Result<Option<StreamMessage>, String> {
    let subject = format!("{}{key}", bucket.prefix);
    let stream = &bucket.stream;
    let message = if stream.cached_info().config.allow_direct && !from_leader {
        match stream.direct_get_last_for_subject(subject).await {
            Err(error) if error.kind() == DirectGetErrorKind::NotFound => return Ok(None),
            message => message.map_err(|error| with_reasons(&error))?,
        }
    } else {
        match stream.get_last_raw_message_by_subject(&subject).await {
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => return Ok(None),
            message => message.map_err(|error| with_reasons(&error))?,
        }
    };
    Ok(Some(message))
}

/// A key that was deleted is marked so, by a message without a text.
pub(super) fn is_deleted(headers: Option<&HeaderMap>) -> bool {
    headers.is_some_and(|headers| headers.get("KV-Operation").is_some())
}

/// The last message of each key, then each new one. It tells how many more there are that were there before.
pub(super) async fn follow(
    context: &Context,
    bucket: &Bucket,
    keys: &str,
    headers_only: bool,
) -> Result<(u64, Ordered), String> {
    let config = OrderedConfig {
        deliver_subject: context.client().new_inbox(),
        filter_subject: format!("{}{keys}", bucket.prefix),
        deliver_policy: DeliverPolicy::LastPerSubject,
        headers_only,
        ..OrderedConfig::default()
    };
    let consumer = bucket.stream.create_consumer(config).await.map_err(|error| with_reasons(&error))?;
    let pending = consumer.cached_info().num_pending;
    let messages = consumer.messages().await.map_err(|error| with_reasons(&error))?;
    Ok((pending, messages))
}

fn is_without_jetstream(code: ErrorCode) -> bool {
    [ErrorCode::JETSTREAM_NOT_ENABLED, ErrorCode::JETSTREAM_NOT_ENABLED_FOR_ACCOUNT].contains(&code)
}
