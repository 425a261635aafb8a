//! The JSON contract: types that exist to be shown, apart from those that work and those that are stored.

pub mod bench;
pub mod change;
pub mod diff;
pub mod du;
pub mod event;
pub mod exec;
pub mod gc;
pub mod image;
pub mod map;
pub mod modify;
pub mod net;
pub mod operation;
pub mod pool;
pub mod refusal;
pub mod sandbox;
pub mod secret;
pub mod snapshot;
pub mod stats;
pub mod sync;
pub mod volume;

use serde::Serialize;

/// One value with the name and version of its shape beside its fields.
#[derive(Debug, Clone, Serialize)]
pub struct Versioned<T> {
    /// The shape: `sandbox.v1`.
    pub schema: &'static str,
    /// The value; its fields stand beside `schema`.
    #[serde(flatten)]
    pub value: T,
}

/// A list: `{"schema": …, "items": […]}`.
#[derive(Debug, Clone, Serialize)]
pub struct Items<'a, T> {
    /// The shape of each item: `sandbox.v1`.
    pub schema: &'static str,
    /// The items.
    pub items: &'a [T],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct View {
        name: &'static str,
    }

    #[test]
    fn the_schema_stands_beside_the_fields() {
        let json = serde_json::to_string(&Versioned { schema: "sandbox.v1", value: View { name: "fox" } }).unwrap();
        assert_eq!(json, r#"{"schema":"sandbox.v1","name":"fox"}"#);
    }

    #[test]
    fn a_list_holds_its_items_under_one_schema() {
        let items = [View { name: "fox" }, View { name: "owl" }];
        let json = serde_json::to_string(&Items { schema: "sandbox.v1", items: &items }).unwrap();
        assert_eq!(json, r#"{"schema":"sandbox.v1","items":[{"name":"fox"},{"name":"owl"}]}"#);
    }
}
