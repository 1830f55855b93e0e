//! What someone who looks around sees: the top of the page, the stories, the catalog.

use crate::features::{Context, Flags, Recommendations};
use crate::page::Section;

/// The sections of the home page.
pub(crate) fn sections(flags: &Flags, context: &Context<'_>) -> Vec<Section> {
    let mut sections = vec![("Home", top(flags, context))];
    // A flag is asked where it is used. Its requirements are the file's business: no code here
    // looks whether stories are on before it asks for their stickers.
    if flags.stories(context) {
        sections.push(("Stories", stories(flags, context)));
    }
    sections.push(("Catalog", catalog(flags, context)));
    sections.push(("For you", vec![suggestions(flags, context).into()]));
    sections
}

fn top(flags: &Flags, context: &Context<'_>) -> Vec<String> {
    let heart = if flags.loyalty_badge(context) { " ♥" } else { "" };
    // A string value: what it says stands in the file.
    let mut lines = vec![format!("{}{heart}", flags.home_headline(context))];
    if flags.winter_sale(context) {
        lines.push("winter sale, until the end of November".into());
    }
    if flags.welcome_tour(context) {
        lines.push("new here? take the tour".into());
    }
    if flags.offline_cart(context) {
        lines.push("the cart works offline".into());
    }
    if flags.support_chat(context) {
        lines.push("questions? talk to a person".into());
    }
    lines
}

fn stories(flags: &Flags, context: &Context<'_>) -> Vec<String> {
    let mut lines = vec!["from three brands you follow".into()];
    if flags.story_stickers(context) {
        lines.push("with price tags and polls".into());
    }
    if flags.story_replies(context) {
        lines.push("answer with a message".into());
    }
    lines
}

fn catalog(flags: &Flags, context: &Context<'_>) -> Vec<String> {
    let layout = if flags.new_catalog(context) { "large pictures" } else { "a list" };
    // Named values: the program sees the number, reports see the name.
    let mut lines = vec![format!("{layout}, {} at a time", flags.page_size(context))];
    if flags.catalog_filters(context) {
        lines.push("filter by colour, size and maker".into());
    }
    if flags.saved_searches(context) {
        lines.push("keep this search".into());
    }
    if flags.video_previews(context) {
        lines.push("pictures that move".into());
    }
    if flags.wish_lists(context) {
        lines.push("share a wish list".into());
    }
    lines
}

/// Variants are an enum, so that a new one in the file makes this `match` a compile error.
fn suggestions(flags: &Flags, context: &Context<'_>) -> &'static str {
    match flags.recommendations(context) {
        Recommendations::Popular => "what everyone buys",
        Recommendations::Similar => "more like what you bought",
        Recommendations::Personal => "picked for you",
    }
}
