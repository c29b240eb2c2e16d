use super::{Cadence, MatchSource, Model};
use crate::{
    Day, Fen, Time,
    id::{FundId, FundRuleId},
};

#[test]
fn reminders_come_before_the_day_every_so_often_and_not_for_ever() {
    let day = |day: &str| -> Day { day.parse().unwrap() };
    let rule = Model {
        id: FundRuleId(1),
        fund_id: FundId(1),
        from_on: day("2026-01-01"),
        minimum_age: 70,
        support_fen: Fen::yuan(100),
        match_percent: 10,
        cap_fen: Fen::yuan(50),
        match_source: MatchSource::Government,
        cadence: Cadence::Monthly,
        minimum_supporters: 1,
        due_day: 15,
        remind_before: 5,
        remind_every: 7,
        remind_most: 2,
        made_by: None,
        made_at: Time::default(),
    };
    let turns = ["2026-11-09", "2026-11-10", "2026-11-16", "2026-11-17", "2026-11-23", "2026-11-24"];
    assert_eq!(turns.map(|on| rule.turn(day(on))), [None, Some(0), Some(0), Some(1), Some(1), None]);
    let never = Model { remind_most: 0, ..rule };
    assert_eq!(never.turn(day("2026-11-15")), None);
}
