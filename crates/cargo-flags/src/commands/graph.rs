//! `cargo flags graph`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use flags_model::model::{Edge, FlagTest, Graph as Edges, Item, Model, Relation};
use serde_json::json;

use crate::arguments::{Format, flag_named};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::look;
use crate::source::Source;

/// Show who asks about whom: requirements, segments, stages
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags graph\n  \
                        cargo flags graph --flag new_sidebar\n  \
                        cargo flags graph --format mermaid > flags.mmd\n  \
                        cargo flags graph --format dot | dot -Tsvg > flags.svg\n\n\
                        An arrow leads from what asks to what is asked about. Flags, segments and stages that\n\
                        ask about nothing and are not asked about are left out.")]
pub(crate) struct Graph {
    /// Only what this flag asks about, directly or on the way
    #[arg(long, value_name = "FLAG")]
    flag: Option<String>,
    /// The flags file [default: flags.toml here or in a folder above]
    #[arg(short, long, value_name = "PATH")]
    file: Option<PathBuf>,
    /// Print a tree, JSON lines (one an arrow), a Mermaid flowchart or Graphviz's dot
    #[arg(long, value_enum, default_value_t = GraphFormat::Human, value_name = "FORMAT")]
    format: GraphFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GraphFormat {
    #[value(alias = "text")]
    Human,
    Json,
    Mermaid,
    Dot,
}

impl Run for Graph {
    fn format(&self) -> Format {
        if self.format == GraphFormat::Json { Format::Json } else { Format::Human }
    }

    fn run(&self) -> Result<Exit, Failure> {
        let model = Source::read(self.file.as_deref())?.load()?;
        let root = match &self.flag {
            Some(name) => Some(Item::Flag(flag_named(&model, name)?.0 as usize)),
            None => None,
        };
        let drawing = Drawing { model: &model, graph: Edges::of(&model), root };
        let mut out = anstream::stdout().lock();
        match self.format {
            GraphFormat::Human => drawing.tree(&mut out)?,
            GraphFormat::Json => drawing.json(&mut out)?,
            GraphFormat::Mermaid => drawing.mermaid(&mut out)?,
            GraphFormat::Dot => drawing.dot(&mut out)?,
        }
        Ok(Exit::Fine)
    }
}

/// What is drawn.
struct Drawing<'m> {
    model: &'m Model,
    graph: Edges<'m>,
    root: Option<Item>,
}

