//! The good lines as children, consents and drafts, many in one statement.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{Model, check::Good};
use crate::{
    Code, Refusal, Result, Store, Time,
    child::{
        consent::{self, Paper},
        record::Record,
        register_all::register_all,
    },
    id::{ChildId, ConsentId},
    journal::{self, Act, Subject},
    lang::china_date,
    school,
    store::{Txn, progress::UnderWay},
    wish::{self, Status},
};

/// What became of which import.
pub mod wishes {
    use sea_orm::entity::prelude::*;

    use crate::id::{ImportId, WishId};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_wish")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub wish_id: WishId,
        pub import_id: ImportId,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Lines in one statement: 20 columns each stay below SQLite's 32,766 bound values.
const AT_ONCE: usize = 500;

/// Says how many; meanwhile `under_way` knows how far it is.
pub(super) async fn write(
    store: &Store,
    txn: &Txn,
    import: &Model,
    good: &[Good],
    under_way: &UnderWay,
    now: Time,
) -> Result<usize> {
    let by = import.importer();
    let own = school::Entity::find_by_id(import.school_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let mut done = 0;
    for some in good.chunks(AT_ONCE) {
        let records: Vec<(&str, &Record)> = some.iter().map(|good| (good.identity.as_str(), &good.record)).collect();
        let children = register_all(store, txn, by, &records, now).await?;
        let with_children: Vec<(ChildId, &Good)> =
            some.iter().filter_map(|good| Some((*children.get(&good.identity)?, good))).collect();
        let papers: Vec<(ChildId, Paper)> =
            with_children.iter().map(|(child, good)| (*child, paper(import, good, now))).collect();
        let consents = consent::record_new(txn, by, &papers, now).await?;
        let rows = with_children.iter().map(|(child, good)| draft(store, import, &own, *child, &consents, good, now));
        let wishes = wish::Entity::insert_many(rows).exec_with_returning(txn).await?;
        let links = wishes.iter().map(|wish| wishes::ActiveModel { wish_id: Set(wish.id), import_id: Set(import.id) });
        wishes::Entity::insert_many(links).exec_without_returning(txn).await?;
        let subjects = wishes.iter().map(|wish| (Subject("wish", wish.id.0), wish.code.as_str()));
        journal::note_all(txn, by, Act::WishDrafted, subjects, now).await?;
        done += some.len();
        under_way.done(done);
    }
    Ok(good.len())
}

fn paper(import: &Model, good: &Good, now: Time) -> Paper {
    Paper {
        form_no: good.form_no.clone(),
        given_on: good.given_on.or(import.consent_on).unwrap_or_else(|| china_date(now)),
        photo: import.consent_photo,
        card: import.consent_card,
    }
}

fn draft(
    store: &Store,
    import: &Model,
    own: &school::Model,
    child: ChildId,
    consents: &HashMap<ChildId, ConsentId>,
    good: &Good,
    now: Time,
) -> wish::ActiveModel {
    wish::ActiveModel {
        code: Set(Code::mint(&store.dice)),
        phase_id: Set(import.phase_id),
        school_id: Set(own.id),
        township_id: Set(own.township_id),
        child_id: Set(child),
        consent_id: Set(consents.get(&child).copied()),
        category: Set(good.category),
        item: Set(good.item.clone()),
        specification: Set(good.specification.clone()),
        gender: Set(good.gender),
        grade: Set(good.grade),
        price_fen: Set(good.price),
        status: Set(Status::Draft),
        waiting_since: Set(now),
        created_by: Set(import.made_by),
        created_at: Set(now),
        ..Default::default()
    }
}
