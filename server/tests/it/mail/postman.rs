//! The postman's rounds: what is due goes once, what cannot go now goes later, what can never go is dead with its
//! reason, and none is lost.

use std::time::Duration;

use app::text::Text;
use chrono::{DateTime, TimeDelta};
use entity::{
    Lang, Time,
    outbox::{State, work},
};
use server::{
    labels::Fonts,
    mailer::{MailError, MailSettings, Mailer},
};

use super::{
    mailer, put, put_raw, row, samples,
    smtp_server::{SmtpServer, Tls},
    to_files,
};
use crate::world::World;

on_both!(
    a_mail_server_takes_the_letter_after_tls_and_sign_in,
    a_letter_refused_for_now_goes_later_and_is_the_same_letter,
    a_letter_refused_for_good_is_dead_with_the_reason,
    a_mail_server_down_for_a_day_loses_nothing,
    what_is_over_before_the_mail_server_is_back_does_not_go,
    a_refused_sign_in_kills_no_letter,
    what_cannot_be_written_is_dead_and_holds_nothing_up,
    what_was_put_in_before_letters_said_why_goes_out,
    two_postmen_bring_no_letter_twice,
);

async fn a_mail_server_takes_the_letter_after_tls_and_sign_in(world: World) {
    for tls in [Tls::FromTheStart, Tls::StartTls] {
        let server = SmtpServer::open(tls).await;
        let folder = tempfile::tempdir().unwrap();
        let id = put(&world, "lin@example.org", Lang::Zh, None, &samples::handed_out(Lang::Zh)).await;
        assert_eq!(mailer(&server.settings(&folder)).send_due(&world.store, world.now).await.unwrap(), 1);
        let [taken] = &server.taken()[..] else { panic!("one mail") };
        assert_eq!((taken.from.as_str(), taken.to.as_str()), ("nuanxin@example.org", "lin@example.org"));
        assert!(taken.read().subject().unwrap().contains("发到孩子手里"));
        let row = row(&world, id).await;
        assert_eq!((row.state, row.sent_at), (State::Sent, Some(world.now)));
    }
}

async fn a_letter_refused_for_now_goes_later_and_is_the_same_letter(mut world: World) {
    let server = SmtpServer::open(Tls::StartTls).await;
    server.answer_mails(&["451 4.3.0 try again later"]);
    let folder = tempfile::tempdir().unwrap();
    let mailer = mailer(&server.settings(&folder));
    let id = put(&world, "lin@example.org", Lang::En, None, &samples::handed_out(Lang::En)).await;

    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 0);
    let waiting = row(&world, id).await;
    assert_eq!(waiting.state, State::Waiting);
    assert!(waiting.last_error.unwrap().contains("try again later"));
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 0, "not before its time");

    world.later(TimeDelta::minutes(2));
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 1);
    let tries = server.taken();
    let numbers: Vec<_> = tries.iter().map(|taken| taken.read().message_id().unwrap().to_owned()).collect();
    assert_eq!(numbers.len(), 2);
    assert_eq!(numbers[0], numbers[1]);
    assert_eq!(row(&world, id).await.last_error, None);
}

async fn a_letter_refused_for_good_is_dead_with_the_reason(world: World) {
    let server = SmtpServer::open(Tls::FromTheStart).await;
    server.answer_recipients(&["550 5.1.1 no such mailbox"]);
    let folder = tempfile::tempdir().unwrap();
    let letter = samples::handed_out(Lang::Zh);
    let gone = put(&world, "gone@example.org", Lang::Zh, None, &letter).await;
    let there = put(&world, "there@example.org", Lang::Zh, None, &letter).await;
    assert_eq!(mailer(&server.settings(&folder)).send_due(&world.store, world.now).await.unwrap(), 1);
    let dead = row(&world, gone).await;
    assert_eq!(dead.state, State::Dead);
    assert!(dead.last_error.unwrap().contains("no such mailbox"));
    assert_eq!(row(&world, there).await.state, State::Sent);
    assert_eq!(work::dead(world.store.read(), 10).await.unwrap().len(), 1);
}