impl Drawing<'_> {
    /// Everything that asks about something, with what it asks about beneath it.
    fn tree(&self, out: &mut impl Write) -> io::Result<()> {
        let bold = look::BOLD;
        let mut is_empty = true;
        for item in self.shown().into_iter().filter(|item| !self.graph.edges(*item).is_empty()) {
            // What is asked about by others appears beneath them, and here once more with its own.
            is_empty = false;
            writeln!(out, "{bold}{}{bold:#}", self.label(item))?;
            let edges = self.edges(item);
            for (index, edge) in edges.iter().enumerate() {
                let (dim, branch) = (look::DIM, if index + 1 == edges.len() { "└─" } else { "├─" });
                writeln!(out, "{dim}{branch} {}{dim:#} {}", verb(edge), self.object(edge))?;
            }
        }
        if is_empty {
            writeln!(out, "nothing asks about anything else")?;
        }
        Ok(())
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        for (item, edge) in self.arrows() {
            let from = json!({ "kind": kind(item), "name": self.graph.name(item) });
            let to = json!({ "kind": kind(edge.to), "name": self.graph.name(edge.to) });
            let object =
                json!({ "from": from, "relation": relation(&edge), "state": self.state(&edge), "to": to });
            writeln!(out, "{object}")?;
        }
        Ok(())
    }

    fn mermaid(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "flowchart LR")?;
        for item in self.connected() {
            let name = self.graph.name(item);
            let shape = match item {
                Item::Flag(_) => format!("[\"{name}\"]"),
                Item::Segment(_) => format!("([\"segment {name}\"])"),
                Item::Stage(_) => format!("{{{{\"stage {name}\"}}}}"),
            };
            writeln!(out, "    {}{shape}", id(item))?;
        }
        for (item, edge) in self.arrows() {
            let words = self.words(&edge);
            let arrow = if matches!(edge.relation, Relation::Requires(_)) { "-->" } else { "-.->" };
            writeln!(out, "    {} {arrow}|{words}| {}", id(item), id(edge.to))?;
        }
        Ok(())
    }

    fn dot(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "digraph flags {{\n    rankdir=LR;\n    node [fontname=\"sans-serif\"];")?;
        for item in self.connected() {
            let shape = match item {
                Item::Flag(_) => "box",
                Item::Segment(_) => "ellipse",
                Item::Stage(_) => "hexagon",
            };
            writeln!(out, "    {} [label=\"{}\", shape={shape}];", id(item), self.graph.name(item))?;
        }
        for (item, edge) in self.arrows() {
            let words = self.words(&edge);
            let style = if matches!(edge.relation, Relation::Requires(_)) { "solid" } else { "dashed" };
            writeln!(out, "    {} -> {} [label=\"{words}\", style={style}];", id(item), id(edge.to))?;
        }
        writeln!(out, "}}")
    }

    /// What is to be shown: everything, or what can be reached from the root.
    fn shown(&self) -> Vec<Item> {
        let Some(root) = self.root else { return self.graph.items().collect() };
        let mut found = vec![root];
        let mut next = 0;
        while let Some(item) = found.get(next).copied() {
            next += 1;
            for edge in self.graph.edges(item) {
                if !found.contains(&edge.to) {
                    found.push(edge.to);
                }
            }
        }
        found
    }

    /// What is to be shown and has an arrow.
    fn connected(&self) -> Vec<Item> {
        let arrows = self.arrows();
        let touches = |item: &Item| arrows.iter().any(|(from, edge)| from == item || edge.to == *item);
        self.shown().into_iter().filter(touches).collect()
    }

    fn arrows(&self) -> Vec<(Item, Edge)> {
        let of = |item: Item| self.edges(item).into_iter().map(move |edge| (item, edge));
        self.shown().into_iter().flat_map(of).collect()
    }

    /// The edges of an item; what is asked twice is one arrow.
    fn edges(&self, item: Item) -> Vec<Edge> {
        let mut edges: Vec<Edge> = Vec::new();
        for edge in self.graph.edges(item) {
            if !edges.iter().any(|other| (other.to, other.relation) == (edge.to, edge.relation)) {
                edges.push(*edge);
            }
        }
        edges
    }

    fn label(&self, item: Item) -> String {
        match item {
            Item::Flag(_) => self.graph.name(item).to_owned(),
            Item::Segment(_) | Item::Stage(_) => format!("{} {}", kind(item), self.graph.name(item)),
        }
    }

    fn object(&self, edge: &Edge) -> String {
        match self.state(edge) {
            Some(state) => format!("{} = {state}", self.label(edge.to)),
            None => self.label(edge.to),
        }
    }

    /// What stands at an arrow.
    fn words(&self, edge: &Edge) -> String {
        match (self.state(edge), edge.relation) {
            (Some(state), Relation::Tests(_)) => format!("is {state}?"),
            (Some(state), _) => format!("{} {state}", verb(edge)),
            (None, _) => verb(edge).to_owned(),
        }
    }

    /// What the other flag has to be, where it is not just on.
    fn state(&self, edge: &Edge) -> Option<&str> {
        let (Item::Flag(flag), relation) = (edge.to, edge.relation) else { return None };
        let variant = match relation {
            Relation::Requires(variant) => variant?,
            Relation::Tests(FlagTest::Variant(variant)) => variant,
            Relation::Tests(FlagTest::Off) => return Some("off"),
            Relation::Tests(FlagTest::On) => return Some("on"),
            Relation::Asks | Relation::IsIn => return None,
        };
        self.model.flags[flag].variants.get(usize::from(variant)).map(String::as_str)
    }
}

fn kind(item: Item) -> &'static str {
    match item {
        Item::Flag(_) => "flag",
        Item::Segment(_) => "segment",
        Item::Stage(_) => "stage",
    }
}

fn verb(edge: &Edge) -> &'static str {
    match edge.relation {
        Relation::Requires(_) => "requires",
        Relation::Tests(_) | Relation::Asks => "asks about",
        Relation::IsIn => "is in",
    }
}

fn relation(edge: &Edge) -> &'static str {
    match edge.relation {
        Relation::Requires(_) => "requires",
        Relation::Tests(_) => "tests",
        Relation::Asks => "asks",
        Relation::IsIn => "is_in",
    }
}

/// A name that both languages take, whatever the thing is called.
fn id(item: Item) -> String {
    match item {
        Item::Flag(id) => format!("flag{id}"),
        Item::Segment(id) => format!("segment{id}"),
        Item::Stage(id) => format!("stage{id}"),
    }
}
