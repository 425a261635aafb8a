//! stub
use crate::error::Error;
use serde::{Deserialize, Serialize};
/// stub
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ByteSize(u64);
impl ByteSize {
    /// stub
    pub fn bytes(self) -> u64 {
        self.0
    }
}
impl std::str::FromStr for ByteSize {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        parse_size::Config::new().with_binary().parse_size(text).map(ByteSize).map_err(|_| Error::usage("size"))
    }
}
