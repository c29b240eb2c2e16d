//! A contract prints as it was accepted, whatever changes afterwards; one that changes under its reader is read again.

use entity::{
    Code,
    adoption::wording,
    id::PlotId,
    organiser::{self, change},
    plot,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::{
    plots::{donor, village},
    site::TestSite,
    world::World,
};

on_both![
    what_was_accepted_is_printed_whatever_changes,
    what_is_kept_of_a_contract_names_nobody,
    a_contract_that_changes_under_its_reader_is_read_again,
    a_contract_of_before_says_what_the_clauses_say_now,
    the_demonstration_s_contracts_are_kept_as_if_accepted_on_the_page,
];

/// The organiser's contact as the contract names it, and another.
const CONTACT: &str = "office@example.org";
const ANOTHER: &str = "elsewhere@example.org";

/// The office changes the organiser; and the field is farmed in another way, which no verb lets happen once it is open.
async fn changed(world: &World, id: PlotId) {
    let organiser = world.organiser_added().await;
    let row = organiser::Entity::find_by_id(organiser).one(world.store.writer()).await.unwrap().unwrap();
    let typed = change::Typed { contact: ANOTHER.to_owned(), ..change::Typed::from(&row) };
    change::change(&world.store, world.officer().await, organiser, &typed, world.now).await.unwrap();
    let standard_zh = Set("另一种种法".to_owned());
    let row = plot::ActiveModel { id: Set(id), standard_zh, ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}

/// The words of a PDF, however its lines are broken.
fn joined(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

/// What stands in the foot of the paper.
async fn number_of(world: &World, code: &Code) -> String {
    let adoption = world.adoption(code).await.id;
    wording::of(world.store.writer(), adoption).await.unwrap().unwrap().number().to_owned()
}

async fn what_was_accepted_is_printed_whatever_changes(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_open("南坡人家").await;
    let code = site.world.signed(id, "lin", 2).await;
    let number = number_of(&site.world, &code).await;
    let (lin, mine) = (donor(&site, "lin").await, format!("/gifts/plots/{code}"));
    let village = village(&site).await;
    let (own, to_sign) = (format!("{mine}/contract.pdf"), format!("/plots/{id}/contracts/{code}/contract.pdf"));
    let was = [joined(&lin.download(&own).await), joined(&village.download(&to_sign).await)];
    changed(&site.world, id).await;
    let is = [joined(&lin.download(&own).await), joined(&village.download(&to_sign).await)];
    assert_eq!(is, was);
    let foot = format!("文本编号{number}");
    for paper in &is {
        for words in [CONTACT, "羊粪做底肥", "lin的合同名", foot.as_str()] {
            assert!(paper.contains(words), "{words} is not in {paper}");
        }
    }
    let name = "南坡人家的真名";
    assert!(is[1].contains(name) && !is[0].contains(name), "names are filled in from their records");
    let english = joined(&lin.download(&format!("{own}?lang=en")).await);
    assert!(english.contains(CONTACT) && english.contains(&format!("Textno.{number}")), "{english}");
    let page = lin.get(&mine).await;
    page.has_status(200).says(CONTACT).says("羊粪做底肥").says(&format!("文本编号 {number}"));
    let fresh = site.world.reserved(id, "qian", 1).await;
    let page = donor(&site, "qian").await.get(&format!("/gifts/plots/{fresh}")).await;
    page.has_status(200).says(ANOTHER).says("另一种种法");
    assert!(!page.body.contains("文本编号"), "nothing of it is accepted yet");
}

async fn what_is_kept_of_a_contract_names_nobody(world: World) {
    let id = world.plot_open("南坡人家").await;
    let adoption = world.adoption(&world.signed(id, "lin", 2).await).await.id;
    let kept = wording::Entity::find_by_id(adoption).one(world.store.writer()).await.unwrap().unwrap().content;
    for words in [CONTACT, "羊粪做底肥", "Sheep manure", "¥980.00"] {
        assert!(kept.contains(words), "{words} is not in {kept}");
    }
    for private in ["lin的合同名", "lin的收件地址", "南坡人家", "沙沟村"] {
        assert!(!kept.contains(private), "{private} is in {kept}");
    }
}

async fn a_contract_that_changes_under_its_reader_is_read_again(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_open("南坡人家").await;
    let code = site.world.reserved(id, "lin", 2).await;
    let (lin, mine) = (donor(&site, "lin").await, format!("/gifts/plots/{code}"));
    let shown = lin.get(&mine).await.value_of("wording").unwrap();
    changed(&site.world, id).await;
    let action = format!("{mine}/sign");
    let typed = [("party", "林先生"), ("delivery", "某路 1 号"), ("contract", "yes")];
    let told = lin.submit(&action, &[&typed[..], &[("wording", shown.as_str())]].concat()).await;
    told.has_status(409).says("您打开这一页之后，合同改过").says(ANOTHER).says("保留中");
    assert_eq!(told.value_of("party").as_deref(), Some("林先生"), "what was typed is still there");
    let tick = told.body.split('<').find(|tag| tag.contains("id=\"contract\"")).unwrap();
    assert!(!tick.contains("checked"), "the new text is not accepted yet: {tick}");
    let english = lin.window().in_english();
    english.get("/about?lang=en").await;
    let again = english.submit(&action, &[&typed[..], &[("wording", shown.as_str())]].concat()).await;
    again.has_status(409).says("The contract has changed since you opened it");
    let now = told.value_of("wording").unwrap();
    assert_eq!(again.value_of("wording").as_deref(), Some(now.as_str()), "one text in both languages");
    let accepted = lin.submit(&action, &[&typed[..], &[("wording", now.as_str())]].concat()).await;
    assert_eq!(accepted.location(), mine);
    assert!(now.starts_with(&number_of(&site.world, &code).await));
    lin.get(&mine).await.says("已签，待付款").says(ANOTHER);
}

async fn a_contract_of_before_says_what_the_clauses_say_now(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_open("南坡人家").await;
    let code = site.world.signed(id, "lin", 2).await;
    site.world.wordings_unguarded("DELETE FROM contract_wording").await;
    changed(&site.world, id).await;
    let (lin, mine) = (donor(&site, "lin").await, format!("/gifts/plots/{code}"));
    let paper = joined(&lin.download(&format!("{mine}/contract.pdf")).await);
    assert!(paper.contains(ANOTHER) && paper.contains("lin的合同名"), "{paper}");
    let page = lin.get(&mine).await;
    page.has_status(200).says(ANOTHER);
    assert!(!paper.contains("文本编号") && !page.body.contains("文本编号"), "it does not claim to be the original");
}

async fn the_demonstration_s_contracts_are_kept_as_if_accepted_on_the_page(world: World) {
    let id = world.plot_open("南坡人家").await;
    let code = world.signed(id, "lin", 2).await;
    let adoption = world.adoption(&code).await;
    let row = async || wording::Entity::find_by_id(adoption.id).one(world.store.writer()).await.unwrap();
    let accepted = row().await;
    world.wordings_unguarded("DELETE FROM contract_wording").await;
    server::seed::contracts(&world.store, world.now).await.unwrap();
    assert_eq!(row().await, accepted);
    let other = world.reserved(id, "qian", 1).await;
    let other = world.adoption(&other).await.id;
    assert_eq!(wording::of(world.store.writer(), other).await.unwrap(), None, "nobody has accepted that one");
}
