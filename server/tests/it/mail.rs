//! The letters as their readers get them, and the postman who brings them: files, headers, and a real conversation
//! with a mail server that has good days and bad days.

mod markup;
mod samples;
mod smtp_server;

mod postman;
mod wording;

use chrono::TimeDelta;
use entity::{
    Lang,
    id::{AccountId, LetterId},
    outbox::{self, Letter, State},
    photo::{self, Purpose},
};
use mail_parser::{Message, MessageParser};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};
use server::{
    labels::Fonts,
    mailer::{MailSettings, Mailer},
    pictures::Pictures,
};
use tempfile::TempDir;

use crate::{pictures::drawn, world::World};

/// Settings that lay letters down in a folder of their own.
fn to_files(folder: &TempDir) -> MailSettings {
    MailSettings {
        public_url: "https://nuanxin.example.org".to_owned(),
        from: "暖心 Nuanxin <nuanxin@example.org>".to_owned(),
        smtp_url: None,
        smtp_ca_file: None,
        mail_dir: folder.path().join("mail"),
    }
}

fn mailer(settings: &MailSettings) -> Mailer {
    Mailer::new(settings, Fonts::built_in()).unwrap()
}

/// With the picture that a letter about a card shows, which the samples call the first of all.
async fn with_its_picture(world: &World, mailer: Mailer, letter: &Letter, folder: &TempDir) -> Mailer {
    let Letter::Card { photo: shown, .. } = letter else { return mailer };
    let pictures = Pictures::new(&folder.path().join("pictures"), crate::sheets::confined()).unwrap();
    // A world brings letter after letter to its reader: their pictures are one row, and each its own file.
    photo::Entity::delete_many().exec(world.store.writer()).await.unwrap();
    world.store.writer().execute_unprepared("DELETE FROM sqlite_sequence WHERE name = 'photo'").await.unwrap();
    let by = world.school("shagou").await.account();
    let id = pictures.take_in(&world.store, Purpose::Card, by, &drawn::card(), world.now).await.unwrap();
    assert_eq!(id, *shown);
    let row = photo::ActiveModel {
        id: Set(id),
        state: Set(photo::State::Kept),
        subject_id: Set(Some(1)),
        ..Default::default()
    };
    row.update(world.store.writer()).await.unwrap();
    mailer.with_pictures(pictures)
}

/// A row as an act leaves it, written five minutes before the world's time.
async fn put(world: &World, to: &str, lang: Lang, account: Option<AccountId>, letter: &Letter) -> LetterId {
    put_raw(world, to, lang, account, letter.kind(), serde_json::to_string(letter).unwrap()).await
}

async fn put_raw(
    world: &World,
    to: &str,
    lang: Lang,
    account: Option<AccountId>,
    kind: &str,
    letter: String,
) -> LetterId {
    let row = outbox::ActiveModel {
        kind: Set(kind.to_owned()),
        recipient: Set(to.to_owned()),
        account_id: Set(account),
        lang: Set(lang),
        letter: Set(letter),
        message_id: Set(world.store.dice.id()),
        state: Set(State::Waiting),
        due_at: Set(world.now - TimeDelta::minutes(5)),
        tries: Set(0),
        created_at: Set(world.now - TimeDelta::minutes(5)),
        ..Default::default()
    };
    row.insert(world.store.writer()).await.unwrap().id
}

async fn row(world: &World, id: LetterId) -> outbox::Model {
    outbox::Entity::find_by_id(id).one(world.store.read()).await.unwrap().unwrap()
}

/// The whole mail that a letter became, out of its file.
async fn mail_of(world: &World, lang: Lang, account: Option<AccountId>, letter: &Letter) -> Message<'static> {
    let folder = tempfile::tempdir().unwrap();
    mail_by(world, &folder, &to_files(&folder), (lang, account), letter).await
}

/// The same by these settings, which lay it down in this folder.
async fn mail_by(
    world: &World,
    folder: &TempDir,
    settings: &MailSettings,
    (lang, account): (Lang, Option<AccountId>),
    letter: &Letter,
) -> Message<'static> {
    let id = put(world, "reader@example.org", lang, account, letter).await;
    let mailer = with_its_picture(world, mailer(settings), letter, folder).await;
    assert_eq!(mailer.send_due(&world.store, world.now).await.unwrap(), 1);
    let file = settings.mail_dir.join(format!("{:08}-{}.eml", id.0, letter.kind()));
    MessageParser::default().parse(&std::fs::read(file).unwrap()).unwrap().into_owned()
}

fn text_of(mail: &Message<'_>) -> String {
    mail.body_text(0).unwrap().replace("\r\n", "\n")
}

fn html_of(mail: &Message<'_>) -> String {
    mail.body_html(0).unwrap().replace("\r\n", "\n")
}
