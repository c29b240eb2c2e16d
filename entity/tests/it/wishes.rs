//! Wishes from draft to open: every state × verb × role, the guards, and what the school is told.

use chrono::TimeDelta;
use entity::{
    Code, Error, Fen, Field, Refusal,
    actor::Receiver,
    child,
    error::Personal,
    outbox::Letter,
    phase, wish,
    wish::{Status, review, submit, withdraw},
};

use crate::{
    world::{World, refused},
    written::{keyless, typed, without_consent},
};

on_both!(
    each_verb_is_for_its_states_and_its_people,
    a_wish_goes_from_draft_to_open,
    a_form_sent_twice_makes_one_wish,
    everything_wrong_with_a_form_is_told_at_once,
    a_form_says_what_cannot_be,
    nothing_is_handed_in_with_a_blank,
    what_could_tell_who_the_child_is_cannot_be_saved,
    a_consent_that_was_begun_is_finished_or_refused,
    all_that_is_whole_is_handed_in_together,
    a_returned_wish_says_why_and_comes_back,
    a_child_has_one_wish_in_a_phase,
    the_same_child_of_two_schools_is_found_at_review,
    a_draft_that_was_changed_elsewhere_is_not_overwritten_unseen,
    brothers_and_sisters_are_offered_as_a_set,
    the_queue_goes_from_the_oldest_and_passes_over,
    a_school_is_told_once_for_each_sitting,
    gender_is_kept_only_where_it_is_needed,
    an_approval_in_an_open_phase_opens_at_once,
    nothing_is_written_into_a_closed_phase,
);

/// What a verb of a table says.
fn said(result: Result<(), Error>) -> Option<Refusal> {
    match result {
        Ok(()) => None,
        Err(Error::Refused(mut refused)) => refused.0.pop(),
        Err(other) => panic!("{other}"),
    }
}

/// One verb, tried by one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Try {
    Change,
    Delete,
    Submit,
    Approve,
    SendBack,
    WithdrawBySchool,
    WithdrawByOffice,
    ConsentWithdrawn,
    Erased,
    ChangeByAnother,
    DeleteByAnother,
    SubmitByAnother,
    WithdrawByAnother,
    ConsentByAnother,
}

impl Try {
    const ALL: [Self; 14] = [
        Self::Change,
        Self::Delete,
        Self::Submit,
        Self::Approve,
        Self::SendBack,
        Self::WithdrawBySchool,
        Self::WithdrawByOffice,
        Self::ConsentWithdrawn,
        Self::Erased,
        Self::ChangeByAnother,
        Self::DeleteByAnother,
        Self::SubmitByAnother,
        Self::WithdrawByAnother,
        Self::ConsentByAnother,
    ];

    /// The state it leads to; none: refused.
    fn leads(self, from: Status) -> Option<Status> {
        use Status::{Approved, Draft, HandedOut, Open, Returned, Submitted, Taken, Withdrawn};
        match (self, from) {
            (Self::Change, Draft | Returned) => Some(from),
            // Gone: there is no state to compare.
            (Self::Delete, Draft) => Some(Draft),
            (Self::Submit, Draft | Returned) => Some(Submitted),
            (Self::Approve, Submitted) => Some(Open),
            (Self::SendBack, Submitted | Approved) => Some(Returned),
            (Self::WithdrawBySchool | Self::WithdrawByOffice, Submitted | Returned | Approved | Open | Taken) => {
                Some(Withdrawn)
            }
            (Self::ConsentWithdrawn | Self::Erased, HandedOut) => Some(HandedOut),
            (Self::ConsentWithdrawn | Self::Erased, _) => Some(Withdrawn),
            _ => None,
        }
    }

    fn no(self) -> Refusal {
        match self {
            Self::ChangeByAnother
            | Self::DeleteByAnother
            | Self::SubmitByAnother
            | Self::WithdrawByAnother
            | Self::ConsentByAnother => Refusal::NotFound,
            _ => Refusal::WishMoved,
        }
    }

