use std::path::PathBuf;

use clap::{CommandFactory, Parser};

use super::{Hidden, Settings, wrong_setting};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

fn settings(options: &[&str]) -> Settings {
    Line::parse_from(["nuanxin"].iter().chain(options)).settings
}

#[test]
fn secrets_are_hidden() {
    let settings = settings(&[
        "--database-url",
        "postgres://nuanxin:topsecret@db.example.org/nuanxin",
        "--smtp-url",
        "smtps://post:alsosecret@mail.example.org",
    ]);
    let mut printed = Vec::new();
    settings.print(&mut printed).unwrap();
    let printed = format!("{}{settings:?}", String::from_utf8(printed).unwrap());
    assert!(printed.contains("db.example.org") && printed.contains("mail.example.org"));
    assert!(!printed.contains("secret"), "{printed}");
}

/// A password may be anywhere in what is no address that this program knows.
#[test]
fn what_is_no_known_address_is_hidden_whole() {
    for (text, shown) in [
        ("smtp://u:geheim@h:587?tls=required", "smtp://u:hidden@h:587?tls=required"),
        ("postgres://u@h/db?sslmode=require&password=geheim", "postgres://u@h/db?sslmode=require"),
        ("sqlite://data/a@b.db?mode=rw", "sqlite://data/a@b.db?mode=rw"),
        ("u:geheim@h:465", "(hidden)"),
        ("geheim", "(hidden)"),
        ("https://u:geheim@h", "(hidden)"),
        ("postgres:u:geheim@h/db", "(hidden)"),
        ("smtps://u:12/geheim@h", "(hidden)"),
        ("smtps://u:12?geheim@h", "(hidden)"),
        ("smtps://u:12#geheim@h", "(hidden)"),
        ("smtps://u:ge/heim@h", "(hidden)"),
    ] {
        assert_eq!(text.parse::<Hidden>().unwrap().to_string(), shown);
    }
}

#[test]
fn what_is_wrong_with_a_setting_is_one_line_that_names_its_variable() {
    let refused = |options: &[&str]| {
        let error = Line::try_parse_from(["nuanxin"].iter().chain(options)).err().expect("it is wrong");
        wrong_setting(&error, &Line::command())
    };
    for (option, value, line) in [
        ("--listen", "nowhere", "LISTEN nowhere must be an IP address and a port, such as 127.0.0.1:3000"),
        ("--listen", "", "LISTEN is empty; it must be an IP address and a port, such as 127.0.0.1:3000"),
        ("--round-seconds", "-1s", "ROUND_SECONDS -1s must be seconds, such as 20 or 0.5"),
        ("--data-dir", "", "DATA_DIR is empty; it must be a path, such as data"),
        ("--font-file", "", "FONT_FILE is empty; it must be a path, such as /srv/nuanxin/file"),
        (
            "--trusted-proxies",
            "10.0.0.1,proxy",
            "TRUSTED_PROXIES proxy must be an address or a network, such as 10.0.0.1 or 10.0.0.0/8",
        ),
        (
            "--trusted-proxies",
            "0.0.0.0/0",
            "TRUSTED_PROXIES 0.0.0.0/0 must not be everybody; name the proxy's own address, such as 10.0.0.1",
        ),
    ] {
        assert_eq!(refused(&[&format!("{option}={value}")]).as_deref(), Some(line));
    }
    assert_eq!(refused(&["--nonsense"]), None);
    assert_eq!(settings(&["--listen", "localhost:3000"]).listen.to_string(), "127.0.0.1:3000");
}

#[test]
fn a_public_address_is_https_or_this_machine() {
    for good in ["https://nuanxin.example.org", "http://127.0.0.1:3000", "http://localhost:8080/"] {
        assert!(settings(&["--public-url", good]).public_url().is_ok(), "{good}");
    }
    for bad in [
        "http://nuanxin.example.org",
        "nuanxin",
        "https://nuanxin.example.org/path",
        "https://nuanxin.example.org/#part",
        "ftp://127.0.0.1",
    ] {
        let settings = settings(&["--public-url", bad]);
        let error = settings.public_url().unwrap_err().to_string();
        assert!(error.starts_with(&format!("PUBLIC_URL {bad} must ")), "{error}");
        let mut printed = Vec::new();
        settings.print(&mut printed).unwrap();
        let printed = String::from_utf8(printed).unwrap();
        assert!(printed.contains(&format!("\nPUBLIC_URL={bad} (it must ")), "{printed}");
    }
    let settings = settings(&["--public-url", "https://nuanxin:geheim@nuanxin.example.org"]);
    let error = settings.public_url().unwrap_err().to_string();
    assert!(error.contains("no password") && !error.contains("geheim"), "{error}");
}

#[test]
fn a_proxy_that_speaks_tls_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (data, database) = (folder.path().join("data"), folder.path().join("nuanxin.db"));
    let check = |options: &[&str]| {
        let database = format!("sqlite://{}", database.display());
        let own = ["--data-dir", data.to_str().unwrap(), "--database-url", database.as_str()];
        settings(&[&own[..], options].concat()).check()
    };
    check(&[]).unwrap();
    check(&["--public-url", "http://127.0.0.1:3000"]).unwrap();
    let refused = check(&["--public-url", "https://nuanxin.example.org"]).unwrap_err().to_string();
    assert!(refused.starts_with("TRUSTED_PROXIES ") && !refused.contains('\n'), "{refused}");
    check(&["--public-url", "https://nuanxin.example.org", "--trusted-proxies", "10.0.0.1,10.1.0.0/16"]).unwrap();
}

#[test]
fn only_a_plain_path_is_a_file_to_be_made() {
    for (url, file, is_plain) in [
        ("sqlite://data/nuanxin.db", Some("data/nuanxin.db"), true),
        ("sqlite:///srv/nuanxin.db", Some("/srv/nuanxin.db"), true),
        ("sqlite:nuanxin.db", Some("nuanxin.db"), true),
        ("sqlite://nuanxin.db?mode=rw", Some("nuanxin.db"), false),
        ("sqlite://nuanxin%20db", Some("nuanxin%20db"), false),
        ("sqlite://nuanxin.db?cache=shared&mode=memory", None, false),
        ("sqlite::memory:", None, false),
        ("sqlite://:memory:", None, false),
        ("postgres://127.0.0.1/nuanxin", None, false),
    ] {
        let database = settings(&["--database-url", url]).kept.database;
        let file = file.map(PathBuf::from);
        assert_eq!(database.sqlite_file(), file, "{url}");
        assert_eq!(database.plain_sqlite_file(), file.filter(|_| is_plain), "{url}");
    }
}

#[test]
fn the_master_key_is_made_once_and_kept_from_others() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("master.key");
    let kept = settings(&["--master-key-file", file.to_str().unwrap()]).kept;
    let dice = entity::store::Dice::seeded(3);
    assert!(kept.keys().unwrap().is_none());
    let first = kept.make_keys(&dice).unwrap().check_value();
    assert_eq!(kept.keys().unwrap().unwrap().check_value(), first);
    assert_eq!(kept.make_keys(&dice).unwrap().check_value(), first, "another process was quicker");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(kept.keys().is_err());
    }
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, "short").unwrap();
    assert!(kept.keys().is_err());
}
