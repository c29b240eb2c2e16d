//! A filter as one statement that goes along an index and stops at the end of the page.

use sea_orm::{
    JoinType, Order, QueryOrder, QuerySelect, QueryTrait, Select,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement},
};

use super::{
    super::{
        COLUMN, Category, Column, Entity, is,
        search::{Term, gram},
    },
    Cursor, Filter, Sort, Standing,
    cursor::Key,
};
use crate::{claim, store::literal};

/// Without its limit; public, so that a test can ask how it is carried out.
pub fn statement(filter: &Filter) -> Select<Entity> {
    let mut query = Entity::find().filter(is(filter.standing.status())).filter(COLUMN.hidden_at.is_null());
    query = match filter.standing {
        Standing::Held => query.filter(Expr::exists(hold())),
        Standing::Taken => query.filter(Expr::not_exists(hold())),
        Standing::Open | Standing::Received | Standing::HandedOut => query,
    };
    if let Some(township) = filter.township {
        query = query.filter(COLUMN.township_id.eq(township));
    }
    if let Some(school) = filter.school {
        query = query.filter(COLUMN.school_id.eq(school));
    }
    if let Some(category) = filter.category {
        query = query.filter(COLUMN.category.eq(category));
    }
    if let Some(band) = filter.band {
        query = query.filter(COLUMN.grade.between(*band.grades().start(), *band.grades().end()));
    }
    if let Some(from) = filter.price_from {
        query = query.filter(price(filter.sort).gte(from));
    }
    if let Some(to) = filter.price_to {
        query = query.filter(price(filter.sort).lte(to));
    }
    let (query, along) = matching(query, filter);
    ordered(query, filter, along)
}

/// The hold on the wish of the statement round it, if somebody who has not said yes keeps it.
fn hold() -> SelectStatement {
    let of_wish = Expr::col((claim::Entity, claim::Column::WishId)).equals((Entity, Column::Id));
    claim::Entity::find()
        .select_only()
        .column(claim::Column::Id)
        .filter(of_wish)
        .filter(literal::is(claim::Column::State, claim::State::Held))
        .into_query()
}

/// Where the list is not sorted by price, adding nothing keeps SQLite from the price's index and from sorting.
fn price(sort: Sort) -> Expr {
    let price = Expr::col((Entity, Column::PriceFen));
    if matches!(sort, Sort::PriceUp | Sort::PriceDown) { price } else { price.add(0) }
}

/// Narrows the list to the search's terms, and says along which two columns it is sorted.
fn matching(mut query: Select<Entity>, filter: &Filter) -> (Select<Entity>, [Expr; 2]) {
    let sorted = match filter.sort {
        Sort::Waiting => Column::WaitingSince,
        Sort::Closing => Column::ClosesOn,
        Sort::PriceUp | Sort::PriceDown => Column::PriceFen,
    };
    let along = [Expr::col((Entity, sorted)), Expr::col((Entity, Column::Id))];
    if filter.standing != Standing::Open {
        // Only open wishes stand in the index; the others are read along their state until the page is full.
        for term in &filter.terms {
            let written = written_in(Column::Item, term).or(written_in(Column::Specification, term));
            query = query.filter(or_named(written, term));
        }
        return (query, along);
    }
    let mut terms = filter.terms.iter();
    let Some(first) = terms.next() else { return (query, along) };
    for term in terms {
        let same_wish = Expr::col((Other, gram::Column::WishId)).equals((Entity, Column::Id));
        query = query.filter(or_named(Expr::exists(grams(term).and_where(same_wish).to_owned()), term));
    }
    let (Term::Pair(pair), Sort::Waiting) = (first, filter.sort) else {
        return (query.filter(or_named(Column::Id.in_subquery(grams(first)), first)), along);
    };
    // The grams of one pair stand in waiting order themselves.
    let to_wish = gram::Entity::belongs_to(Entity).from(gram::Column::WishId).to(Column::Id);
    let query = query.join_rev(JoinType::InnerJoin, to_wish.into()).filter(gram::COLUMN.gram.eq(pair.clone()));
    let of_gram = |column: gram::Column| Expr::col((gram::Entity, column));
    (query, [of_gram(gram::Column::WaitingSince), of_gram(gram::Column::WishId)])
}

/// Or the wish is of a category that the term is an English name of.
fn or_named(found: Expr, term: &Term) -> Expr {
    let Term::Beginning(word) = term else { return found };
    let named = Category::named(word);
    if named.is_empty() {
        return found;
    }
    // In small letters it is the same, and keeps SQLite from the category's index and from sorting.
    found.or(Expr::expr(Func::lower(Expr::col((Entity, Column::Category)))).is_in(named))
}

/// A second look into the index, beside the one that is walked.
#[derive(Clone, Copy, Debug, DeriveIden)]
#[sea_orm(iden = "other_gram")]
struct Other;

/// The numbers of the wishes that have the term.
fn grams(term: &Term) -> SelectStatement {
    let column = || Expr::col((Other, gram::Column::Gram));
    let matches = match term {
        Term::Pair(pair) => column().eq(pair.as_str()),
        // A range and not LIKE: both databases go along the index for it.
        Term::Beginning(beginning) => {
            column().gte(beginning.as_str()).and(column().lt(format!("{beginning}\u{10FFFF}")))
        }
    };
    Query::select().column((Other, gram::Column::WishId)).from_as(gram::Entity, Other).and_where(matches).to_owned()
}

fn written_in(column: Column, term: &Term) -> Expr {
    let (Term::Pair(text) | Term::Beginning(text)) = term;
    // Terms hold letters and digits only, so nothing in them could be a wildcard.
    Expr::expr(Func::lower(Expr::col((Entity, column)))).like(LikeExpr::new(format!("%{text}%")))
}

/// Sorted along the two columns, from the cursor on; towards the front for an earlier page.
fn ordered(query: Select<Entity>, filter: &Filter, [key, id]: [Expr; 2]) -> Select<Entity> {
    let back = filter.cursor.as_ref().is_some_and(|cursor| cursor.back);
    let descends = back != (filter.sort == Sort::PriceDown);
    let order = if descends { Order::Desc } else { Order::Asc };
    let query = query.order_by(key.clone(), order.clone()).order_by(id.clone(), order);
    let Some(Cursor { key: place, id: last, .. }) = &filter.cursor else { return query };
    let place = match place {
        Key::Time(at) => Expr::value(*at),
        Key::Day(day) => Expr::value(*day),
        Key::Price(price) => Expr::value(*price),
    };
    let (row, place) = (Expr::tuple([key, id]), Expr::tuple([place, Expr::value(*last)]));
    query.filter(if descends { row.lt(place) } else { row.gt(place) })
}
