//! Conditions that stand in the statement as literals, not as bound values: SQLite cannot see that a partial index
//! (`WHERE state = 'held'`) serves a statement whose value it does not know. Only for constants of ours.

use sea_orm::{ColumnTrait, Value, sea_query::Expr, sea_query::ExprTrait};

pub(crate) fn is(column: impl ColumnTrait, value: impl Into<Value>) -> Expr {
    column.into_expr().eq(Expr::Constant(value.into()))
}

pub(crate) fn is_one_of<V: Into<Value>>(column: impl ColumnTrait, values: impl IntoIterator<Item = V>) -> Expr {
    column.into_expr().is_in(values.into_iter().map(|value| Expr::Constant(value.into())))
}
