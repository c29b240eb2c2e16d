use std::path::PathBuf;

use clap::Parser;

use super::Settings;

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

#[test]
fn a_public_address_is_https_or_this_machine() {
    for good in ["https://nuanxin.example.org", "http://127.0.0.1:3000", "http://localhost:8080/"] {
        assert!(settings(&["--public-url", good]).public_url().is_ok(), "{good}");
    }
    for bad in ["http://nuanxin.example.org", "nuanxin", "https://nuanxin.example.org/path", "ftp://127.0.0.1"] {
        assert!(settings(&["--public-url", bad]).public_url().is_err(), "{bad}");
    }
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
        let kept = settings(&["--database-url", url]).kept;
        let file = file.map(PathBuf::from);
        assert_eq!(kept.sqlite_file(), file, "{url}");
        assert_eq!(kept.plain_sqlite_file(), file.filter(|_| is_plain), "{url}");
    }
}

#[test]
fn the_master_key_is_made_once_and_kept_from_others() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("master.key");
    let settings = settings(&["--master-key-file", file.to_str().unwrap()]);
    let dice = entity::store::Dice::seeded(3);
    let first = settings.kept.keys(&dice).unwrap().link_token("a");
    assert_eq!(settings.kept.keys(&dice).unwrap().link_token("a"), first);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(settings.kept.keys(&dice).is_err());
    }
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, "short").unwrap();
    assert!(settings.kept.keys(&dice).is_err());
}