    async fn run(self, world: &World, code: &Code, form: &wish::draft::Typed) -> Option<Refusal> {
        let (own, other) = (world.school("shagou").await, world.school("xishe").await);
        let officer = world.officer().await;
        let (store, key, now) = (&world.store, world.form(), world.now);
        let moved = withdraw::Typed { reason: "moved".into() };
        let reason = review::Typed { reason: "请写明颜色".into() };
        said(match self {
            Self::Change => wish::draft::change(store, own, code, form, &key, now).await,
            Self::ChangeByAnother => wish::draft::change(store, other, code, form, &key, now).await,
            Self::Delete => wish::draft::delete(store, own, code, now).await,
            Self::DeleteByAnother => wish::draft::delete(store, other, code, now).await,
            Self::Submit => submit::submit(store, own, code, &key, now).await,
            Self::SubmitByAnother => submit::submit(store, other, code, &key, now).await,
            Self::Approve => review::approve(store, officer, code, false, &key, now).await,
            Self::SendBack => review::send_back(store, officer, code, &reason, &key, now).await,
            Self::WithdrawBySchool => withdraw::withdraw(store, Receiver::School(own), code, &moved, &key, now).await,
            Self::WithdrawByAnother => {
                withdraw::withdraw(store, Receiver::School(other), code, &moved, &key, now).await
            }
            Self::WithdrawByOffice => {
                withdraw::withdraw(store, Receiver::Office(officer), code, &moved, &key, now).await
            }
            Self::ConsentWithdrawn => child::withdraw::withdraw(store, Receiver::School(own), code, &key, now).await,
            Self::ConsentByAnother => child::withdraw::withdraw(store, Receiver::School(other), code, &key, now).await,
            Self::Erased => {
                child::erase::erase(store, officer, code, &child::erase::Typed { sure: "yes".into() }, &key, now).await
            }
        })
    }
}

async fn each_verb_is_for_its_states_and_its_people(world: World) {
    let phase = world.phase_open().await;
    for verb in Try::ALL {
        for from in Status::ALL {
            let form = typed(phase, &format!("孩子 {verb:?} {from:?}"));
            let code = world.drafted("shagou", &form).await;
            world.put(&code, from).await;
            let no = verb.run(&world, &code, &form).await;
            match verb.leads(from) {
                None => {
                    assert_eq!(no, Some(verb.no()), "{verb:?} from {from:?}");
                    assert_eq!(world.standing(&code).await, from, "{verb:?} from {from:?}");
                }
                Some(to) => {
                    assert_eq!(no, None, "{verb:?} from {from:?}");
                    if verb != Try::Delete {
                        assert_eq!(world.standing(&code).await, to, "{verb:?} from {from:?}");
                    }
                }
            }
        }
    }
}

async fn a_wish_goes_from_draft_to_open(world: World) {
    let phase = world.phase_drafted().await;
    let code = world.drafted("shagou", &typed(phase, "陈小草")).await;
    let draft = world.row(&code).await;
    assert_eq!((draft.status, draft.price_fen, draft.waiting_since), (Status::Draft, Fen::yuan(90), world.now));
    submit::submit(&world.store, world.school("shagou").await, &code, &world.form(), world.now).await.unwrap();
    assert_eq!(world.standing(&code).await, Status::Submitted);
    world.approve(&code).await;
    assert_eq!(world.standing(&code).await, Status::Approved);
    assert_eq!(world.open(phase).await, 1);
    assert_eq!(world.standing(&code).await, Status::Open);
    assert_eq!(world.acts_on(&code).await, ["wish_drafted", "wish_submitted", "wish_approved", "wish_opened"]);
}

async fn a_form_sent_twice_makes_one_wish(world: World) {
    let phase = world.phase_drafted().await;
    let (school, form, key) = (world.school("shagou").await, typed(phase, "陈小草"), world.form());
    let draft = async |key| wish::draft::draft(&world.store, school, &form, key, world.now).await;
    let first = draft(&key).await.unwrap();
    assert_eq!(draft(&key).await.unwrap(), first);
    assert_eq!(refused(draft(&keyless()).await), [Refusal::DuplicateChild], "without a key it is another wish");
    let (own, next) = wish::list::own(world.store.read(), school, phase, None, None).await.unwrap();
    assert_eq!((own.len(), next), (1, None));
}

