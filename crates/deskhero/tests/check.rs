//! `deskhero check`: what is missing, and what has to be registered elsewhere, with a provider that is there.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use testkit::oidc::Oidc;

/// Whom to ask, as whoever is served has to know.
const DPO: &str = "[dpo]\nname = \"Karin Ek\"\nemail = \"privacy@desk.test\"\nphone = \"+46 8 1\"\n";
const REDIRECT: &str = "https://desk.test/oauth/callback";

/// Whether all is well, what is said, and the findings.
fn check(folder: &Path, settings: &str) -> (bool, String, Value) {
    let file = folder.join("deskhero.toml");
    std::fs::write(&file, settings).unwrap();
    let run = |json: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskhero"));
        command.arg("check").arg("--config").arg(&file);
        command.args(json.then_some("--json")).output().unwrap()
    };
    let (words, told) = (run(false), run(true));
    assert_eq!(words.status.success(), told.status.success());
    let text = String::from_utf8(words.stdout).unwrap() + &String::from_utf8(words.stderr).unwrap();
    (told.status.success(), text, serde_json::from_slice(&told.stdout).unwrap())
}

fn state<'a>(found: &'a Value, about: &str) -> &'a str {
    let all = found["findings"].as_array().unwrap();
    all.iter().find(|one| one["about"] == about).unwrap()["state"].as_str().unwrap()
}

#[test]
fn nothing_set_up_is_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let (good, text, found) = check(folder.path(), "");
    assert!(good, "{text}");
    for about in ["[server]", "[scanner]", "[operator_mail]", "[google]", "[microsoft]", "[oauth2]"] {
        assert_eq!(state(&found, about), "off", "{about}: {text}");
    }
    assert!(text.contains("the Google Cloud console") && text.contains("the Entra admin centre"), "{text}");
}

#[test]
fn a_key_for_payments_is_looked_at_and_the_register_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let selling = format!(
        "{DPO}[server]\npublic_url = \"https://desk.test\"\n[billing]\nseller = \"Desk AB\"\naddress = \"Gatan 1\"\n\
         country = \"SE\"\nvat_number = \"SE556000000001\"\nplans = [{{ name = \"Team\", price = 1900 }}]\n"
    );
    let (good, text, found) = check(folder.path(), &selling);
    assert!(good && state(&found, "[billing]") == "good", "{text}");
    let cards = format!("{selling}stripe_secret_file = \"secret\"\n");
    // No such file; then one that is none of Stripe's; then a key for tries.
    let (good, text, _) = check(folder.path(), &cards);
    assert!(!good && text.contains("cannot be read"), "{text}");
    std::fs::write(folder.path().join("secret"), "pk_test_1").unwrap();
    let (good, text, _) = check(folder.path(), &cards);
    assert!(!good && text.contains("begins with sk_ or rk_"), "{text}");
    std::fs::write(folder.path().join("secret"), "sk_test_1").unwrap();
    let (good, text, _) = check(folder.path(), &cards);
    assert!(good && text.contains("a key for tries"), "{text}");
    // Once there is a register, whoever stands in no entry gets nothing: 9.9.9.9 is a public address.
    let elsewhere = format!("{cards}stripe_endpoint = \"https://9.9.9.9\"\n[storage]\ndata_dir = \"data\"\n");
    std::fs::write(folder.path().join("deskhero.toml"), &elsewhere).unwrap();
    let mut list = Command::new(env!("CARGO_BIN_EXE_deskhero"));
    list.args(["sub-processor", "list", "--config"]).arg(folder.path().join("deskhero.toml"));
    assert!(list.output().unwrap().status.success());
    let (good, text, found) = check(folder.path(), &elsewhere);
    assert!(!good && state(&found, "[register]") == "bad", "{text}");
    assert!(text.contains("nothing goes to 9.9.9.9 (stripe): unregistered"), "{text}");
}