async fn a_mail_server_down_for_a_day_loses_nothing(mut world: World) {
    let mut server = SmtpServer::open(Tls::FromTheStart).await;
    let folder = tempfile::tempdir().unwrap();
    let mailer = mailer(&server.settings(&folder));
    server.shut().await;
    let mut put_in = Vec::new();
    for hour in 0..24 {
        let letter = samples::handed_out(Lang::Zh);
        put_in.push(put(&world, &format!("donor-{hour}@example.org"), Lang::Zh, None, &letter).await);
        assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 0);
        world.later(TimeDelta::hours(1));
    }
    server.reopen().await;
    // The longest back-off is six hours.
    world.later(TimeDelta::hours(6));
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 24);
    let mut reached: Vec<_> = server.taken().into_iter().map(|taken| taken.to).collect();
    reached.sort();
    reached.dedup();
    assert_eq!(reached.len(), 24);
    for id in put_in {
        assert_eq!(row(&world, id).await.state, State::Sent);
    }
}

async fn what_is_over_before_the_mail_server_is_back_does_not_go(mut world: World) {
    let mut server = SmtpServer::open(Tls::FromTheStart).await;
    let folder = tempfile::tempdir().unwrap();
    let mailer = mailer(&server.settings(&folder));
    server.shut().await;
    let mut over = Vec::new();
    // More than a round takes.
    for n in 0..25 {
        let to = format!("donor-{n}@example.org");
        over.push(put(&world, &to, Lang::Zh, None, &samples::sign_in("林")).await);
    }
    let good = put(&world, "lin@example.org", Lang::Zh, None, &samples::handed_out(Lang::Zh)).await;
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 0);
    let why = row(&world, good).await.last_error.unwrap();
    assert_eq!(Text(Lang::Zh).letter_trouble(&why), Some("连接不上邮件服务器。"), "{why}");
    server.reopen().await;
    // The link works for half an hour.
    world.later(TimeDelta::minutes(30));
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(server.taken().iter().map(|taken| taken.to.as_str()).collect::<Vec<_>>(), ["lin@example.org"]);
    for id in over {
        assert_eq!(row(&world, id).await.state, State::Over);
    }
    assert_eq!(row(&world, good).await.state, State::Sent);
}

async fn a_refused_sign_in_kills_no_letter(mut world: World) {
    let server = SmtpServer::open(Tls::StartTls).await;
    server.refuse_sign_in(true);
    let folder = tempfile::tempdir().unwrap();
    let mailer = mailer(&server.settings(&folder));
    let id = put(&world, "lin@example.org", Lang::Zh, None, &samples::sign_in("林")).await;
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 0);
    assert_eq!(row(&world, id).await.state, State::Waiting);
    server.refuse_sign_in(false);
    world.later(TimeDelta::minutes(2));
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 1);
}

async fn what_cannot_be_written_is_dead_and_holds_nothing_up(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let letter = samples::handed_out(Lang::Zh);
    let unreadable = put_raw(&world, "lin@example.org", Lang::Zh, None, "handed_out", "{}".to_owned()).await;
    let nowhere = put(&world, "not an address", Lang::Zh, None, &letter).await;
    let good = put(&world, "lin@example.org", Lang::Zh, None, &letter).await;
    assert_eq!(mailer(&to_files(&folder)).send_due(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(row(&world, unreadable).await.state, State::Dead);
    let nowhere = row(&world, nowhere).await;
    assert_eq!((nowhere.state, nowhere.last_error.as_deref()), (State::Dead, Some("not an e-mail address")));
    assert_eq!(row(&world, good).await.state, State::Sent);
}

async fn what_was_put_in_before_letters_said_why_goes_out(world: World) {
    let folder = tempfile::tempdir().unwrap();
    for (kind, field) in [("payment_returned", "why"), ("plot_settled", "short")] {
        let (_, letter) = samples::all(Lang::Zh).into_iter().find(|(name, _)| name == kind).unwrap();
        let mut older = serde_json::to_value(&letter).unwrap();
        assert!(older.as_object_mut().unwrap().remove(field).is_some(), "{kind}");
        let id = put_raw(&world, "lin@example.org", Lang::Zh, None, kind, older.to_string()).await;
        assert_eq!(mailer(&to_files(&folder)).send_due(&world.store, world.now).await.unwrap(), 1);
        assert_eq!(row(&world, id).await.state, State::Sent, "{kind}");
    }
}

async fn two_postmen_bring_no_letter_twice(world: World) {
    let server = SmtpServer::open(Tls::FromTheStart).await;
    let folder = tempfile::tempdir().unwrap();
    for n in 0..50 {
        put(&world, &format!("donor-{n}@example.org"), Lang::Zh, None, &samples::sign_in("林")).await;
    }
    let (one, other) = (mailer(&server.settings(&folder)), mailer(&server.settings(&folder)));
    let elsewhere = world.another_process().await;
    let (first, second) = tokio::join!(one.send_due(&world.store, world.now), other.send_due(&elsewhere, world.now));
    assert_eq!(first.unwrap() + second.unwrap(), 50);
    let mut reached: Vec<_> = server.taken().into_iter().map(|taken| taken.to).collect();
    assert_eq!(reached.len(), 50);
    reached.sort();
    reached.dedup();
    assert_eq!(reached.len(), 50);
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_no_letter() {
    let world = World::on_sqlite().await;
    let server = SmtpServer::open(Tls::StartTls).await;
    let folder = tempfile::tempdir().unwrap();
    let settings = MailSettings { smtp_ca_file: None, ..server.settings(&folder) };
    let id = put(&world, "lin@example.org", Lang::Zh, None, &samples::sign_in("林")).await;
    assert_eq!(mailer(&settings).send_due(&world.store, world.now).await.unwrap(), 0);
    assert_eq!(row(&world, id).await.state, State::Waiting);
    assert!(server.taken().is_empty());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_keeps_letters_waiting() {
    let mut world = World::on_sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = to_files(&folder);
    let mailer = mailer(&settings);
    std::fs::remove_dir(&settings.mail_dir).unwrap();
    let id = put(&world, "lin@example.org", Lang::Zh, None, &samples::sign_in("林")).await;
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 0);
    assert_eq!(row(&world, id).await.state, State::Waiting);
    std::fs::create_dir(&settings.mail_dir).unwrap();
    world.later(TimeDelta::minutes(2));
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 1);
    let files: Vec<_> = std::fs::read_dir(&settings.mail_dir).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(files, [format!("{:08}-sign_in_link.eml", id.0).as_str()], "and no draft beside it");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(settings.mail_dir.join(&files[0])).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "its link lets in");
    }
}

