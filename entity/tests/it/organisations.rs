//! Organisations: asked for or added, joined by a link, with a limit of their own; sums and no ranking.

use entity::{
    Code, Error, Field, Lang, Refusal,
    claim::{self, confirm, hold, take},
    county::County,
    id::OrganisationId,
    organisation::{
        self, Totals,
        change::{self, Typed, TypedByOffice},
        desk, join,
    },
    outbox::Letter,
};

use crate::world::{World, refused};

on_both!(
    the_office_adds_one_and_its_contact_hears_of_it,
    a_donor_asks_and_the_office_approves,
    everything_wrong_is_said_at_once,
    who_has_the_link_joins_and_belongs_to_one_at_a_time,
    a_new_link_makes_the_old_one_worthless,
    its_limit_is_its_own_and_not_the_donors,
    a_visitor_by_the_link_becomes_a_member_by_confirming,
    two_at_once_do_not_pass_the_limit,
    a_closed_one_takes_no_more_claims,
    the_contact_sees_gifts_and_people_and_no_address,
    the_longest_waiting_are_picked,
);

impl World {
    /// An approved organisation whose contact is this donor.
    pub async fn organisation(&self, slug: &str, contact: &str, limit: i32) -> OrganisationId {
        self.donor(contact).await;
        let typed = by_office(slug, contact, limit);
        change::add(&self.store, self.officer().await, &typed, &self.form(), self.now).await.unwrap()
    }

    async fn link_of(&self, id: OrganisationId) -> String {
        organisation::find(self.store.writer(), id).await.unwrap().link
    }

    async fn take_for(&self, donor: &str, codes: &[Code], link: &str) -> Result<take::Taken, Error> {
        let donor = self.donor(donor).await;
        take::take_for(&self.store, donor, codes, true, link, &self.form(), self.now).await
    }

    async fn codes(&self, how_many: usize) -> Vec<Code> {
        self.open_wishes("shagou", how_many).await.into_iter().map(|wish| wish.code).collect()
    }

    async fn totals(&self, id: OrganisationId) -> Totals {
        organisation::totals(self.store.writer(), id).await.unwrap()
    }
}

fn own() -> Typed {
    Typed {
        name_zh: "山路测绘公司（样例）".into(), about_zh: "测绘队的同事一起参加。".into(), ..Typed::default()
    }
}

fn by_office(slug: &str, contact: &str, limit: i32) -> TypedByOffice {
    TypedByOffice {
        own: own(),
        slug: slug.into(),
        wish_limit: limit.to_string(),
        email: format!("{contact}@example.org"),
    }
}

async fn the_office_adds_one_and_its_contact_hears_of_it(world: World) {
    let id = world.organisation("shanlu", "boss", 12).await;
    let found = organisation::at(world.store.read(), "shanlu").await.unwrap();
    assert_eq!(
        (found.id, found.name(Lang::En)),
        (id, "山路测绘公司（样例）"),
        "without an English name the Chinese one"
    );
    let letters = world.letters_to("boss@example.org").await;
    assert!(matches!(&letters[..], [Letter::OrganisationApproved { slug, limit: 12, .. }] if slug == "shanlu"));
    let boss = world.donor("boss").await.account();
    assert_eq!(organisation::of_member(world.store.read(), boss).await.unwrap().map(|own| own.id), Some(id));
    let typed = by_office("shanlu", "boss", 1);
    let again = change::add(&world.store, world.officer().await, &typed, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::Taken(Field::Slug)]);
}

