//! Agents who are named in notes. A note keeps their ids, in its row and in place of their names in its text: so it
//! always shows what they are called now, which of somebody who has left is a pseudonym (C92), and nothing that was
//! written has to be changed for that.

use crate::agent::pseudonym;
use crate::{App, Ctx, Error, Result};
use domain::limits::NOTE_MENTIONS_MAX;
use domain::{AgentId, AgentState};
use privacy::Permit;
use std::collections::HashMap;

/// Whom a note mentions.
#[derive(Debug, Clone, Copy)]
pub enum Mentions<'a> {
    /// Every active agent whose name stands in it after an `@`.
    Written,
    /// These.
    Of(&'a [AgentId]),
}

/// A note's text as it is kept, and whom it mentions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentioned {
    /// Ids in place of names.
    pub text: String,
    /// Whom, once each.
    pub agents: Vec<AgentId>,
}

/// A part of a note's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it was written.
    Text(String),
    /// The name of somebody who is mentioned, with its `@`.
    Mention(String),
}

fn token(id: AgentId) -> String {
    format!("@{{{id}}}")
}

/// Puts ids in place of names.
///
/// # Errors
/// [`Error::Input`] for too many, or somebody who is no active agent; what cannot be opened; a store's failure.
pub async fn find(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    text: &str,
    mentions: Mentions<'_>,
) -> Result<Mentioned> {
    let nobody = match mentions {
        Mentions::Written => !text.contains('@'),
        Mentions::Of(ids) => ids.is_empty(),
    };
    if nobody {
        return Ok(Mentioned { text: text.to_owned(), agents: Vec::new() });
    }
    let mut rows = app.store().tenant(ctx.scope).list_agents().await?;
    rows.retain(|row| row.state == AgentState::Active);
    if let Mentions::Of(ids) = mentions {
        if ids.iter().any(|id| rows.iter().all(|row| row.id != *id)) {
            return Err(Error::Input { field: "mentions", rule: "rule-unknown-agent" });
        }
        rows.retain(|row| ids.contains(&row.id));
    }
    let profiles = app.open_all(permit, rows.iter().map(|row| (row.id.uuid(), &row.profile))).await?;
    let mut names: Vec<_> = rows.iter().zip(profiles).map(|(row, profile)| (row.id, profile.name)).collect();
    // Of two names that begin alike the longer one is meant.
    names.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    let mut found = replaced(text, &names);
    if let Mentions::Of(ids) = mentions {
        for id in ids {
            if !found.agents.contains(id) {
                found.agents.push(*id);
            }
        }
    }
    if found.agents.len() > NOTE_MENTIONS_MAX {
        return Err(Error::Input { field: "mentions", rule: "rule-too-many" });
    }
    Ok(found)
}

/// A text with ids in place of these names. Who shares a name with another is mentioned with them.
fn replaced(text: &str, names: &[(AgentId, String)]) -> Mentioned {
    let mut found = Mentioned::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('@') {
        found.text.push_str(before);
        let begins = !before.ends_with(char::is_alphanumeric);
        let named = names.iter().filter(|_| begins).find_map(|(_, name)| {
            let after = after.strip_prefix(name.as_str())?;
            (!after.starts_with(char::is_alphanumeric)).then_some((name, after))
        });
        match named {
            Some((name, after)) => {
                let same = names.iter().filter(|(_, other)| other == name).map(|(id, _)| *id);
                for (n, id) in same.enumerate() {
                    if n == 0 {
                        found.text.push_str(&token(id));
                    }
                    if !found.agents.contains(&id) {
                        found.agents.push(id);
                    }
                }
                rest = after;
            }
            None => {
                found.text.push('@');
                rest = after;
            }
        }
    }
    found.text.push_str(rest);
    found
}

/// What agents are called now.
///
/// # Errors
/// What cannot be opened, or a store's failure.
pub async fn names(app: &App, permit: &Permit, ids: &[AgentId]) -> Result<HashMap<AgentId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut rows = app.store().tenant(permit.scope()).list_agents().await?;
    rows.retain(|row| ids.contains(&row.id));
    let here = rows.iter().filter(|row| row.state != AgentState::Deactivated);
    let profiles = app.open_all(permit, here.clone().map(|row| (row.id.uuid(), &row.profile))).await?;
    let mut names: HashMap<_, _> =
        here.map(|row| row.id).zip(profiles.into_iter().map(|profile| profile.name)).collect();
    for id in ids {
        names.entry(*id).or_insert_with(|| pseudonym::name(*id));
    }
    Ok(names)
}

