//! The narrow layer over both engines: three column types, one row reader, one connection.

mod conn;
mod row;
mod sqlite;
pub(crate) mod statement;
mod value;

pub(crate) use conn::Conn;
pub(crate) use row::{FromId, Row};
pub(crate) use value::{IntoValue, Value};

/// Builds the arguments of a query from ids, numbers, bytes and words.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::IntoValue::into_value($value)),*] };
}
pub(crate) use args;

/// Declares the SQL texts of a file; `ALL` lets one test prepare every one of them on both engines.
macro_rules! queries {
    ($($name:ident = $text:expr;)+) => {
        $(const $name: &str = $text;)+
        #[cfg(test)]
        pub(crate) const ALL: &[&str] = &[$($name),+];
    };
}
pub(crate) use queries;

/// Declares reads that exist on a tenant's store and inside its transactions alike.
macro_rules! reads {
    ($($(#[$meta:meta])* $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $ret:ty = $f:path;)+) => {
        impl $crate::TenantStore {$(
            $(#[$meta])*
            pub async fn $name(&self, $($arg: $ty),*) -> $crate::Result<$ret> {
                let mut conn = self.read().await?;
                $f(&mut conn, self.tenant(), $($arg),*).await
            }
        )+}
        impl $crate::TenantTx {$(
            $(#[$meta])*
            pub async fn $name(&mut self, $($arg: $ty),*) -> $crate::Result<$ret> {
                let tenant = self.tenant();
                $f(self.conn(), tenant, $($arg),*).await
            }
        )+}
    };
}
pub(crate) use reads;