async fn everything_wrong_with_a_form_is_told_at_once(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let form = wish::draft::Typed {
        category: "weapons".into(),
        item: String::new(),
        specification: "\0".into(),
        grade: "10".into(),
        gender: "?".into(),
        price: "201".into(),
        child_name: "名".repeat(31),
        birth_date: "2027-01-01".into(),
        form_no: String::new(),
        given_on: "2026-11-24".into(),
        ..typed(phase, "")
    };
    let no = refused(wish::draft::draft(&world.store, school, &form, &world.form(), world.now).await);
    assert_eq!(
        no,
        [
            Refusal::NotAChoice(Field::Category),
            Refusal::Missing(Field::Item),
            Refusal::Invisible(Field::Specification),
            Refusal::NotANumber(Field::Grade, 1, 9),
            Refusal::NotAChoice(Field::Gender),
            Refusal::OverCap(Fen::yuan(200)),
            Refusal::TooLong(Field::ChildName, 30),
            Refusal::DayInFuture(Field::BirthDate),
            Refusal::Missing(Field::FormNo),
            Refusal::DayInFuture(Field::GivenOn),
        ]
    );
    for (birth_date, refusal) in [
        ("2006-01-01", Refusal::NotOfAge(5, 18)),
        ("2024-01-01", Refusal::NotOfAge(5, 18)),
        ("2017-02-30", Refusal::NotADay(Field::BirthDate)),
        ("", Refusal::Missing(Field::BirthDate)),
    ] {
        let form = wish::draft::Typed { birth_date: birth_date.into(), ..typed(phase, "陈小草") };
        let draft = wish::draft::draft(&world.store, school, &form, &world.form(), world.now).await;
        assert_eq!(refused(draft), [refusal], "{birth_date}");
    }
    let form = wish::draft::Typed { phase: "999".into(), ..typed(phase, "陈小草") };
    let draft = wish::draft::draft(&world.store, school, &form, &world.form(), world.now).await;
    assert_eq!(refused(draft), [Refusal::NotAChoice(Field::Phase)]);
}

async fn a_form_says_what_cannot_be(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let whole = || typed(phase, "陈小草");
    for (form, refusal) in [
        (wish::draft::Typed { given_on: "1999-01-01".into(), ..whole() }, Refusal::ConsentBeforeBirth),
        (wish::draft::Typed { given_on: "2017-05-05".into(), ..whole() }, Refusal::ConsentBeforeBirth),
        (wish::draft::Typed { guardian: " 陈 小草".into(), ..whole() }, Refusal::GuardianIsChild),
        (wish::draft::Typed { item: "🎒🎈".into(), ..whole() }, Refusal::NoWords(Field::Item)),
        (wish::draft::Typed { child_name: "某😀某".into(), ..whole() }, Refusal::PictureInName(Field::ChildName)),
        (wish::draft::Typed { guardian: "🎒".into(), ..whole() }, Refusal::PictureInName(Field::Guardian)),
    ] {
        let draft = wish::draft::draft(&world.store, school, &form, &world.form(), world.now).await;
        assert_eq!(refused(draft), [refusal]);
    }
    let sound = wish::draft::Typed { given_on: "2017-05-06".into(), item: "书包🎒".into(), ..whole() };
    world.drafted("shagou", &sound).await;
}

async fn nothing_is_handed_in_with_a_blank(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let form = wish::draft::Typed {
        category: "shoes".into(),
        specification: String::new(),
        guardian: String::new(),
        ..without_consent(typed(phase, "陈小草"))
    };
    let code = world.drafted("shagou", &form).await;
    let submitted = submit::submit(&world.store, school, &code, &world.form(), world.now).await;
    let lacks = [
        Refusal::Missing(Field::Specification),
        Refusal::Missing(Field::Gender),
        Refusal::Missing(Field::Guardian),
        Refusal::ConsentMissing,
    ];
    assert_eq!(refused(submitted), lacks);
    let lacking = submit::lacking(&world.store, school, &world.row(&code).await).await.unwrap();
    assert_eq!(lacking, lacks, "and the page says the same before anybody tries");
    let whole = wish::draft::Typed { category: "shoes".into(), gender: "girl".into(), ..typed(phase, "陈小草") };
    wish::draft::change(&world.store, school, &code, &whole, &world.form(), world.now).await.unwrap();
    submit::submit(&world.store, school, &code, &world.form(), world.now).await.unwrap();
}

