//! Random valid files over small domains: three attributes each, so that all contexts can be tried.

use std::fmt::Write;

use crate::domain::ATTRIBUTES;

/// A small generator: a seed is a file.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((x ^ (x >> 31)) >> 33).expect("BUG: 31 bits fit") % end
    }

    pub fn one<'o, T: ?Sized>(&mut self, of: &[&'o T]) -> &'o T {
        of[self.below(of.len())]
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const SCHEMA: &str = r#"
[context]
user = { type = "string", key = true }
plan = { type = "enum", of = ["free", "pro", "team"], ordered = true }
seats = "integer"
score = "float"
app = "version"
trial = "bool"
roles = { type = "set", of = ["a", "b", "c"] }
labels = "set"
country = "string"
signed = "timestamp"
"#;

pub struct File {
    pub text: String,
    /// The attributes that its rules ask about, by number.
    pub attributes: Vec<usize>,
    pub conditions: usize,
    pub rules: usize,
}

struct Writer<'r> {
    random: &'r mut Random,
    attributes: Vec<usize>,
    segments: usize,
    /// The variants of the flags so far; none for bools and values.
    flags: Vec<usize>,
    conditions: usize,
    rules: usize,
}

const VARIANTS: [&str; 3] = ["red", "green", "blue"];

/// Writes a file.
pub fn file(random: &mut Random) -> File {
    let mut attributes: Vec<usize> = Vec::new();
    while attributes.len() < 3 {
        let attribute = 1 + random.below(ATTRIBUTES.len() - 1);
        if !attributes.contains(&attribute) {
            attributes.push(attribute);
        }
    }
    let has_environments = random.chance(30);
    let mut writer = Writer { random, attributes, segments: 0, flags: Vec::new(), conditions: 0, rules: 0 };
    let mut text = String::new();
    if has_environments {
        text.push_str("environments = [\"dev\", \"prod\"]\n");
    }
    text.push_str(SCHEMA);
    for number in 0..writer.random.below(3) {
        writer.segment(&mut text, number);
    }
    let has_stage = writer.random.chance(30);
    if has_stage {
        writer.stage(&mut text, has_environments);
    }
    for number in 0..4 {
        writer.flag(&mut text, number, has_environments, has_stage);
    }
    File { text, attributes: writer.attributes, conditions: writer.conditions, rules: writer.rules }
}

