//! The data map: every stored column and blob kind, declared once.
