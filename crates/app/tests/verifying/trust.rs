//! What everybody is told (C39, C48, C57, C106, C108, C109), and who says something else than is so.

use super::*;
use app::Settings;
use app::oauth::Configured;
use app::trust::{self, Vetted};
use connect::oauth::Client;
use domain::{Day, Provider};

const HERE: &str = "http://localhost:8080";
const ELSEWHERE: &str = "https://desk.example.com";

fn configured(provider: Provider, companies: &[&str]) -> Configured {
    Configured {
        provider,
        name: "Test".to_owned(),
        client: Client {
            issuer: "https://accounts.example.com".to_owned(),
            client_id: "desk".to_owned(),
            client_secret: None,
            redirect_uri: format!("{ELSEWHERE}/oauth/callback"),
            ca_pem: None,
        },
        scopes: Vec::new(),
        api: None,
        companies: companies.iter().map(|name| (*name).to_owned()).collect(),
        push: None,
        application: false,
    }
}

async fn words(world: &World, clause: u16, settings: Settings) -> Vec<(&'static str, String)> {
    let app = world.another_node_with(settings).await;
    let found = faults(&verify::run_some(&app, None, Some(clause)).await.unwrap());
    found.into_iter().map(|(_, word, what)| (word, what)).collect()
}

/// Whoever is served by others than themselves says whom they ask.
async fn whom_to_ask_is_said(world: &World) {
    let dpo = |name: &str, email: &str, phone: &str| app::document::Dpo {
        name: name.to_owned(),
        email: email.to_owned(),
        phone: phone.to_owned(),
    };
    let with = |url: &str, dpo| {
        let mut settings = world.app.settings().clone();
        settings.public_url = Some(url.to_owned());
        settings.policy.dpo = dpo;
        settings
    };
    let whole = dpo("Karin Ek", "karin@example.com", "+46 8 1");
    for (url, dpo, missing) in [
        (HERE, dpo("", "", ""), vec![]),
        (ELSEWHERE, whole.clone(), vec![]),
        (ELSEWHERE, dpo("", "", ""), vec!["dpo.email", "dpo.name", "dpo.phone"]),
        (ELSEWHERE, dpo("Karin Ek", "nobody", "+46 8 1"), vec!["dpo.email"]),
        (HERE, dpo("Karin Ek", "karin@example.com", ""), vec!["dpo.phone"]),
    ] {
        let found = words(world, 106, with(url, dpo)).await;
        let expected: Vec<_> = missing.into_iter().map(|what| ("contact", what.to_owned())).collect();
        assert_eq!(found, expected, "{url}");
    }
}

/// Who lets anybody's mailbox be connected was vetted by its provider.
async fn providers_are_asked(world: &World) {
    let today = Day::at(world.app.now());
    let with = |providers: Vec<Configured>, until: Option<Day>, publisher: &str| Settings {
        public_url: Some(ELSEWHERE.to_owned()),
        providers,
        vetted: Vetted { google_until: until, microsoft_publisher: publisher.to_owned() },
        ..world.app.settings().clone()
    };
    let both = || vec![configured(Provider::Google, &[]), configured(Provider::Microsoft, &[])];
    let own = vec![configured(Provider::Google, &["example.com"])];
    let assessment = || ("assessment", "google.assessed_until".to_owned());
    assert_eq!(words(world, 48, with(both(), Some(today), "Example AB")).await, []);
    assert_eq!(words(world, 48, with(both(), Some(today.plus(-1)), "Example AB")).await, [assessment()]);
    let publisher = ("publisher", "microsoft.publisher".to_owned());
    assert_eq!(words(world, 48, with(both(), None, "")).await, [assessment(), publisher]);
    assert_eq!(words(world, 48, with(own, None, "")).await, [], "one's own company is nobody's business");
    let here = Settings { public_url: Some(HERE.to_owned()), ..with(both(), None, "") };
    assert_eq!(words(world, 48, here).await, [], "whoever tries it out connects nobody else's");
}

pub async fn what_everybody_is_told_is_kept(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let Some((scene, hand, _)) = kept(&world).await else { return };
    let acme = ids(&world, &scene, &hand).await.acme;
    whom_to_ask_is_said(&world).await;
    providers_are_asked(&world).await;
    let shown = trust::latest(&world.app, world.app.now()).await.unwrap().unwrap();
    assert!(!shown.is_stale && shown.said.state(39).is_some() && shown.said.count(State::Broken) == 0);
    let later = world.app.now().plus_millis(3 * DAY_MS);
    assert!(trust::latest(&world.app, later).await.unwrap().unwrap().is_stale);
    let body = |kind: &str, from: &str| {
        format!("UPDATE document SET body = replace(body, '{from}', 'x') WHERE kind = '{kind}'")
    };
    let report =
        "UPDATE promise_report SET body = replace(body, '\"not_applicable\"', '\"kept\"')".to_owned();
    let nowhere = format!(
        "DELETE FROM subject_request_settings; INSERT INTO subject_request_settings (tenant_id, country) VALUES ({acme}, 'XX')"
    );
    let mutants = vec![
        data(108, "no-authority", nowhere),
        data(57, "limited-use", body("privacy-policy", "Limited Use")),
        data(109, "law", body("terms", "Sweden")),
        data(39, "report", report),
    ];
    each_is_found(&hand, mutants).await;
    let shown = trust::latest(&world.app, world.app.now()).await.unwrap();
    assert!(shown.is_none(), "what nobody signed is shown to nobody");
}
