//! An entry as it is typed: on a page, by API, in a file of `deskhero sub-processor`.

use super::Wanted;
use crate::{Error, Result};
use domain::{Day, SubProcessor, SubProcessorId, Transfer};

/// What is typed. Days are `2026-11-28`.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Input {
    /// The company's name.
    pub name: String,
    /// What it does.
    pub service: String,
    /// The ways out that lead there: ids of adapters.
    pub adapters: Vec<String>,
    /// Its hosts: names, or `*.` and what they end in.
    pub hosts: Vec<String>,
    /// Country where the data is: two letters.
    pub country: String,
    /// Town or region there.
    pub place: String,
    /// not_needed, adequacy or clauses.
    pub transfer: String,
    /// What shows that a decision covers it, where that covers some only.
    pub proof: String,
    /// Module of the clauses, 1 to 4.
    pub module: u8,
    /// When the clauses were signed.
    pub clauses_on: String,
    /// Reference of the transfer impact assessment.
    pub assessment: String,
    /// Reference of the contract.
    pub contract: String,
    /// When it was signed.
    pub contract_on: String,
    /// The last day on which it holds.
    pub contract_until: String,
    /// Reference of the technical and organisational measures.
    pub measures: String,
    /// Whether the contract passes the obligations on.
    pub flows_down: bool,
    /// Whether it is a server of the operator's own.
    pub own: bool,
    /// Since when it has been in use, where it was before there was a register.
    pub in_use_since: String,
}

fn day(field: &'static str, text: &str) -> Result<Option<Day>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Error::Input { field, rule: "rule-date" })
}

impl Input {
    /// The entry that was typed.
    ///
    /// # Errors
    /// The first thing that cannot be read.
    pub fn read(self, id: Option<SubProcessorId>) -> Result<Wanted> {
        let transfer = match self.transfer.as_str() {
            "" | "not_needed" => Transfer::NotNeeded,
            "adequacy" => Transfer::Adequacy { proof: self.proof },
            "clauses" => Transfer::Clauses {
                module: self.module,
                signed_on: day("clauses_on", &self.clauses_on)?
                    .ok_or(Error::Input { field: "clauses_on", rule: "rule-date" })?,
                assessment: self.assessment,
            },
            _ => return Err(Error::Input { field: "transfer", rule: "rule-choice" }),
        };
        let entry = SubProcessor {
            name: self.name,
            service: self.service,
            adapters: self.adapters,
            hosts: self.hosts,
            country: self.country,
            place: self.place,
            transfer,
            contract: self.contract,
            contract_on: day("contract_on", &self.contract_on)?.unwrap_or_default(),
            contract_until: day("contract_until", &self.contract_until)?,
            measures: self.measures,
            flows_down: self.flows_down,
            own: self.own,
        };
        Ok(Wanted { id, entry, in_use_since: day("in_use_since", &self.in_use_since)? })
    }

    /// An entry as somebody would type it, for a form that changes it.
    #[must_use]
    pub fn of(entry: &SubProcessor) -> Self {
        let mut typed = Self {
            name: entry.name.clone(),
            service: entry.service.clone(),
            adapters: entry.adapters.clone(),
            hosts: entry.hosts.clone(),
            country: entry.country.clone(),
            place: entry.place.clone(),
            transfer: entry.transfer.as_str().to_owned(),
            contract: entry.contract.clone(),
            contract_on: if entry.contract.is_empty() {
                String::new()
            } else {
                entry.contract_on.to_string()
            },
            contract_until: entry.contract_until.map(|day| day.to_string()).unwrap_or_default(),
            measures: entry.measures.clone(),
            flows_down: entry.flows_down,
            own: entry.own,
            ..Self::default()
        };
        match &entry.transfer {
            Transfer::NotNeeded => {}
            Transfer::Adequacy { proof } => typed.proof.clone_from(proof),
            Transfer::Clauses { module, signed_on, assessment } => {
                typed.module = *module;
                typed.clauses_on = signed_on.to_string();
                typed.assessment.clone_from(assessment);
            }
        }
        typed
    }
}
