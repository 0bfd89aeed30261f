//! Pages of lists: `limit` and `after` in, `items` and `next` out.

use crate::problem::{Answer, Problem};
use domain::limits::{PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Items of the page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub after: Option<String>,
}

/// The number of items, within its limits.
///
/// # Errors
/// 400 outside of 1 to 100.
pub fn limit(asked: Option<u32>) -> Answer<u32> {
    match asked.unwrap_or(PAGE_ITEMS_DEFAULT) {
        limit @ 1..=PAGE_ITEMS_MAX => Ok(limit),
        _ => Err(Problem::malformed(format!("limit: expected 1 to {PAGE_ITEMS_MAX}"))),
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Items<T> {
    /// The items.
    pub items: Vec<T>,
    /// Pass it as `after` to get the following page; null at the end.
    pub next: Option<String>,
}

impl<T> Items<T> {
    /// The page of a use case, each item as the API shows it.
    pub fn of<V>(page: app::view::Page<V>) -> Self
    where
        T: From<V>,
    {
        Self { items: page.items.into_iter().map(T::from).collect(), next: page.next }
    }

    /// A list that is always whole.
    pub fn whole<V>(all: Vec<V>) -> Self
    where
        T: From<V>,
    {
        Self { items: all.into_iter().map(T::from).collect(), next: None }
    }
}
