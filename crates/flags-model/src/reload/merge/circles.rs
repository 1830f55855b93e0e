//! What waits for itself.

use crate::model::Graph;

/// Everything that lies on a circle, one list for each set of things that wait for each other, by their
/// numbers among all items (Tarjan's algorithm, with a stack of its own, because a chain may be as long as
/// a file).
pub(super) fn find_circles(graph: &Graph<'_>) -> Vec<Vec<usize>> {
    let count = graph.items().count();
    let mut search =
        Search { graph, index: vec![None; count], lowest: vec![0; count], ..Search::empty(graph) };
    search.is_open = vec![false; count];
    for root in 0..count {
        if search.index[root].is_none() {
            search.from(root);
        }
    }
    search.circles
}

struct Search<'g, 'm> {
    graph: &'g Graph<'m>,
    /// When each was found.
    index: Vec<Option<usize>>,
    /// The earliest that each can come back to.
    lowest: Vec<usize>,
    is_open: Vec<bool>,
    open: Vec<usize>,
    found: usize,
    circles: Vec<Vec<usize>>,
}

impl<'g, 'm> Search<'g, 'm> {
    fn empty(graph: &'g Graph<'m>) -> Self {
        Self {
            graph,
            index: Vec::new(),
            lowest: Vec::new(),
            is_open: Vec::new(),
            open: Vec::new(),
            found: 0,
            circles: Vec::new(),
        }
    }

    fn from(&mut self, root: usize) {
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            let Some(edge) = self.graph.edges(self.graph.item(at)).get(*next) else {
                path.pop();
                self.leave(at);
                if let Some((before, _)) = path.last() {
                    self.lowest[*before] = self.lowest[*before].min(self.lowest[at]);
                }
                continue;
            };
            *next += 1;
            let to = self.graph.number(edge.to);
            match self.index[to] {
                None => {
                    self.enter(to);
                    path.push((to, 0));
                }
                Some(index) if self.is_open[to] => self.lowest[at] = self.lowest[at].min(index),
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, at: usize) {
        self.index[at] = Some(self.found);
        self.lowest[at] = self.found;
        self.found += 1;
        self.open.push(at);
        self.is_open[at] = true;
    }

    /// The first of a set that was found closes it.
    fn leave(&mut self, at: usize) {
        if self.index[at] != Some(self.lowest[at]) {
            return;
        }
        let start = self.open.iter().rposition(|open| *open == at).unwrap_or(0);
        let set = self.open.split_off(start);
        for closed in &set {
            self.is_open[*closed] = false;
        }
        let asks_itself =
            || self.graph.edges(self.graph.item(at)).iter().any(|edge| self.graph.number(edge.to) == at);
        if set.len() > 1 || asks_itself() {
            self.circles.push(set);
        }
    }
}
