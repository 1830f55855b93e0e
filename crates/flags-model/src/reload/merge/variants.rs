//! Variants and values of a flag in the numbers of the program, whose code decides by number.
//!
//! A split walks its weights in the order of `variants` of the text that states it, also where the program
//! has another order: so a text decides alike in every program that takes it. Who reorders the variants of
//! a split reshuffles it, in a program compiled with the new order as in one with the old.

use super::source::Source;
use crate::model::{Flag, Payload, PayloadId, Percent, Serve, ValueType};
use crate::reload::{Kept, Reason};
use crate::source::{Span, Spanned};

/// The numbers of a flag's variants, and of the fields of its values.
pub(super) struct Numbers<'f> {
    /// The flag as its source has it.
    flag: &'f Flag,
    /// `None` if the program has the same variants in the same order.
    variants: Option<Vec<Option<PayloadId>>>,
    /// Which field of the source is each of the program's; `None` if they are in the same order.
    fields: Option<Vec<usize>>,
}

impl<'f> Numbers<'f> {
    /// `None` if the flag is of another type in the program.
    pub fn of(flag: &'f Flag, known: &Flag) -> Option<Self> {
        if flag.variants.is_empty() != known.variants.is_empty() {
            return None;
        }
        let fields = match (&flag.value, &known.value) {
            (flag, known) if flag == known => None,
            (ValueType::Table(fields), ValueType::Table(known)) if fields.len() == known.len() => {
                let places = known.iter().map(|field| fields.iter().position(|it| it == field));
                Some(places.collect::<Option<Vec<_>>>()?)
            }
            _ => return None,
        };
        let number = |name: &String| {
            let at = known.variants.iter().position(|known| known == name);
            at.and_then(|at| PayloadId::try_from(at).ok())
        };
        let variants = (flag.variants != known.variants).then(|| flag.variants.iter().map(number).collect());
        Some(Self { flag, variants, fields })
    }

    /// The number of a variant or a value.
    pub fn payload(&self, source: &Source<'_>, payload: PayloadId, span: Span) -> Result<PayloadId, Kept> {
        let Some(variants) = &self.variants else { return Ok(payload) };
        variants.get(usize::from(payload)).copied().flatten().ok_or_else(|| {
            let variant = self.flag.variants.get(usize::from(payload)).cloned().unwrap_or_default();
            source.keep(Reason::Variant { flag: self.flag.name.clone(), variant }, span)
        })
    }

    pub fn serve(
        &self,
        source: &Source<'_>,
        serve: Option<&Spanned<Serve>>,
    ) -> Result<Option<Spanned<Serve>>, Kept> {
        let Some(serve) = serve else { return Ok(None) };
        let shares = |shares: &[(PayloadId, Percent)]| {
            let number = |(payload, weight): &(PayloadId, Percent)| {
                Ok((self.payload(source, *payload, serve.span)?, *weight))
            };
            shares.iter().map(number).collect::<Result<Vec<_>, Kept>>()
        };
        let value = match &serve.value {
            Serve::One(payload) => Serve::One(self.payload(source, *payload, serve.span)?),
            Serve::Split(list) => Serve::Split(shares(list)?),
            Serve::Equal if self.variants.is_none() => Serve::Equal,
            Serve::Equal => Serve::Split(shares(&equal_shares(self.flag.variants.len()))?),
        };
        Ok(Some(Spanned::new(value, source.place(serve.span))))
    }

    /// What the flag serves where it does not say; the program would split equally among its own variants,
    /// in their order.
    pub fn default_serve(&self, source: &Source<'_>) -> Result<Option<Spanned<Serve>>, Kept> {
        let is_other = self.variants.is_some();
        let serve = is_other.then(|| Spanned::new(self.flag.default_serve(), self.flag.span));
        self.serve(source, serve.as_ref())
    }

    /// The values under the numbers of the program. A named one that the text lacks is the one that runs:
    /// nothing serves it, but code may override with it.
    pub fn payloads(&self, running: &Flag) -> Vec<Payload> {
        let own = self.flag.payloads.iter().map(|payload| self.reorder(payload));
        let Some(variants) = &self.variants else { return own.collect() };
        let mut payloads = running.payloads.clone();
        for (payload, number) in own.zip(variants) {
            if let Some(place) = number.and_then(|number| payloads.get_mut(usize::from(number))) {
                *place = payload;
            }
        }
        payloads
    }

    fn reorder(&self, payload: &Payload) -> Payload {
        match (payload, &self.fields) {
            (Payload::Table(values), Some(fields)) => {
                Payload::Table(fields.iter().filter_map(|at| values.get(*at).cloned()).collect())
            }
            _ => payload.clone(),
        }
    }
}

/// The same buckets as the equal split of so many, which is variant number `bucket * n / 100000`.
fn equal_shares(count: usize) -> Vec<(PayloadId, Percent)> {
    let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
    let below = |number: u32| (number * 100_000).div_ceil(count);
    (0..count)
        .filter_map(|at| Some((PayloadId::try_from(at).ok()?, Percent(below(at + 1) - below(at)))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::equal_shares;

    #[test]
    fn equal_shares_have_the_buckets_of_an_equal_split() {
        for count in 1..=1_000_u64 {
            let mut below = 0;
            for (number, weight) in equal_shares(usize::try_from(count).expect("BUG: it is small")) {
                assert_eq!(below * count / 100_000, u64::from(number));
                below += u64::from(weight.0);
                assert_eq!((below - 1) * count / 100_000, u64::from(number));
            }
            assert_eq!(below, 100_000);
        }
    }
}
