//! One declaration per setting: the struct, the default, the reading and the reference come from it.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use crate::error::ConfigError;

/// What the reference says about one setting.
#[derive(Debug)]
pub struct Field {
    /// Its name inside the section.
    pub name: &'static str,
    /// What it is for, one line each.
    pub lines: &'static [&'static str],
    /// What it takes.
    pub expected: &'static str,
    /// Its default or, where that depends on another setting, an example; as TOML.
    pub sample: String,
    /// False when the sample is an example.
    pub is_default: bool,
}

/// What the reference says about one section.
#[derive(Debug)]
pub struct Section {
    /// Its name.
    pub name: &'static str,
    /// What it is for, one line each.
    pub lines: &'static [&'static str],
    /// Its settings.
    pub fields: Vec<Field>,
}

/// Takes one value out of a section, if it is there.
pub(crate) fn take<T: DeserializeOwned>(
    section: &str,
    table: &mut Table,
    name: &str,
    expected: &'static str,
) -> Result<Option<T>, ConfigError> {
    let Some(value) = table.remove(name) else { return Ok(None) };
    let found = describe(name, &value);
    let read = value.try_into().map(Some);
    read.map_err(|_| ConfigError::BadValue { key: format!("{section}.{name}"), found, expected })
}

/// A URL may hold a password, and ends up in logs.
fn describe(name: &str, value: &Value) -> String {
    if name.ends_with("_url") {
        format!("a {} (not repeated here)", value.type_str())
    } else {
        value.to_string()
    }
}

/// Refuses what is left over.
pub(crate) fn refuse_unknown(prefix: &str, table: &Table, known: &[&str]) -> Result<(), ConfigError> {
    match table.keys().next() {
        None => Ok(()),
        Some(name) => {
            Err(ConfigError::UnknownKey { key: format!("{prefix}{name}"), expected: known.join(", ") })
        }
    }
}

/// `name: Type = default, "what it takes"` or `name: Option<Type>, example "…", "what it takes"` per setting.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $section:literal $Name:ident {
            $( $(#[doc = $line:literal])+ $field:ident: $Type:ty = $default:expr, $expected:literal; )*
        }
        without default {
            $( $(#[doc = $oline:literal])+ $ofield:ident: $OType:ty, $example:literal, $oexpected:literal; )*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Name {
            $( $(#[doc = $line])+ pub $field: $Type, )*
            $( $(#[doc = $oline])+ pub $ofield: Option<$OType>, )*
        }

        impl Default for $Name {
            fn default() -> Self {
                Self { $( $field: $default, )* $( $ofield: None, )* }
            }
        }

        impl $Name {
            pub(crate) const NAME: &'static str = $section;

            pub(crate) fn read(mut table: toml::Table) -> Result<Self, $crate::ConfigError> {
                let mut section = Self::default();
                $(
                    if let Some(value) = $crate::declare::take(
                        Self::NAME, &mut table, stringify!($field), $expected,
                    )? {
                        section.$field = value;
                    }
                )*
                $(
                    section.$ofield = $crate::declare::take(
                        Self::NAME, &mut table, stringify!($ofield), $oexpected,
                    )?;
                )*
                let known = [$( stringify!($field), )* $( stringify!($ofield), )*];
                $crate::declare::refuse_unknown(concat!($section, "."), &table, &known)?;
                Ok(section)
            }

            pub(crate) fn describe() -> $crate::declare::Section {
                let fields = vec![
                    $( $crate::declare::Field {
                        name: stringify!($field),
                        lines: &[$($line),+],
                        expected: $expected,
                        sample: $crate::declare::as_toml(&Self::default().$field),
                        is_default: true,
                    }, )*
                    $( $crate::declare::Field {
                        name: stringify!($ofield),
                        lines: &[$($oline),+],
                        expected: $oexpected,
                        sample: $example.to_owned(),
                        is_default: false,
                    }, )*
                ];
                $crate::declare::Section { name: Self::NAME, lines: &[$($about),+], fields }
            }
        }
    };
}
pub(crate) use section;

/// A default as it would stand in the file.
pub(crate) fn as_toml<T: serde::Serialize>(value: &T) -> String {
    // The defaults are texts, numbers and lists of them: all of these exist in TOML, which a test reads back.
    Value::try_from(value).map(|value| value.to_string()).unwrap_or_default()
}
