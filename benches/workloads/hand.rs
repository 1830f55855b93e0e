//! The same decisions as a careful engineer writes them by hand: attributes as enums, the id hashed once
//! for each user, salts hashed while compiling, the same mixer, so that the same users are on.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use xxhash_rust::const_xxh3::{xxh3_64 as salt, xxh3_64_with_seed as salt_of};
use xxhash_rust::xxh3::xxh3_64;

use super::users::{COUNTRIES, Fields};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plan {
    Free,
    Pro,
    Enterprise,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Guest,
    Member,
    Admin,
    Owner,
}

/// A country by its number in the list of all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Country(u8);

/// Who asks. What a request may lack is an `Option`, as it is for the generated context.
#[derive(Clone, Copy)]
pub struct User<'a> {
    pub id: &'a str,
    pub hash: u64,
    pub plan: Option<Plan>,
    pub role: Option<Role>,
    pub country: Option<Country>,
    pub territory: Option<&'a str>,
}

impl<'a> User<'a> {
    #[inline]
    pub fn of(fields: &'a Fields) -> Self {
        Self {
            id: &fields.user,
            hash: xxh3_64(fields.user.as_bytes()),
            plan: match fields.plan {
                "free" => Some(Plan::Free),
                "pro" => Some(Plan::Pro),
                "enterprise" => Some(Plan::Enterprise),
                _ => None,
            },
            role: match fields.role {
                "guest" => Some(Role::Guest),
                "member" => Some(Role::Member),
                "admin" => Some(Role::Admin),
                "owner" => Some(Role::Owner),
                _ => None,
            },
            country: country(fields.country),
            territory: Some(fields.country),
        }
    }

    #[inline]
    fn is_manager(&self) -> bool {
        matches!(self.role, Some(Role::Admin | Role::Owner))
    }

    #[inline]
    fn pays(&self) -> bool {
        self.plan.is_some_and(|plan| plan >= Plan::Pro)
    }

    #[inline]
    fn is_near(&self) -> bool {
        self.country.is_some_and(|country| NEAR >> country.0 & 1 == 1)
    }

    #[inline]
    fn is_near_by_name(&self) -> bool {
        matches!(self.territory, Some("be" | "de" | "dk" | "fi" | "fr" | "is" | "nl" | "no" | "it" | "se"))
    }

    #[inline]
    fn hits(&self, salt: u64, percent: u32) -> bool {
        bucket(self.hash, salt) < percent * 1_000
    }
}

/// The ten countries as bits: BE, DE, DK, FI, FR, IS, IT, NL, NO, SE.
const NEAR: u32 =
    1 << 2 | 1 << 6 | 1 << 7 | 1 << 9 | 1 << 10 | 1 << 13 | 1 << 14 | 1 << 16 | 1 << 17 | 1 << 19;

#[inline]
fn country(name: &str) -> Option<Country> {
    let found = COUNTRIES.iter().position(|country| *country == name)?;
    u8::try_from(found).ok().map(Country)
}

#[inline]
fn bucket(id: u64, salt: u64) -> u32 {
    let mut x = id ^ salt;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 31;
    u32::try_from(((x >> 32) * 100_000) >> 32).unwrap_or(0)
}

#[inline(never)]
pub fn on(_: &User<'_>) -> u32 {
    1
}

#[inline(never)]
pub fn quarter(user: &User<'_>) -> u32 {
    user.hits(const { salt(b"quarter") }, 25).into()
}

#[inline(never)]
pub fn targeted(user: &User<'_>) -> u32 {
    (user.is_manager() && user.pays() && user.is_near() && user.hits(const { salt(b"targeted") }, 50)).into()
}

#[inline(never)]
pub fn targeted_text(user: &User<'_>) -> u32 {
    let is_asked = user.is_manager() && user.pays() && user.is_near_by_name();
    (is_asked && user.hits(const { salt(b"targeted_text") }, 50)).into()
}

#[inline(never)]
pub fn variants(user: &User<'_>) -> u32 {
    match bucket(user.hash, const { salt_of(b"variants", 1) }) {
        0..40_000 => 0,
        40_000..70_000 => 1,
        70_000..90_000 => 2,
        _ => 3,
    }
}

#[inline(never)]
pub fn chain(user: &User<'_>) -> u32 {
    let is_base_on = true;
    let is_first_on = is_base_on && user.hits(const { salt(b"chain_first") }, 90);
    let is_second_on = is_first_on && user.hits(const { salt(b"chain_second") }, 80);
    (is_second_on && user.hits(const { salt(b"chain_top") }, 50)).into()
}

/// The ids by their hash, which is at hand; the text is compared, so that a collision lets nobody in.
type Ids = HashMap<u64, &'static str, BuildHasherDefault<AsItIs>>;

/// The key is a hash already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("the keys are numbers")
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

static TEN: LazyLock<Ids> = LazyLock::new(|| ids(10));
static THOUSAND: LazyLock<Ids> = LazyLock::new(|| ids(1_000));

fn ids(count: u64) -> Ids {
    let ids = (0..count).map(|number| &*format!("user-{}", number * 10).leak());
    ids.map(|id| (xxh3_64(id.as_bytes()), id)).collect()
}

#[inline]
fn is_listed(ids: &Ids, user: &User<'_>) -> bool {
    ids.get(&user.hash).is_some_and(|id| *id == user.id)
}

#[inline(never)]
pub fn listed_ten(user: &User<'_>) -> u32 {
    (is_listed(&TEN, user) || user.hits(const { salt(b"listed_ten") }, 10)).into()
}

#[inline(never)]
pub fn listed(user: &User<'_>) -> u32 {
    (is_listed(&THOUSAND, user) || user.hits(const { salt(b"listed") }, 10)).into()
}

/// A hundred flags, asked in ten places.
#[inline(never)]
pub fn hundred(user: &User<'_>) -> u32 {
    macro_rules! ten {
        ($user:ident on $($flag:ident)*) => {
            0 $(+ { let _ = stringify!($flag); 1 })*
        };
        ($user:ident share $($flag:ident)*) => {
            0 $(+ u32::from($user.hits(const { salt(stringify!($flag).as_bytes()) }, 25)))*
        };
        ($user:ident paid $($flag:ident)*) => {
            0 $(+ { let _ = stringify!($flag); u32::from($user.pays()) })*
        };
        ($user:ident team $($flag:ident)*) => {
            0 $(+ u32::from($user.is_manager() && $user.pays() && $user.is_near()
                && $user.hits(const { salt(stringify!($flag).as_bytes()) }, 50)))*
        };
        ($user:ident staff $($flag:ident)*) => {
            0 $(+ u32::from($user.role == Some(Role::Owner)
                || $user.hits(const { salt(stringify!($flag).as_bytes()) }, 10)))*
        };
    }
    macro_rules! count {
        ($({ $kind:ident: $($flag:ident)* })*) => {
            0 $(+ {
                #[inline(never)]
                fn ten(user: &User<'_>) -> u32 {
                    let _ = user;
                    ten!(user $kind $($flag)*)
                }
                ten(user)
            })*
        };
    }
    super::hundred_flags!(count)
}