async fn a_donor_asks_and_the_office_approves(world: World) {
    let donor = world.donor("boss").await;
    let form = world.form();
    let ask = async |form| change::ask(&world.store, donor, &own(), &form, world.now).await;
    let id = ask(form.clone()).await.unwrap();
    assert_eq!(ask(form).await.unwrap(), id, "the same form again");
    assert_eq!(refused(ask(world.form()).await), [Refusal::OneOrganisation]);
    assert!(organisation::public(world.store.read(), Lang::Zh).await.unwrap().is_empty());
    let link = world.link_of(id).await;
    assert_eq!(refused(organisation::of_link(world.store.read(), &link).await), [Refusal::LinkSpent]);
    let typed = by_office("shanlu", "boss", 30);
    change::change(&world.store, world.officer().await, id, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(organisation::public(world.store.read(), Lang::Zh).await.unwrap()[0].id, id);
    assert_eq!(world.letters_of("organisation_approved").await, 1);
    change::change(&world.store, world.officer().await, id, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(world.letters_of("organisation_approved").await, 1, "saved again, nobody is told again");
}

async fn everything_wrong_is_said_at_once(world: World) {
    let officer = world.officer().await;
    let add = async |typed: TypedByOffice| change::add(&world.store, officer, &typed, &world.form(), world.now).await;
    let answer = add(TypedByOffice::default()).await;
    let all = [
        Refusal::Missing(Field::NameZh),
        Refusal::Missing(Field::AboutZh),
        Refusal::Missing(Field::Slug),
        Refusal::Missing(Field::WishLimit),
        Refusal::Missing(Field::Email),
    ];
    assert_eq!(refused(answer), all);
    world.school("shagou").await;
    assert_eq!(refused(add(by_office("ok", "teacher-shagou", 5)).await), [Refusal::NoSuchDonor]);
    world.donor("boss").await;
    for slug in ["a/b", "-a", "山路", "a b"] {
        assert_eq!(refused(add(by_office(slug, "boss", 5)).await), [Refusal::NotASlug], "{slug}");
    }
}

async fn who_has_the_link_joins_and_belongs_to_one_at_a_time(world: World) {
    let (first, second) = (world.organisation("one", "boss", 9).await, world.organisation("two", "chief", 9).await);
    let lin = world.donor("lin").await;
    let join = async |link: &str| join::join(&world.store, lin, link, &world.form(), world.now).await;
    assert_eq!(refused(join("made-up").await), [Refusal::LinkSpent]);
    let of = async || organisation::of_member(world.store.read(), lin.account()).await.unwrap().map(|own| own.id);
    for id in [first, second, second] {
        join(&world.link_of(id).await).await.unwrap();
        assert_eq!(of().await, Some(id));
    }
    join::leave(&world.store, lin, &world.form(), world.now).await.unwrap();
    assert_eq!(of().await, None);
}

async fn a_new_link_makes_the_old_one_worthless(world: World) {
    let id = world.organisation("shanlu", "boss", 9).await;
    let old = world.link_of(id).await;
    let (boss, lin) = (world.donor("boss").await, world.donor("lin").await);
    assert_eq!(refused(change::renew_link(&world.store, lin, &world.form(), world.now).await), [Refusal::NotFound]);
    change::renew_link(&world.store, boss, &world.form(), world.now).await.unwrap();
    let answer = join::join(&world.store, lin, &old, &world.form(), world.now).await;
    assert_eq!(refused(answer), [Refusal::LinkSpent]);
    join::join(&world.store, lin, &world.link_of(id).await, &world.form(), world.now).await.unwrap();
}

async fn its_limit_is_its_own_and_not_the_donors(world: World) {
    let id = world.organisation("shanlu", "boss", 12).await;
    let link = world.link_of(id).await;
    // The phase lets one donor have 10 on the way.
    let codes = world.codes(13).await;
    world.take_for("boss", &codes[..11], &link).await.unwrap();
    assert_eq!(world.totals(id).await, Totals { on_the_way: 11, ..Totals::default() });
    let answer = world.take_for("lin", &codes[11..], &link).await;
    assert_eq!(refused(answer), [Refusal::OrganisationLimit(12, 1)], "two more are one too many, whoever takes them");
    let own = organisation::find(world.store.read(), id).await.unwrap();
    assert_eq!(desk::most(world.store.read(), &own).await.unwrap(), 1, "what is free can be picked");
    world.take_for("boss", &codes[11..12], "").await.expect("as oneself there is the phase's own limit");
    assert_eq!(world.totals(id).await.all(), 11);
    world.take_for("lin", &codes[12..], &link).await.unwrap();
    let lin = world.donor("lin").await.account();
    let joined = organisation::of_member(world.store.read(), lin).await.unwrap();
    assert_eq!(joined.map(|own| own.id), Some(id), "claiming by the link is joining");
}

async fn a_visitor_by_the_link_becomes_a_member_by_confirming(world: World) {
    let id = world.organisation("shanlu", "boss", 2).await;
    let link = world.link_of(id).await;
    let codes = world.codes(3).await;
    let typed = |email: &str| hold::Typed {
        email: email.into(),
        name: "小林".into(),
        rules: "on".into(),
        for_organisation: link.clone(),
    };
    let hold = async |codes: &[Code], email: &str| {
        hold::hold(&world.store, codes, &typed(email), (Lang::Zh, ""), &world.form(), world.now).await
    };
    hold(&codes[..2], "staff@example.org").await.unwrap();
    assert_eq!(refused(hold(&codes[2..], "other@example.org").await), [Refusal::OrganisationLimit(2, 0)]);
    assert_eq!(world.totals(id).await.all(), 0, "not promised before it is confirmed");
    let token = world.token_to("staff@example.org").await;
    let confirmed = confirm::by_link(&world.store, &token, "", world.now).await.unwrap();
    assert_eq!(confirmed.won.len(), 2);
    assert_eq!(world.totals(id).await.on_the_way, 2);
    let staff = confirmed.opened.person.account().id;
    assert_eq!(organisation::of_member(world.store.read(), staff).await.unwrap().map(|own| own.id), Some(id));
}

async fn two_at_once_do_not_pass_the_limit(world: World) {
    let id = world.organisation("shanlu", "boss", 3).await;
    let link = world.link_of(id).await;
    let codes = world.codes(4).await;
    for donor in ["lin", "chen"] {
        world.donor(donor).await;
    }
    let (one, two) =
        tokio::join!(world.take_for("lin", &codes[..2], &link), world.take_for("chen", &codes[2..], &link));
    assert_eq!([one, two].iter().filter(|taken| taken.is_ok()).count(), 1);
    assert_eq!(world.totals(id).await.on_the_way, 2);
}

async fn a_closed_one_takes_no_more_claims(world: World) {
    let id = world.organisation("shanlu", "boss", 3).await;
    let link = world.link_of(id).await;
    let codes = world.codes(2).await;
    world.take_for("boss", &codes[..1], &link).await.unwrap();
    let officer = world.officer().await;
    change::close(&world.store, officer, id, true, &world.form(), world.now).await.unwrap();
    assert_eq!(refused(world.take_for("boss", &codes[1..], &link).await), [Refusal::LinkSpent]);
    assert!(organisation::public(world.store.read(), Lang::Zh).await.unwrap().is_empty());
    assert_eq!(organisation::at(world.store.read(), "shanlu").await.unwrap().id, id, "its page stays");
    change::close(&world.store, officer, id, false, &world.form(), world.now).await.unwrap();
    world.take_for("boss", &codes[1..], &link).await.unwrap();
}

async fn the_contact_sees_gifts_and_people_and_no_address(world: World) {
    let id = world.organisation("shanlu", "boss", 9).await;
    let link = world.link_of(id).await;
    let codes = world.codes(3).await;
    world.take_for("lin", &codes[..2], &link).await.unwrap();
    world.take_for("chen", &codes[2..], "").await.unwrap();
    let own = organisation::find(world.store.read(), id).await.unwrap();
    let gifts = desk::gifts(world.store.read(), &own, Lang::Zh, None, 50).await.unwrap();
    assert_eq!(gifts.iter().map(|gift| gift.who.as_str()).collect::<Vec<_>>(), ["lin", "lin"]);
    let members = desk::members(world.store.read(), &own).await.unwrap();
    assert_eq!(members.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["boss", "lin"]);
    let said = format!("{members:?}");
    assert!(!said.contains("example.org"), "{said}");
    let boss = world.donor("boss").await;
    let remove = async |id| join::remove(&world.store, boss, id, &world.form(), world.now).await;
    remove(members[1].id).await.unwrap();
    assert_eq!(refused(remove(members[1].id).await), [Refusal::NotFound]);
    assert_eq!(desk::gifts(world.store.read(), &own, Lang::Zh, None, 50).await.unwrap().len(), 2, "the gifts stay");
    let claims = claim::desk::all(world.store.read(), world.donor("lin").await, Lang::Zh, None, 50).await.unwrap();
    assert_eq!(claims.len(), 2, "and are still theirs");
}

async fn the_longest_waiting_are_picked(world: World) {
    use entity::wish::Category;
    world.codes(3).await;
    let (db, county) = (world.store.read(), County::read(world.store.read()).await.unwrap());
    let pick = async |category, many| desk::waiting_longest(db, &county, category, many, world.now).await.unwrap();
    assert_eq!(pick(None, 2).await.len(), 2);
    assert_eq!(pick(Some(Category::Schoolbag), 99).await.len(), 3);
    assert!(pick(Some(Category::Books), 9).await.is_empty());
}
