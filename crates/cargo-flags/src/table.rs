//! Columns for people.

use std::io::{self, Write};

use anstyle::Style;

use crate::look;

/// A cell: what is shown, and how.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    text: String,
    style: Style,
}

/// Rows of cells under a head; each column is as wide as its widest cell.
#[derive(Debug)]
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Cell {
    /// A cell that looks so.
    pub(crate) fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    /// A cell like any other.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::styled(text, Style::new())
    }
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new(head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Writes it; no line ends in spaces.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let head: Vec<_> =
            self.head.iter().map(|title| Cell::styled(title.to_uppercase(), look::DIM)).collect();
        let widths: Vec<usize> = (0..self.head.len())
            .map(|column| {
                let cells = std::iter::once(&head).chain(&self.rows).filter_map(|row| row.get(column));
                cells.map(|cell| cell.text.chars().count()).max().unwrap_or(0)
            })
            .collect();
        for row in std::iter::once(&head).chain(&self.rows) {
            let filled = row.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
            for (column, (cell, width)) in row[..filled].iter().zip(&widths).enumerate() {
                let width = if column + 1 == filled { 0 } else { width + 2 };
                let style = cell.style;
                // The padding stands outside of the style, so that nothing is underlined or tinted there.
                write!(out, "{style}{}{style:#}", cell.text)?;
                write!(out, "{:1$}", "", width.saturating_sub(cell.text.chars().count()))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
