//! The acts: each thing that can be done with personal data, once, with its purpose, its operation and the
//! class of data that it is about. Who may do it follows from the policy table; nothing is listed twice.
//! A new act is a new line in the table in `acts`; without one, [`crate::decide`] refuses.

use crate::policy::{DataClass, allows};
use crate::role::Who;
use domain::Role;
use domain::audit::{Operation, Purpose};

/// Whose act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// A person's, signed in or at the command line.
    People,
    /// A background job's.
    Jobs,
    /// Either's.
    Both,
}

/// One act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Act {
    /// The fixed word that the audit log carries.
    pub word: &'static str,
    /// Why it is done.
    pub purpose: Purpose,
    /// What is done.
    pub operation: Operation,
    /// The class of data that it is about.
    pub class: DataClass,
    /// Whose it is.
    pub by: By,
}

impl Act {
    /// The act with this word.
    #[must_use]
    pub fn find(word: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|act| act.word == word)
    }

    /// Whether the policy lets `who` do it.
    #[must_use]
    pub fn allowed_to(&self, who: Who) -> bool {
        let theirs = match self.by {
            By::People => !who.is_job(),
            By::Jobs => who.is_job(),
            By::Both => true,
        };
        theirs && who.purposes().contains(&self.purpose) && allows(who, self.class, self.operation)
    }

    /// The roles that may do it, for the table of routes.
    pub fn roles(&self) -> impl Iterator<Item = Role> + use<'_> {
        Role::ALL.iter().copied().filter(|role| self.allowed_to(Who::of_role(*role)))
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])+ $name:ident = $word:literal: $purpose:ident $operation:ident $class:ident $by:ident),+ $(,)?) => {
        impl Act {
            $($(#[$doc])+ pub const $name: Self = Self {
                word: $word,
                purpose: Purpose::$purpose,
                operation: Operation::$operation,
                class: DataClass::$class,
                by: By::$by,
            };)+

            /// Every act, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

pub(crate) use acts;
