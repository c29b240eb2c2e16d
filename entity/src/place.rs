//! Townships and villages. A village's name is private wherever a child could be found by it.

pub mod change;

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
