//! Reading settings: defaults, paths, and what errors say.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use config::{AddressBlock, BackupPlace, ClamdAddress, Config, ConfigError, KekSource, LogLevel, reference};

fn error(text: &str) -> String {
    Config::from_toml(text).unwrap_err().to_string()
}

#[test]
fn an_empty_file_gives_the_defaults() {
    assert_eq!(Config::from_toml("").unwrap(), Config::default());
}

#[test]
fn a_data_folder_holds_everything() {
    let settings = Config::for_data(Path::new("/srv/desk"));
    assert_eq!(settings.database_url().as_str(), "sqlite:/srv/desk/deskhero.db");
    assert_eq!(settings.keyring_url().as_str(), "sqlite:/srv/desk/keyring.db");
    assert_eq!(settings.blobs_dir(), PathBuf::from("/srv/desk/blobs"));
    assert_eq!(settings.kek_source(false), KekSource::File(PathBuf::from("/srv/desk/kek.key")));
    assert_eq!(settings.kek_source(true), KekSource::Environment);
    assert_eq!(settings.public_url(), "http://127.0.0.1:8080");
}

#[test]
fn every_setting_of_the_example_is_read_when_it_is_switched_on() {
    let example = reference::example();
    assert_eq!(Config::from_toml(&example).unwrap(), Config::default());
    // Config are `#name = value`, texts `# words`.
    let switched_on: String = example
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => format!("{setting}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let settings = Config::from_toml(&switched_on).unwrap();
    assert_eq!(settings.scanner.clamd, Some(ClamdAddress::Unix(PathBuf::from("/run/clamav/clamd.ctl"))));
    assert_eq!(settings.public_url(), "https://desk.example.com");
    assert!(settings.database_url().is_postgres());
    let page = reference::markdown();
    for line in switched_on.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ") {
            assert!(page.contains(&format!(".{name}\n")), "{name} is missing in the reference");
        }
    }
}

#[test]
fn errors_name_the_key_what_was_found_and_what_is_expected() {
    assert_eq!(
        error("[server]\nlisten = \"here\""),
        "server.listen: found \"here\", expected an IP address and a port like \"127.0.0.1:8080\""
    );
    assert_eq!(error("[log]\njson = \"yes\""), "log.json: found \"yes\", expected true or false");
    assert_eq!(error("[log]\nlevle = \"info\""), "log.levle: no such setting, expected one of: level, json");
    assert!(error("[serve]\n").starts_with("serve: no such setting, expected one of: server, storage"));
    assert_eq!(error("server = 5"), "server: found integer, expected a section in brackets");
    assert!(error("[server]\nlisten = \n").starts_with("line 2: not valid TOML"));
}

#[test]
fn a_password_in_an_address_is_not_repeated() {
    let text = error("[storage]\ndatabase_url = \"mysql://a:hunter2@db/x\"");
    assert!(text.starts_with("storage.database_url: found a string") && !text.contains("hunter2"), "{text}");
    let settings = Config::from_toml("[storage]\ndatabase_url = \"postgres://a:hunter2@db/x\"").unwrap();
    let shown = format!("{settings:?} {}", settings.database_url());
    assert!(shown.contains("postgres://…@db/x") && !shown.contains("hunter2"), "{shown}");
}

#[test]
fn relative_paths_start_at_the_folder_of_the_file() {
    let path = std::env::temp_dir().join(format!("deskhero-settings-{}.toml", std::process::id()));
    std::fs::write(&path, "[storage]\ndata_dir = \"d\"\nblobs_dir = \"/b\"\n[log]\nlevel = \"trace\"")
        .unwrap();
    let settings = Config::read(&path);
    std::fs::remove_file(&path).unwrap();
    let settings = settings.unwrap();
    assert_eq!(settings.data_dir(), path.parent().unwrap().join("d"));
    assert_eq!(settings.blobs_dir(), PathBuf::from("/b"));
    assert_eq!(settings.log.level, LogLevel::Trace);
    assert!(matches!(Config::read(&path), Err(ConfigError::Unreadable { .. })));
}

#[test]
fn blocks_contain_their_addresses_only() {
    let cases = [
        ("10.0.0.0/8", "10.255.1.2", true),
        ("10.0.0.0/8", "11.0.0.0", false),
        ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ("127.0.0.1", "127.0.0.1", true),
        ("127.0.0.1", "127.0.0.2", false),
        ("0.0.0.0/0", "203.0.113.9", true),
        ("0.0.0.0/0", "2001:db8::1", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false),
        ("::/0", "2001:db9::1", true),
    ];
    for (block, address, is_inside) in cases {
        let found = block.parse::<AddressBlock>().unwrap().contains(address.parse::<IpAddr>().unwrap());
        assert_eq!(found, is_inside, "{address} in {block}");
    }
    for bad in ["10.0.0.0/33", "::/129", "10.0.0", "x", "10.0.0.0/", "10.0.0.0/-1"] {
        assert!(bad.parse::<AddressBlock>().is_err(), "{bad}");
    }
}

#[test]
fn addresses_in_another_form_are_refused() {
    for url in ["desk.example.com", "https://", "https://a/b", "https://a b", "https://u@h", "ftp://a"] {
        assert!(
            error(&format!("[server]\npublic_url = \"{url}\"")).starts_with("server.public_url"),
            "{url}"
        );
    }
    for host in ["intranet", "https://intranet:443", "intranet:0", ":443", "intranet:99999"] {
        assert!(error(&format!("[images]\nhosts = [\"{host}\"]")).starts_with("images.hosts"), "{host}");
    }
    for clamd in ["127.0.0.1:3310", "tcp:3310", "tcp:a:0", "unix:relative", "tcp::1"] {
        assert!(error(&format!("[scanner]\nclamd = \"{clamd}\"")).starts_with("scanner.clamd"), "{clamd}");
    }
}

#[test]
fn backups_are_kept_a_year_at_most_and_a_day_at_least() {
    for days in [0, 366, 100_000] {
        let said = error(&format!("[backup]\nretention_days = {days}"));
        assert_eq!(
            said,
            format!("backup.retention_days: found {days}, expected a number of days from 1 to 365")
        );
    }
    for days in [1, 365] {
        let read = Config::from_toml(&format!("[backup]\nretention_days = {days}")).unwrap();
        assert_eq!(read.backup.retention_days.get(), days);
    }
    assert!(error("[keys]\nsnapshot_hours = 169").contains("from 0 to 168"));
    for bad in ["ftp://host/x", "s3://", "s3://b/../x", "s3://b/a b"] {
        assert!(error(&format!("[backup]\nto = \"{bad}\"")).starts_with("backup.to: "), "{bad}");
    }
    for bad in ["http://s3.example.com", "s3.example.com", "https://"] {
        assert!(
            error(&format!("[backup]\ns3_endpoint = \"{bad}\"")).starts_with("backup.s3_endpoint: "),
            "{bad}"
        );
    }
    let read = Config::from_toml("[backup]\nto = \"s3://b/desk/one/\"").unwrap();
    let place = BackupPlace::Bucket { bucket: "b".to_owned(), prefix: "desk/one/".to_owned() };
    assert_eq!(read.backup.to, Some(place));
}
