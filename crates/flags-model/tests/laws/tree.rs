//! Conditions as trees, and Kleene's tables for them: the oracle of three-valued logic.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::json;

use crate::Object;

const PLANS: [&str; 3] = ["free", "pro", "enterprise"];
const ROLES: [&str; 2] = ["member", "admin"];

/// A condition over `trial`, `plan`, `seats` and `roles`.
#[derive(Clone, Debug)]
pub enum Tree {
    Literal(bool),
    Trial(bool),
    PlanAtLeast(usize),
    PlanIn(Vec<usize>),
    SeatsBelow(usize),
    RolesAnyOf(Vec<usize>),
    RolesAllOf(Vec<usize>),
    RolesNoneOf(Vec<usize>),
    /// `plan = { not = … }`
    PlanIsNot(usize),
    /// `seats = { not = { at_least, below } }`
    SeatsOutside(usize, usize),
    SeatsPresent(bool),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    None(Vec<Tree>),
    /// Entries of one table.
    Both(Box<Tree>, Box<Tree>),
}

/// What a request says; `seats` are 0 to 3, and roles are two bits.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    trial: Option<bool>,
    plan: Option<usize>,
    seats: Option<usize>,
    roles: Option<usize>,
}

pub fn tree(with_present: bool) -> impl Strategy<Value = Tree> {
    let plans = || subsequence(vec![0, 1, 2], 1..=3);
    let roles = || subsequence(vec![0, 1], 1..=2);
    let present = move |wanted| if with_present { Tree::SeatsPresent(wanted) } else { Tree::Trial(wanted) };
    let leaf = prop_oneof![
        1 => any::<bool>().prop_map(Tree::Literal),
        3 => any::<bool>().prop_map(Tree::Trial),
        3 => (0..3_usize).prop_map(Tree::PlanAtLeast),
        3 => plans().prop_map(Tree::PlanIn),
        3 => (0..5_usize).prop_map(Tree::SeatsBelow),
        2 => roles().prop_map(Tree::RolesAnyOf),
        2 => roles().prop_map(Tree::RolesAllOf),
        2 => roles().prop_map(Tree::RolesNoneOf),
        2 => (0..3_usize).prop_map(Tree::PlanIsNot),
        2 => (0..4_usize, 0..4_usize).prop_map(|(least, below)| Tree::SeatsOutside(least, below)),
        2 => any::<bool>().prop_map(present),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let list = || vec(inner.clone(), 1..=3);
        prop_oneof![
            list().prop_map(Tree::All),
            list().prop_map(Tree::Any),
            list().prop_map(Tree::None),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Tree::Both(Box::new(a), Box::new(b))),
        ]
    })
}

pub fn request() -> impl Strategy<Value = Request> {
    use proptest::option::of;
    (of(any::<bool>()), of(0..3_usize), of(0..4_usize), of(0..4_usize))
        .prop_map(|(trial, plan, seats, roles)| Request { trial, plan, seats, roles })
}

impl Tree {
    /// The condition as a file writes it.
    pub fn text(&self) -> String {
        let names = |all: &[&str], some: &[usize]| {
            format!("{:?}", some.iter().map(|at| all[*at]).collect::<Vec<_>>())
        };
        let list = |trees: &[Self]| trees.iter().map(Self::text).collect::<Vec<_>>().join(", ");
        match self {
            Self::Literal(value) => value.to_string(),
            Self::Trial(value) => format!("{{ trial = {value} }}"),
            Self::PlanAtLeast(least) => format!("{{ plan = {{ at_least = \"{}\" }} }}", PLANS[*least]),
            Self::PlanIn(plans) => format!("{{ plan = {} }}", names(&PLANS, plans)),
            Self::SeatsBelow(most) => format!("{{ seats = {{ below = {most} }} }}"),
            Self::RolesAnyOf(roles) => format!("{{ roles = {} }}", names(&ROLES, roles)),
            Self::RolesAllOf(roles) => format!("{{ roles = {{ all_of = {} }} }}", names(&ROLES, roles)),
            Self::RolesNoneOf(roles) => format!("{{ roles = {{ none_of = {} }} }}", names(&ROLES, roles)),
            Self::PlanIsNot(plan) => format!("{{ plan = {{ not = \"{}\" }} }}", PLANS[*plan]),
            Self::SeatsOutside(least, below) => {
                format!("{{ seats = {{ not = {{ at_least = {least}, below = {below} }} }} }}")
            }
            Self::SeatsPresent(wanted) => format!("{{ seats = {{ present = {wanted} }} }}"),
            Self::All(trees) => format!("{{ all = [{}] }}", list(trees)),
            Self::Any(trees) => format!("{{ any = [{}] }}", list(trees)),
            Self::None(trees) => format!("{{ none = [{}] }}", list(trees)),
            Self::Both(a, b) => format!("{{ any = [{}], all = [{}] }}", a.text(), b.text()),
        }
    }