/// The text with names in place of ids.
#[must_use]
pub fn named(text: &str, mentions: &[AgentId], names: &HashMap<AgentId, String>) -> String {
    mentions.iter().fold(text.to_owned(), |text, id| match names.get(id) {
        Some(name) => text.replace(&token(*id), &format!("@{name}")),
        None => text,
    })
}

/// The text without those whom it mentions: what is searched in must not outlive a name.
#[must_use]
pub fn unnamed(text: &str, mentions: &[AgentId]) -> String {
    mentions.iter().fold(text.to_owned(), |text, id| text.replace(&token(*id), ""))
}

/// A text, cut where somebody of these names is mentioned in it.
#[must_use]
pub fn pieces(text: &str, names: &[String]) -> Vec<Piece> {
    let mut names: Vec<String> = names.iter().map(|name| format!("@{name}")).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut pieces = Vec::new();
    let (mut plain, mut rest) = (String::new(), text);
    while let Some((before, _)) = rest.split_once('@') {
        let from = rest.strip_prefix(before).unwrap_or_default();
        plain.push_str(before);
        if let Some((name, after)) = names.iter().find_map(|name| Some((name, from.strip_prefix(name)?))) {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
            pieces.push(Piece::Mention(name.clone()));
            rest = after;
        } else {
            plain.push('@');
            rest = from.strip_prefix('@').unwrap_or_default();
        }
    }
    plain.push_str(rest);
    pieces.push(Piece::Text(plain));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn people(names: &[&str]) -> Vec<(AgentId, String)> {
        let id = || AgentId::generate(Timestamp::from_millis(1));
        let mut all: Vec<_> = names.iter().map(|name| (id(), (*name).to_owned())).collect();
        all.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
        all
    }

    #[test]
    fn names_become_ids_and_come_back_as_what_they_are_called_then() {
        let all = people(&["Ann", "Ann Holm"]);
        let text = "@Ann Holm, ask @Ann. Not @Annabel, not bo@Ann, @ nobody @";
        let found = replaced(text, &all);
        assert_eq!(found.agents, [all[0].0, all[1].0]);
        assert!(!found.text.contains("Ann Holm") && !found.text.contains("@Ann."), "{}", found.text);
        assert!(found.text.contains("@Annabel") && found.text.contains("bo@Ann"), "{}", found.text);
        let same: HashMap<_, _> = all.iter().cloned().collect();
        assert_eq!(named(&found.text, &found.agents, &same), text);
        let later: HashMap<_, _> =
            [(all[0].0, "Ann Berg".to_owned()), (all[1].0, "Former agent X".to_owned())].into();
        let shown = named(&found.text, &found.agents, &later);
        assert!(shown.starts_with("@Ann Berg, ask @Former agent X. Not"), "{shown}");
        assert_eq!(unnamed(&found.text, &found.agents), ", ask . Not @Annabel, not bo@Ann, @ nobody @");
    }

    #[test]
    fn who_shares_a_name_is_mentioned_too() {
        let all = people(&["Ann", "Ann"]);
        assert_eq!(replaced("@Ann", &all).agents.len(), 2);
    }

    #[test]
    fn an_id_that_somebody_typed_is_text() {
        let all = people(&["Ann"]);
        let typed = token(all[0].0);
        let found = replaced(&typed, &all);
        assert_eq!((found.agents.len(), named(&found.text, &found.agents, &HashMap::new())), (0, typed));
    }

    #[test]
    fn a_text_is_cut_at_its_mentions() {
        let names = ["Ann".to_owned(), "Ann Holm".to_owned()];
        let [text, mention] = [|t: &str| Piece::Text(t.to_owned()), |t: &str| Piece::Mention(t.to_owned())];
        assert_eq!(
            pieces("@Ann Holm and @Ann, a@b", &names),
            [mention("@Ann Holm"), text(" and "), mention("@Ann"), text(", a@b")]
        );
        assert_eq!(pieces("nobody", &[]), [text("nobody")]);
    }
}
