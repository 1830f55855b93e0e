//! What someone who buys sees.

use crate::features::{CheckoutButton, Context, Flags};
use crate::page::Section;

/// The sections of the checkout.
pub(crate) fn sections(flags: &Flags, context: &Context<'_>) -> Vec<Section> {
    let colour = match flags.checkout_button(context) {
        CheckoutButton::Control => "green",
        CheckoutButton::Blue => "blue",
        CheckoutButton::DeepRed => "deep red",
    };
    let pages = if flags.one_page_checkout(context) { "one page" } else { "two pages" };
    let mut lines = vec![format!("{pages}, a {colour} button")];
    // A float value.
    lines.push(format!("free shipping from {:.2} €", flags.free_shipping_from(context)));
    if flags.checkout_upsell(context) {
        lines.push("one more thing?".into());
    }
    let mut payments = vec!["card"];
    if flags.pay_later(context) {
        payments.push("in thirty days");
    }
    if flags.gift_cards(context) {
        payments.push("gift cards");
    }
    lines.push(format!("pay by {}", payments.join(", ")));
    if flags.instant_refunds(context) {
        lines.push("money back before the parcel is".into());
    }
    vec![("Checkout", lines)]
}