async fn what_could_tell_who_the_child_is_cannot_be_saved(world: World) {
    let phase = world.phase_drafted().await;
    world.village().await;
    world.drafted("shagou", &typed(phase, "陈小草")).await;
    world.drafted("xishe", &typed(phase, "梁上燕")).await;
    let school = world.school("shagou").await;
    for (item, what) in [
        ("给陈小草的书包", Personal::PupilName),
        ("李大树要的书包", Personal::PupilName),
        ("监护人甲代收", Personal::GuardianName),
        ("书包 一三八零零一三八零零零", Personal::Phone),
        ("书包 加微信 abc123", Personal::Account),
        ("柳树湾的书包", Personal::Village("柳树湾村".into())),
    ] {
        let form = wish::draft::Typed { item: item.into(), ..typed(phase, "李大树") };
        let no = refused(wish::draft::draft(&world.store, school, &form, &world.form(), world.now).await);
        assert_eq!(no, [Refusal::Personal(Field::Item, what)], "{item}");
    }
    let form = wish::draft::Typed { item: "梁上燕图案书包".into(), ..typed(phase, "李大树") };
    wish::draft::draft(&world.store, school, &form, &world.form(), world.now)
        .await
        .expect("another school's pupils are not this school's business, and not to be told by a refusal");
}

async fn a_consent_that_was_begun_is_finished_or_refused(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let bare = without_consent(typed(phase, "陈小草"));
    for begun in [
        wish::draft::Typed { form_no: "同-001".into(), ..bare.clone() },
        wish::draft::Typed { given_on: "2026-11-01".into(), ..bare.clone() },
        wish::draft::Typed { consent_card: "on".into(), ..bare.clone() },
    ] {
        let saved = wish::draft::draft(&world.store, school, &begun, &world.form(), world.now).await;
        assert_eq!(refused(saved), [Refusal::ConsentMissing]);
    }
    world.drafted("shagou", &bare).await;
}

async fn all_that_is_whole_is_handed_in_together(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let whole =
        [world.drafted("shagou", &typed(phase, "甲")).await, world.drafted("shagou", &typed(phase, "乙")).await];
    let left = world.drafted("shagou", &without_consent(typed(phase, "丙"))).await;
    let foreign = world.drafted("xishe", &typed(phase, "丁")).await;
    let returned = world.submitted("shagou", &typed(phase, "戊")).await;
    let why = review::Typed { reason: "请写明颜色".into() };
    let officer = world.officer().await;
    review::send_back(&world.store, officer, &returned, &why, &world.form(), world.now).await.unwrap();
    let key = world.form();
    let all = async || submit::submit_all(&world.store, school, phase, &key, world.now).await.unwrap();
    let answer = all().await;
    assert_eq!(answer, submit::Submitted { submitted: whole.to_vec(), left: vec![left.clone()] });
    assert_eq!(all().await, answer);
    assert_eq!(world.standing(&left).await, Status::Draft);
    assert_eq!(world.standing(&foreign).await, Status::Draft);
    assert_eq!(world.standing(&returned).await, Status::Returned, "what came back is mended first");
}

async fn a_returned_wish_says_why_and_comes_back(world: World) {
    let phase = world.phase_drafted().await;
    let (school, officer) = (world.school("shagou").await, world.officer().await);
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    let blank = review::Typed::default();
    let no = review::send_back(&world.store, officer, &code, &blank, &world.form(), world.now).await;
    assert_eq!(refused(no), [Refusal::ReasonMissing]);
    let why = review::Typed { reason: "请写明颜色".into() };
    review::send_back(&world.store, officer, &code, &why, &world.form(), world.now).await.unwrap();
    assert_eq!(world.row(&code).await.reason.as_deref(), Some("请写明颜色"));
    let letters = world.letters_to("teacher-shagou@example.org").await;
    assert!(
        matches!(&letters[..], [Letter::WishReturned { reason, code: of, .. }] if reason == "请写明颜色" && *of == code)
    );
    submit::submit(&world.store, school, &code, &world.form(), world.now).await.unwrap();
    assert_eq!(world.row(&code).await.reason, None);
}