#[test]
fn what_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("empty"), " \n").unwrap();
    std::fs::write(folder.path().join("secret"), "s").unwrap();
    let public = format!("{DPO}[server]\npublic_url = \"https://desk.test\"\n");
    let cases = [
        ("[google]\nclient_secret_file = \"secret\"\n", "client_id is not set"),
        ("[microsoft]\nclient_id = \"x\"\n", "client_secret_file is not set"),
        ("[microsoft]\nclient_id = \"x\"\nclient_secret_file = \"nowhere\"\n", "cannot be read"),
        ("[microsoft]\nclient_id = \"x\"\nclient_secret_file = \"empty\"\n", "is empty"),
        ("[oauth2]\nclient_id = \"x\"\nclient_secret_file = \"secret\"\n", "issuer has to be set"),
        (
            "[google]\nclient_id = \"x\"\nclient_secret_file = \"secret\"\npush_topic = \"t\"\n",
            "belong together",
        ),
        (
            "[oauth2]\nissuer = \"https://localhost:9\"\nclient_id = \"x\"\nclient_secret_file = \"secret\"\n",
            "does not describe itself",
        ),
    ];
    for (settings, said) in cases {
        let (good, text, found) = check(folder.path(), &format!("{public}{settings}"));
        assert!(!good && text.contains(said), "{settings}: {text}");
        assert_eq!(found["bad"], 1, "{text}");
    }
    let without = "[google]\nclient_id = \"x\"\nclient_secret_file = \"secret\"\n";
    let (good, text, _) = check(folder.path(), without);
    assert!(!good && text.contains("server.public_url"), "{text}");
}

#[test]
fn what_has_to_be_registered_is_said_letter_by_letter() {
    let Some(provider) = testkit::or_skip(Oidc::start(REDIRECT, 60)) else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret"), "s").unwrap();
    std::fs::write(folder.path().join("ca.pem"), provider.ca_pem().unwrap()).unwrap();
    let own = format!(
        "issuer = \"{}\"\nclient_id = \"deskhero\"\nclient_secret_file = \"secret\"\nca_file = \"ca.pem\"\n",
        provider.issuer()
    );
    let settings = format!(
        "{DPO}[server]\npublic_url = \"https://desk.test\"\n[google]\n{own}push_topic = \"projects/p/topics/t\"\n\
         push_account = \"push@p.test\"\n[microsoft]\n{own}push = true\n[oauth2]\n{own}"
    );
    let (good, text, found) = check(folder.path(), &settings);
    assert!(good, "{text}");
    for about in ["[server]", "[google]", "[microsoft]", "[oauth2]"] {
        assert_eq!(state(&found, about), "good", "{text}");
    }
    for line in [
        "redirect address to register: https://desk.test/oauth/callback",
        "address that it calls at new mail: https://desk.test/push/google",
        "address that it calls at new mail: https://desk.test/push/microsoft",
        "topic that it tells by: projects/p/topics/t",
        "https://www.googleapis.com/auth/gmail.modify",
        "https://graph.microsoft.com/Mail.ReadWrite.Shared",
        "permissions, where mails stay as they are: openid email offline_access mail",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

/// C106: whoever is served by others knows whom to ask, or nobody is served.
#[test]
fn nobody_is_served_who_could_ask_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let server = |url: &str| format!("[server]\npublic_url = \"{url}\"\nlisten = \"127.0.0.1:0\"\n");
    for (settings, missing) in [
        (server("https://desk.test"), "dpo.name"),
        (format!("{}{}", DPO.replace("phone", "#"), server("https://desk.test")), "dpo.phone"),
    ] {
        let (good, text, found) = check(folder.path(), &settings);
        assert!(!good && text.contains(missing) && state(&found, "[dpo]") == "bad", "{text}");
        let file = folder.path().join("deskhero.toml");
        let run = Command::new(env!("CARGO_BIN_EXE_deskhero"))
            .arg("serve")
            .arg("--config")
            .arg(&file)
            .output()
            .unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(!run.status.success() && said.contains(missing), "{said}");
    }
    for settings in [server("http://localhost:8080"), format!("{DPO}{}", server("https://desk.test"))] {
        let (good, text, _) = check(folder.path(), &settings);
        assert!(good, "{text}");
    }
}