fn in_2033() -> Time {
    DateTime::from_timestamp(2_000_000_000, 0).unwrap()
}

#[tokio::test]
async fn the_bell_sends_a_letter_at_once_and_the_end_of_the_program_ends_the_round() {
    let world = World::on_sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = to_files(&folder);
    let mailer = mailer(&settings);
    let bell = mailer.bell();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let store = world.store.clone();
    let round = tokio::spawn(async move {
        mailer.run(&store, in_2033, async { stopped.await.unwrap_or(()) }).await;
    });
    // The first may be found without the bell; the second comes when there is nothing left to do.
    for _ in 0..2 {
        let id = put(&world, "lin@example.org", Lang::Zh, None, &samples::handed_out(Lang::Zh)).await;
        bell.notify_one();
        let mut waits = 0;
        while row(&world, id).await.state != State::Sent {
            waits += 1;
            assert!(waits < 100, "the bell was not heard");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), round).await.unwrap().unwrap();
}

#[test]
fn settings_with_which_no_letter_could_go_stop_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |change: fn(&mut MailSettings)| {
        let mut settings = to_files(&folder);
        change(&mut settings);
        Mailer::new(&settings, Fonts::built_in()).err()
    };
    let url = |text: &str| Some(text.parse().unwrap());
    assert!(refused(|_| {}).is_none());
    assert!(matches!(refused(|s| s.from = "nobody".into()), Some(MailError::From(_))));
    assert!(matches!(refused(|s| s.public_url = "nowhere".into()), Some(MailError::PublicUrl(_))));
    let missing = refused(|s| s.smtp_ca_file = Some("no/such.pem".into()));
    assert!(matches!(missing, Some(MailError::Authority { .. })), "though files need none");
    let smtp = |text: &str, ca: Option<&str>| {
        let settings = MailSettings { smtp_url: url(text), smtp_ca_file: ca.map(Into::into), ..to_files(&folder) };
        let error = Mailer::new(&settings, Fonts::built_in()).err();
        assert!(error.as_ref().is_none_or(|e| !e.to_string().contains("sesame")), "a password was told");
        error
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let _inside = runtime.enter();
    assert!(smtp("smtps://post:sesame@mail.example.org", None).is_none());
    assert!(smtp("smtp://localhost:2525", None).is_none());
    assert!(matches!(smtp("smtp://post:sesame@mail.example.org", None), Some(MailError::PlainPassword)));
    assert!(matches!(smtp("http://post:sesame@mail.example.org", None), Some(MailError::SmtpUrl(_))));
    for without_scheme in ["sesame", "post:sesame@mail.example.org", "sesame:post@mail.example.org"] {
        assert!(matches!(smtp(without_scheme, None), Some(MailError::SmtpUrl(_))), "{without_scheme}");
    }
    assert!(matches!(smtp("smtps://mail.example.org", Some("no/such.pem")), Some(MailError::Authority { .. })));
}
