//! What someone who sells sees.

use crate::features::{Context, Flags};
use crate::page::Section;

/// The sections of the seller's desk.
pub(crate) fn sections(flags: &Flags, context: &Context<'_>) -> Vec<Section> {
    vec![("Selling", tools(flags, context)), ("Limits", limits(flags, context))]
}

fn tools(flags: &Flags, context: &Context<'_>) -> Vec<String> {
    let tools = [
        (flags.company_dashboard(context), "today's sales, live"),
        (flags.wholesale_prices(context), "wholesale prices"),
        (flags.agency_tools(context), "the shops of your clients"),
        (flags.team_billing(context), "invoices for the team"),
        (flags.audit_log(context), "who changed which price"),
        (flags.shop_spotlight(context), "may we portray your shop?"),
        (flags.research_invite(context), "half an hour for our researchers?"),
        (flags.trial_countdown(context), "your trial ends soon"),
    ];
    tools.into_iter().filter(|(on, _)| *on).map(|(_, text)| text.into()).collect()
}

fn limits(flags: &Flags, context: &Context<'_>) -> Vec<String> {
    // A table value is a struct whose fields have the types of the file's.
    let uploads = flags.upload_limits(context);
    vec![
        format!("{} uploads: {} files of {} MB", uploads.title, uploads.files, uploads.mb),
        format!("exports of {} orders", flags.export_rows(context)),
    ]
}
