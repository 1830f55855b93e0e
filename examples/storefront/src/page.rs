//! What the app does with its flags: one user's pages, as text.

use std::fmt;

use crate::features::Flags;
use crate::users::User;
use crate::{checkout, home, selling};

/// The pages of one user. Displays as a few lines.
pub(crate) struct Page<'a> {
    /// Who decides.
    pub(crate) flags: &'a Flags,
    /// Who looks.
    pub(crate) user: &'a User,
}

/// A piece of a page: its title and what stands there.
pub(crate) type Section = (&'static str, Vec<String>);

/// Columns of a title.
const TITLE: usize = 12;

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (flags, context) = (self.flags, &self.user.context);
        writeln!(f, "{} sees\n", self.user.name)?;
        let sections = home::sections(flags, context)
            .into_iter()
            .chain(checkout::sections(flags, context))
            .chain(selling::sections(flags, context));
        for (title, lines) in sections {
            for (index, line) in lines.iter().enumerate() {
                writeln!(f, "  {:TITLE$}{line}", if index == 0 { title } else { "" })?;
            }
        }

        // The question of every support desk. Each decision displays as a sentence.
        writeln!(f, "\nand why\n")?;
        let explain = flags.explain();
        writeln!(f, "  {}", explain.stories(context))?;
        writeln!(f, "  {}", explain.saved_searches(context))?;
        writeln!(f, "  {}", explain.checkout_button(context))?;
        writeln!(f, "  {}", explain.wholesale_prices(context))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Context, Environment, Recommendations};

    fn page_of_a_guest(flags: &Flags) -> String {
        let user = User { name: "a guest".into(), context: Context::anonymous().into_owned() };
        Page { flags, user: &user }.to_string()
    }

    #[test]
    fn overrides_belong_to_one_handle() {
        let flags = Flags::new(Environment::Production);
        let changed = flags.with(|o| o.stories(true).recommendations(Recommendations::Personal));
        assert!(page_of_a_guest(&changed).contains("picked for you"));
        assert!(page_of_a_guest(&flags).contains("what everyone buys"));
    }

    #[test]
    fn gift_cards_are_sold_outside_production_only() {
        let page = |environment| page_of_a_guest(&Flags::new(environment));
        assert!(page(Environment::Staging).contains("gift cards"));
        assert!(!page(Environment::Production).contains("gift cards"));
    }
}
