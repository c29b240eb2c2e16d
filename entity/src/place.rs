//! Townships and villages. A village's name is private wherever a child could be found by it.

pub mod change;

use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{Refusal, Result, actor, id::VillageId};

pub mod township {
    use sea_orm::entity::prelude::*;

    use crate::{Lang, id::TownshipId};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "township")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: TownshipId,
        pub name_zh: String,
        pub name_en: String,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        pub fn name(&self, lang: Lang) -> &str {
            lang.pick(&self.name_zh, &self.name_en)
        }
    }
}

pub mod village {
    use sea_orm::entity::prelude::*;

    use crate::id::{TownshipId, VillageId};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "village")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: VillageId,
        pub township_id: TownshipId,
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A village, for those who may know that it is one.
pub async fn village_of(db: &impl ConnectionTrait, id: VillageId) -> Result<village::Model> {
    Ok(village::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// The village of its committee's own desk, with its township.
pub async fn own(db: &impl ConnectionTrait, by: actor::Village) -> Result<(village::Model, township::Model)> {
    let village = village_of(db, by.village()).await?;
    let township = township::Entity::find_by_id(village.township_id).one(db).await?.ok_or(Refusal::NotFound)?;
    Ok((village, township))
}