impl Writer<'_> {
    fn segment(&mut self, text: &mut String, number: usize) {
        let _ = writeln!(text, "[segments.s{number}]\nwhen = {}", self.condition(1));
        if self.random.chance(25) {
            let _ = writeln!(text, "include = {}", self.condition(0));
        }
        if self.random.chance(25) {
            let _ = writeln!(text, "exclude = {}", self.condition(0));
        }
        if self.random.chance(25) {
            let _ = writeln!(text, "sample = {}", self.random.one(&["0", "30", "100"]));
        }
        self.segments = number + 1;
    }

    fn stage(&mut self, text: &mut String, has_environments: bool) {
        let rules = self.rules(false, 3);
        let _ = writeln!(text, "[[stages]]\nname = \"lab\"\nrules = {rules}");
        if has_environments && self.random.chance(30) {
            let rules = self.rules(false, 2);
            let _ = writeln!(text, "env.prod.rules = {rules}");
        }
    }

    fn flag(&mut self, text: &mut String, number: usize, has_environments: bool, has_stage: bool) {
        let variants = if self.random.chance(40) { 2 + self.random.below(2) } else { 0 };
        let is_value = variants == 0 && self.random.chance(25);
        let _ = writeln!(text, "[flags.f{number}]");
        if variants > 0 {
            let _ = writeln!(text, "variants = {:?}", &VARIANTS[..variants]);
        } else if is_value {
            let _ = writeln!(text, "default = 1");
        }
        let kind = self.random.one(&["release", "experiment", "release"]);
        let _ = writeln!(text, "kind = \"{kind}\"");
        if has_environments && self.random.chance(30) {
            let listed = self.random.one(&["[\"dev\"]", "[\"prod\"]", "[\"dev\", \"prod\"]"]);
            let _ = writeln!(text, "environments = {listed}");
        }
        if self.random.chance(10) {
            let _ = writeln!(text, "enabled = false");
        }
        if self.random.chance(60) {
            self.requires(text, number);
        }
        self.settings(text, "", variants, is_value, has_stage);
        if self.random.chance(15) && number > 0 {
            let _ = writeln!(text, "salt = \"f0\"");
        }
        if has_environments && self.random.chance(30) {
            let _ = writeln!(text, "[flags.f{number}.env.prod]");
            self.settings(text, "", variants, is_value, has_stage);
        }
        self.flags.push(variants);
    }

    fn requires(&mut self, text: &mut String, number: usize) {
        let mut entries = Vec::new();
        for other in 0..number {
            if self.random.chance(60) {
                let state = match self.flags[other] {
                    0 => "true".to_owned(),
                    _ if self.random.chance(40) => "true".to_owned(),
                    count => format!("{:?}", VARIANTS[self.random.below(count)]),
                };
                entries.push(format!("f{other} = {state}"));
            }
        }
        if !entries.is_empty() {
            let _ = writeln!(text, "requires = {{ {} }}", entries.join(", "));
        }
    }

    fn settings(&mut self, text: &mut String, indent: &str, variants: usize, is_value: bool, stage: bool) {
        let serves = variants > 0 || is_value;
        if self.random.chance(20) {
            let _ = writeln!(text, "{indent}deny = {}", self.condition(1));
        }
        if self.random.chance(20) {
            let first = self.condition(0);
            if serves && self.random.chance(60) {
                let (one, two) = (self.serve(variants), self.serve(variants));
                let second = self.condition(0);
                let _ = writeln!(
                    text,
                    "{indent}allow = [{{ when = {first}, serve = {one} }}, {{ when = {second}, serve = {two} }}]"
                );
            } else {
                let _ = writeln!(text, "{indent}allow = {first}");
            }
        }
        if self.random.chance(35) {
            let _ = writeln!(text, "{indent}when = {}", self.condition(1));
        }
        if self.random.chance(85) {
            let rules = self.rules(serves, variants);
            let _ = writeln!(text, "{indent}rules = {rules}");
        }
        if stage && self.random.chance(30) {
            let _ = writeln!(text, "{indent}stage = \"lab\"");
        }
        let _ = writeln!(text, "{indent}rollout = {}", self.random.one(&["0", "30", "60", "100", "100"]));
        if serves && self.random.chance(70) {
            let serve = self.serve(variants);
            let _ = writeln!(text, "{indent}serve = {serve}");
        }
    }

    fn rules(&mut self, serves: bool, variants: usize) -> String {
        let mut rules = Vec::new();
        for _ in 0..2 + self.random.below(2) {
            self.rules += 1;
            let mut keys = Vec::new();
            if self.random.chance(90) {
                keys.push(format!("when = {}", self.condition(1)));
            }
            if self.random.chance(60) {
                keys.push(format!("rollout = {}", self.random.one(&["0", "30", "60", "100"])));
            }
            if self.random.chance(30) {
                keys.push("on_miss = \"next\"".to_owned());
            }
            if serves && self.random.chance(50) {
                keys.push(format!("serve = {}", self.serve(variants)));
            }
            rules.push(format!("{{ {} }}", keys.join(", ")));
        }
        format!("[{}]", rules.join(", "))
    }

    fn serve(&mut self, variants: usize) -> String {
        match variants {
            0 => self.random.one(&["1", "2", "3"]).to_owned(),
            _ if self.random.chance(30) => "{ red = 50, green = 50 }".to_owned(),
            count => format!("{:?}", VARIANTS[self.random.below(count)]),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        self.conditions += 1;
        if self.random.chance(3) {
            return self.random.one(&["true", "false"]).to_owned();
        }
        let mut entries: Vec<String> = Vec::new();
        let mut used: Vec<String> = Vec::new();
        for _ in 0..=self.random.below(3) {
            let (name, test) = self.entry(depth);
            if !used.contains(&name) {
                entries.push(format!("{name} = {test}"));
                used.push(name);
            }
        }
        format!("{{ {} }}", entries.join(", "))
    }

    fn entry(&mut self, depth: usize) -> (String, String) {
        match self.random.below(10) {
            0 | 1 if depth > 0 => {
                let group = self.random.one(&["any", "all", "none"]);
                let inner: Vec<String> =
                    (0..=self.random.below(2)).map(|_| self.condition(depth - 1)).collect();
                (group.to_owned(), format!("[{}]", inner.join(", ")))
            }
            2 if self.segments > 0 => {
                ("segment".to_owned(), format!("\"s{}\"", self.random.below(self.segments)))
            }
            3 if !self.flags.is_empty() => {
                let flag = self.random.below(self.flags.len());
                let state = match self.flags[flag] {
                    0 => self.random.one(&["true", "false"]).to_owned(),
                    count => format!("{:?}", VARIANTS[self.random.below(count)]),
                };
                ("flag".to_owned(), format!("{{ f{flag} = {state} }}"))
            }
            _ => {
                let at = self.random.below(self.attributes.len());
                let attribute = ATTRIBUTES[self.attributes[at]];
                (attribute.to_owned(), self.test(attribute))
            }
        }
    }

    fn test(&mut self, attribute: &str) -> String {
        let mut operators: Vec<String> = Vec::new();
        let count = 1 + self.random.below(2);
        let mut words: Vec<String> = Vec::new();
        for _ in 0..count {
            let operator = match self.random.below(12) {
                0 => format!("present = {}", self.random.one(&["true", "false"])),
                1 | 2 => format!("not = {{ {} }}", self.operator(attribute)),
                _ => self.operator(attribute),
            };
            let word = operator.split(' ').next().unwrap_or_default().to_owned();
            let ignores_twice = operator.ends_with("ignore_case = true")
                && operators.iter().any(|other| other.ends_with("ignore_case = true"));
            if !ignores_twice && !words.contains(&word) {
                words.push(word);
                operators.push(operator);
            }
        }
        format!("{{ {} }}", operators.join(", "))
    }

    fn operator(&mut self, attribute: &str) -> String {
        let order = self.random.one(&["above", "at_least", "below", "at_most", "eq"]).to_owned();
        let number = |operands: &[&str], random: &mut Random| {
            if random.chance(20) {
                format!("in = [{}, {}]", operands[0], operands[operands.len() - 1])
            } else {
                format!("{order} = {}", random.one(operands))
            }
        };
        match attribute {
            "plan" => number(&["\"free\"", "\"pro\"", "\"team\""], self.random),
            "seats" => number(&["0", "2", "3", "5"], self.random),
            "score" => number(&["0", "0.5", "1.0"], self.random),
            "app" => number(&["\"1\"", "\"1.2\"", "\"2.0.0-rc.1\"", "\"2\""], self.random),
            "trial" => format!("eq = {}", self.random.one(&["true", "false"])),
            "roles" | "labels" => {
                let word = self.random.one(&["any_of", "all_of", "none_of"]);
                format!(
                    "{word} = {}",
                    self.random.one(&["\"a\"", "\"b\"", "[\"a\", \"b\"]", "[\"b\", \"c\"]"])
                )
            }
            "country" => self.string_operator(),
            _ => match self.random.below(4) {
                0 => format!("within_days = {}", self.random.one(&["30", "60"])),
                1 => format!("older_than_days = {}", self.random.one(&["30", "60"])),
                2 => format!("after = {}", self.random.one(&["2026-04-15", "2026-06-01"])),
                _ => format!("before = {}", self.random.one(&["2026-04-15", "2026-06-01"])),
            },
        }
    }

    fn string_operator(&mut self) -> String {
        let operand =
            self.random.one(&["\"dk\"", "\"DK\"", "\"d\"", "\"eu\"", "[\"dk\", \"x-eu\"]"]).to_owned();
        let ignore = if self.random.chance(30) { ", ignore_case = true" } else { "" };
        match self.random.below(6) {
            0 => format!("starts_with = {operand}{ignore}"),
            1 => format!("ends_with = {operand}{ignore}"),
            2 => format!("contains = {operand}{ignore}"),
            3 => format!("matches = \"^d.$\"{ignore}"),
            _ if operand.starts_with('[') => format!("in = {operand}{ignore}"),
            _ => format!("eq = {operand}{ignore}"),
        }
    }
}