    /// Kleene's tables, with `None` for unknown.
    pub fn kleene(&self, request: &Request) -> Option<bool> {
        let all = |trees: &[Self]| {
            let values: Vec<_> = trees.iter().map(|tree| tree.kleene(request)).collect();
            if values.contains(&Some(false)) {
                Some(false)
            } else {
                values.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
            }
        };
        let any = |trees: &[Self]| {
            let values: Vec<_> = trees.iter().map(|tree| tree.kleene(request)).collect();
            if values.contains(&Some(true)) {
                Some(true)
            } else {
                values.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
            }
        };
        let has = |set: usize, role: usize| set >> role & 1 == 1;
        match self {
            Self::Literal(value) => Some(*value),
            Self::Trial(value) => request.trial.map(|trial| trial == *value),
            Self::PlanAtLeast(least) => request.plan.map(|plan| plan >= *least),
            Self::PlanIn(plans) => request.plan.map(|plan| plans.contains(&plan)),
            Self::PlanIsNot(other) => request.plan.map(|plan| plan != *other),
            Self::SeatsBelow(most) => request.seats.map(|seats| seats < *most),
            Self::SeatsOutside(least, below) => request.seats.map(|seats| seats < *least || seats >= *below),
            Self::SeatsPresent(wanted) => Some(request.seats.is_some() == *wanted),
            Self::RolesAnyOf(roles) => request.roles.map(|set| roles.iter().any(|role| has(set, *role))),
            Self::RolesAllOf(roles) => request.roles.map(|set| roles.iter().all(|role| has(set, *role))),
            Self::RolesNoneOf(roles) => request.roles.map(|set| !roles.iter().any(|role| has(set, *role))),
            Self::All(trees) => all(trees),
            Self::Any(trees) => any(trees),
            Self::None(trees) => any(trees).map(|any| !any),
            Self::Both(a, b) => all(&[(**a).clone(), (**b).clone()]),
        }
    }
}

impl Request {
    pub fn object(&self) -> Object {
        let roles = |set: usize| {
            (0..2).filter(|role| set >> role & 1 == 1).map(|role| ROLES[role]).collect::<Vec<_>>()
        };
        let value = json!({
            "trial": self.trial, "plan": self.plan.map(|plan| PLANS[plan]),
            "seats": self.seats, "roles": self.roles.map(roles),
        });
        value.as_object().expect("an object").clone()
    }

    /// Every request that says at least as much and lacks nothing.
    pub fn completions(&self) -> Vec<Self> {
        let each = |known: Option<usize>, count| known.map_or((0..count).collect(), |known| vec![known]);
        let mut all = Vec::new();
        for trial in each(self.trial.map(usize::from), 2) {
            for plan in each(self.plan, 3) {
                for seats in each(self.seats, 4) {
                    for roles in each(self.roles, 4) {
                        all.push(Self {
                            trial: Some(trial == 1),
                            plan: Some(plan),
                            seats: Some(seats),
                            roles: Some(roles),
                        });
                    }
                }
            }
        }
        all
    }
}