async fn a_child_has_one_wish_in_a_phase(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let code = world.drafted("shagou", &typed(phase, "陈小草")).await;
    let again = wish::draft::Typed { item: "字典".into(), ..typed(phase, "陈　小草") };
    let draft = async |form| wish::draft::draft(&world.store, school, &form, &world.form(), world.now).await;
    assert_eq!(refused(draft(again.clone()).await), [Refusal::DuplicateChild], "however the name is typed");
    let twin = wish::draft::Typed { birth_date: "2018-05-06".into(), ..again.clone() };
    draft(twin).await.expect("another birth date is another child");
    let moved = withdraw::Typed { reason: "not_needed".into() };
    world.put(&code, Status::Submitted).await;
    let by = Receiver::School(school);
    withdraw::withdraw(&world.store, by, &code, &moved, &world.form(), world.now).await.unwrap();
    draft(again).await.expect("what was withdrawn makes room");
}

async fn the_same_child_of_two_schools_is_found_at_review(world: World) {
    let phase = world.phase_drafted().await;
    let officer = world.officer().await;
    let first = world.submitted("shagou", &typed(phase, "陈小草")).await;
    let second = world.submitted("xishe", &typed(phase, "陈小草")).await;
    let seen = review::of(world.store.read(), officer, &second).await.unwrap();
    assert_eq!(seen.duplicates.len(), 1);
    assert!(seen.duplicates[0].same_child && seen.duplicates[0].in_this_phase && seen.duplicates[0].code == first);
    world.approve(&first).await;
    let no = review::approve(&world.store, officer, &second, true, &world.form(), world.now).await;
    assert_eq!(refused(no), [Refusal::DuplicateChild]);
}

async fn a_draft_that_was_changed_elsewhere_is_not_overwritten_unseen(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let code = world.drafted("shagou", &typed(phase, "陈小草")).await;
    let seen = async || wish::draft::seen_now(&world.store, school, &world.row(&code).await).await.unwrap();
    let change = async |situation: &str, seen: String| {
        let form = wish::draft::Typed { situation: situation.into(), seen, ..typed(phase, "陈小草") };
        wish::draft::change(&world.store, school, &code, &form, &world.form(), world.now).await
    };
    let first = seen().await;
    change("奶奶带着", first.clone()).await.unwrap();
    assert_eq!(refused(change("爷爷带着", first).await), [Refusal::ChangedMeanwhile]);
    change("爷爷带着", seen().await).await.unwrap();
}

async fn brothers_and_sisters_are_offered_as_a_set(world: World) {
    let phase = world.phase_drafted().await;
    let officer = world.officer().await;
    let of_household = |child: &str, item: &str| wish::draft::Typed {
        household: "沙沟 12 号".into(),
        item: item.into(),
        ..typed(phase, child)
    };
    let first = world.submitted("shagou", &of_household("陈小草", "双肩书包")).await;
    let same = world.submitted("shagou", &of_household("陈小树", "双肩书包")).await;
    let other = world.submitted("xishe", &of_household("陈小花", "字典")).await;
    world.approve(&first).await;
    assert_eq!(world.row(&first).await.set_no, None, "one alone is no set");
    let approve =
        async |code, siblings| review::approve(&world.store, officer, code, siblings, &world.form(), world.now).await;
    assert_eq!(refused(approve(&same, false).await), [Refusal::DuplicateHousehold(first.clone())]);
    approve(&same, true).await.expect("an officer who has looked may approve both");
    approve(&other, false).await.unwrap();
    let set = world.row(&first).await.set_no;
    assert!(set.is_some());
    assert_eq!((world.row(&same).await.set_no, world.row(&other).await.set_no), (set.clone(), set));
    let back = review::Typed { reason: "请写明尺寸".into() };
    review::send_back(&world.store, officer, &same, &back, &world.form(), world.now).await.unwrap();
    assert_eq!(world.row(&same).await.set_no, None, "whether it is a sibling's is asked again");
}

