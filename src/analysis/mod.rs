//! stub
use crate::model::Model;
pub(crate) struct Analysis<'m>(#[allow(dead_code)] &'m Model);
impl<'m> Analysis<'m> { pub fn of(model: &'m Model) -> Self { Self(model) } }
