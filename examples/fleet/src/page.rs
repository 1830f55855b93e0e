//! What the shop answers.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Shop;
use crate::features::{Context, Plan};

/// Who asks: `?user=u1&plan=pro&country=DK`.
#[derive(Deserialize)]
struct Visitor {
    user: Option<String>,
    plan: Option<String>,
    country: Option<String>,
}

pub(crate) fn routes(shop: Shop) -> Router {
    Router::new().route("/", get(sell)).route("/flags", get(show_flags)).with_state(shop)
}

/// The shop itself: what a visitor sees depends on flags, and all of them on one version of the rules.
async fn sell(
    State(shop): State<Shop>,
    Query(visitor): Query<Visitor>,
) -> Result<String, (StatusCode, String)> {
    let flags = shop.flags.snapshot();
    let context = visitor.context()?;
    let seats = if flags.seat_map(&context) { "a picture of the hall" } else { "a list of seats" };
    let button = flags.checkout_button(&context);
    let days = flags.refund_days(&context);
    let later = if flags.pay_later(&context) { " or later" } else { "" };
    Ok(format!("Choose from {seats}. Pay now{later} with a {button} button. Give back within {days} days.\n"))
}

/// What this instance runs, and what it decides for a visitor and why.
async fn show_flags(
    State(shop): State<Shop>,
    Query(visitor): Query<Visitor>,
) -> Result<Json<Value>, (StatusCode, String)> {
    let live = shop.flags.live();
    let decisions = shop.flags.all(&visitor.context()?);
    let store = shop.follower.status();
    Ok(Json(json!({
        "instance": &*live.instance(),
        "schema": live.schema(),
        "revision": live.revision(),
        "generation": live.generation(),
        "status": live.status().to_string(),
        "killed": live.killed(),
        "store": store.store,
        "fault": store.rules.fault.as_ref().or(store.watch.as_ref()).map(ToString::to_string),
        "refused": store.refused().map(|diagnostics| diagnostics.rejection().to_string()),
        "decisions": decisions,
    })))
}

impl Visitor {
    fn context(&self) -> Result<Context<'_>, (StatusCode, String)> {
        let plan = self.plan.as_deref().map(str::parse::<Plan>).transpose();
        let plan = plan.map_err(|error| (StatusCode::BAD_REQUEST, format!("{error}\n")))?;
        let context = match &self.user {
            Some(user) => Context::new(user),
            None => Context::anonymous(),
        };
        Ok(context.maybe_plan(plan).maybe_country(self.country.as_deref()))
    }
}
