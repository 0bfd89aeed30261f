//! C39, C48, C57, C106, C108, C109: what everybody is told about whoever runs this, and about what is done.

use super::inside::Inside;
use super::looking::{Found, Looking};
use crate::document::standard;
use crate::{App, Result, trust};
use domain::record::SubjectRequestContent;
use domain::{Provider, Timestamp};
use store::Page;

/// What the statement that Google asks for is called, in every language.
const STATEMENT: &str = "Limited Use";

/// Each result that everybody may read is as it was signed, and the newest has a line for each promise that a measure leads to.
pub(super) async fn measures(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut newest: Option<(i64, Option<trust::Said>)> = None;
    for row in l.data_rows("promise_report", &["tenant_id", "at_ms", "body", "signature"]).await? {
        let [_, at, body, signature] = row.as_slice() else { continue };
        let at_ms = at.int().unwrap_or_default();
        let at = Timestamp::from_millis(at_ms);
        let said = trust::proved(app, at, body.text(), signature.bytes().unwrap_or_default());
        found.holds(said.is_some() && at <= l.now, "report", at_ms);
        if newest.as_ref().is_none_or(|(before, _)| *before < at_ms) {
            newest = Some((at_ms, said));
        }
    }
    // A version that has other measures shows them as not checked until its first result.
    if let Some((_, Some(said))) =
        newest.as_ref().filter(|(_, said)| said.as_ref().is_some_and(trust::Said::is_of_now))
    {
        for measure in trust::MEASURES {
            let is_shown = measure.clauses.iter().all(|clause| said.state(*clause).is_some());
            found.holds(is_shown, "measure", measure.word);
        }
    }
    Ok(found)
}

/// Where anybody's mailbox can be connected by a provider's permission, the provider has vetted whoever runs this.
pub(super) fn providers(app: &App, l: &Looking) -> Result<Found> {
    let mut found = Found::default();
    for (provider, is_vetted) in trust::vetted(app, l.now) {
        match provider {
            Provider::Google => found.holds(is_vetted, "assessment", "google.assessed_until"),
            Provider::Microsoft => found.holds(is_vetted, "publisher", "microsoft.publisher"),
            Provider::Other => {}
        }
    }
    Ok(found)
}

/// The privacy policy that holds has the statement on Limited Use, in each of its languages.
pub(super) async fn limited_use(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    for (language, body) in super::documents::holding_texts(l, "privacy-policy").await? {
        let is_said = body.contains(STATEMENT);
        found.holds(is_said, "limited-use", format!("privacy-policy {language}"));
    }
    Ok(found)
}

/// Whoever is served here by others can ask somebody about data protection: name, address, telephone.
pub(super) fn contact(app: &App) -> Result<Found> {
    let mut found = Found::default();
    let dpo = &app.settings().policy.dpo;
    let said = [("dpo.name", &dpo.name), ("dpo.email", &dpo.email), ("dpo.phone", &dpo.phone)];
    if trust::is_public(app) || said.iter().any(|(_, value)| !value.is_empty()) {
        for (name, value) in said {
            let is_said = !value.is_empty() && (name != "dpo.email" || value.contains('@'));
            found.holds(is_said, "contact", name);
        }
    }
    Ok(found)
}

/// The terms that hold name the law that the settings do, in each language whose words are known here.
pub(super) async fn law(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let is_known = |(language, _): &(String, String)| standard::languages().contains(&language.as_str());
    for (language, body) in super::documents::holding_texts(l, "terms").await?.into_iter().filter(is_known) {
        let law = standard::governing_law(app.settings(), &language);
        found.holds(law.iter().any(|law| body.contains(law.as_str())), "law", format!("terms {language}"));
    }
    Ok(found)
}

/// Letters name an authority that there is: each company's does, and each letter of a refusal has one (C108).
pub(super) async fn complaints(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    for row in l.rows("subject_request_settings", &["tenant_id", "country"]).await? {
        let [tenant, country] = row.as_slice() else { continue };
        let is_known = privacy::authority::ALL.iter().any(|one| one.country == country.text());
        found.holds(is_known, "no-authority", tenant.id().unwrap_or_default());
    }
    let columns = ["tenant_id", "id", "content_object", "content_sealed", "state"];
    let mut after: Option<Page> = None;
    loop {
        let (rows, next) = l.page("subject_request", &columns, after.as_ref()).await?;
        for row in &rows {
            let [tenant, id, object, sealed, state] = row.as_slice() else { continue };
            // The words of a case go a year after it was closed.
            let Some(inside) = Inside::of(tenant, id, object, sealed).filter(|_| state.text() == "refused")
            else {
                continue;
            };
            if let Some(answer) = inside.says(app, names_an_authority, &()).await? {
                found.holds(answer, "no-authority", id.id().unwrap_or_default());
            }
        }
        after = next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

fn names_an_authority(case: &SubjectRequestContent, (): &()) -> bool {
    let named = |letter: &String| privacy::authority::ALL.iter().any(|one| letter.contains(one.site));
    case.letter.as_ref().is_none_or(named)
}