async fn the_queue_goes_from_the_oldest_and_passes_over(mut world: World) {
    let phase = world.phase_drafted().await;
    let officer = world.officer().await;
    let mut codes = Vec::new();
    for child in ["甲", "乙", "丙"] {
        codes.push(world.submitted("shagou", &typed(phase, child)).await);
        world.later(TimeDelta::seconds(1));
    }
    // Written first, handed in last.
    world.put(&codes[0], Status::Draft).await;
    submit::submit(&world.store, world.school("shagou").await, &codes[0], &world.form(), world.now).await.unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    while let Some(next) = review::next(world.store.read(), officer, after).await.unwrap() {
        after = Some(next.wish.id);
        assert_eq!(next.consent.unwrap().form_no, "同-001");
        seen.push(next.wish.code);
    }
    assert_eq!(seen, [codes[1].clone(), codes[2].clone(), codes[0].clone()]);
    assert_eq!(review::waiting(world.store.read()).await.unwrap(), 3);
}

async fn a_school_is_told_once_for_each_sitting(mut world: World) {
    let phase = world.phase_drafted().await;
    let (first, second) =
        (world.submitted("shagou", &typed(phase, "甲")).await, world.submitted("shagou", &typed(phase, "乙")).await);
    let third = world.submitted("shagou", &typed(phase, "丙")).await;
    world.approve(&first).await;
    world.later(TimeDelta::minutes(20));
    world.approve(&second).await;
    world.later(TimeDelta::minutes(20));
    assert_eq!(review::tell_schools(&world.store, world.now).await.unwrap(), 0, "the officer is still at it");
    world.later(TimeDelta::minutes(10));
    assert_eq!(review::tell_schools(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(review::tell_schools(&world.store, world.now).await.unwrap(), 0);
    let taken_back = world.submitted("shagou", &typed(phase, "丁")).await;
    for code in [&third, &taken_back] {
        world.approve(code).await;
    }
    world.put(&taken_back, Status::Withdrawn).await;
    world.later(TimeDelta::hours(1));
    assert_eq!(review::tell_schools(&world.store, world.now).await.unwrap(), 1);
    let told: Vec<Vec<Code>> = world
        .letters_to("teacher-shagou@example.org")
        .await
        .into_iter()
        .map(|letter| match letter {
            Letter::BatchApproved { wishes, is_public: false, .. } => {
                wishes.into_iter().map(|(code, _)| code).collect()
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [vec![first, second], vec![third]]);
}

async fn gender_is_kept_only_where_it_is_needed(world: World) {
    let phase = world.phase_drafted().await;
    let bag = wish::draft::Typed { gender: "girl".into(), ..typed(phase, "甲") };
    let shoes = wish::draft::Typed { category: "shoes".into(), gender: "girl".into(), ..typed(phase, "乙") };
    let (bag, shoes) = (world.drafted("shagou", &bag).await, world.drafted("shagou", &shoes).await);
    assert_eq!(world.row(&bag).await.gender, None);
    assert_eq!(world.row(&shoes).await.gender, Some(wish::Gender::Girl));
}

async fn an_approval_in_an_open_phase_opens_at_once(mut world: World) {
    let phase = world.phase_open().await;
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    world.approve(&code).await;
    let wish = world.row(&code).await;
    assert_eq!((wish.status, wish.opened_at), (Status::Open, Some(world.now)));
    assert_eq!(wish.closes_on, phase::find(world.store.read(), phase).await.unwrap().claim_until);
    world.later(TimeDelta::hours(1));
    assert!(review::tell_schools(&world.store, world.now).await.unwrap() > 0);
    let letters = world.letters_to("teacher-shagou@example.org").await;
    assert!(matches!(letters.last(), Some(Letter::BatchApproved { is_public: true, .. })), "{letters:?}");
}

async fn nothing_is_written_into_a_closed_phase(world: World) {
    let phase = world.phase_open().await;
    let (school, officer) = (world.school("shagou").await, world.officer().await);
    let draft = world.drafted("shagou", &typed(phase, "甲")).await;
    let submitted = world.submitted("shagou", &typed(phase, "乙")).await;
    phase::close::close(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
    let no = [Refusal::PhaseState];
    let new = wish::draft::draft(&world.store, school, &typed(phase, "丙"), &world.form(), world.now).await;
    assert_eq!(refused(new), no);
    assert_eq!(refused(submit::submit(&world.store, school, &draft, &world.form(), world.now).await), no);
    let approved = review::approve(&world.store, officer, &submitted, false, &world.form(), world.now).await;
    assert_eq!(refused(approved), no);
    assert_eq!(world.standing(&draft).await, Status::Draft);
}
