//! Old links to `/match`, and links that ask for many: what does not hold is said, and a long answer is folded.

use entity::{claim, wish};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};

use super::{codes, link, shown};
use crate::{site::TestSite, world::World};

on_both![a_choice_that_there_is_not_is_left_out_and_said, many_are_folded_and_claimed_together];

async fn a_choice_that_there_is_not_is_left_out_and_said(world: World) {
    codes(&world, 3).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?category=nothing&township=999&school=x&grade=77&also=cars").await;
    page.has_status(200).says("网址里有些选项现在没有，已经略去：类别、年级、乡镇、学校、也看看。");
    assert_eq!(shown(&page).len(), 3, "it narrows nothing");
    let english = site.visitor().in_english().get("/match?category=schoolbag&category=nothing").await;
    english.says("does not exist, or no longer does, and was left out: Category.");
    let page = reader.get("/match?count=2&category=schoolbag&category=nothing").await;
    page.says("已经略去：类别。");
    let swap = link(&page, "换一个");
    assert!(swap.contains("category=schoolbag") && !swap.contains("nothing"), "no link carries it on: {swap}");
    assert!(!reader.get(&swap).await.words().contains("已经略去"));
}

async fn many_are_folded_and_claimed_together(world: World) {
    let wishes = world.open_wishes("shagou", 15).await;
    // Brothers and sisters where the fold would part them.
    for wish in &wishes[9..11] {
        let set_no = Set(Some("together".to_owned()));
        let row = wish::ActiveModel { id: Set(wish.id), set_no, ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
    world.change_phase(|phase| phase.donor_limit = Set(40)).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = donor.get("/match?count=13").await;
    assert!(shown(&page).len() == 13 && page.folds().is_empty(), "two more are not worth a fold");
    let page = donor.get("/match?count=15").await;
    page.says("为您选了 15 个").says("其余 4 个，约 ¥360.00，一起认领");
    assert_eq!((shown(&page).len(), page.folds()), (15, vec![false]));
    let unfolded = page.body.split("fold prints").next().unwrap();
    assert_eq!(unfolded.matches("<b><a href=\"/wishes/").count(), 11, "one more than ten, as the two go together");
    let form = donor.get(&link(&page, "认领这 15 个心愿")).await;
    let (code, matched) = (form.value_of("code").unwrap(), form.value_of("matched").unwrap());
    let typed = [("form", "a"), ("code", code.as_str()), ("matched", matched.as_str()), ("rules", "yes")];
    donor.submit("/claim", &typed).await.has_status(303);
    assert_eq!(claim::Entity::find().count(site.world.store.writer()).await.unwrap(), 15);
}
