//! Object storage behind a type of our own: objects under one prefix of a bucket, put whole, retried, and told of in our
//! terms. It is built of plain values; what the environment says is the settings' business.

pub mod client;
pub mod location;
pub mod snapshots;
pub mod versions;

pub use client::{Access, connect};
pub use location::Location;

use crate::error::{Error, Kind, Result};
use bytes::Bytes;
use client::Refused;
use futures_util::future::BoxFuture;
use futures_util::stream::{BoxStream, FuturesUnordered, StreamExt, TryStreamExt};
use object_store::client::HttpError;
use object_store::multipart::{MultipartStore, PartId};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, GetOptions, MultipartId, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc;

/// An object of up to so many bytes is put at once, a larger one in parts of at least that.
pub const PART: usize = 8 << 20;
/// Parts that are under way at once.
const PARTS_AT_ONCE: usize = 3;
/// Most parts of an object, less some: S3 takes 10,000.
const MAX_PARTS: u64 = 9_000;

/// A store that takes objects whole and in parts.
pub trait Backend: ObjectStore + MultipartStore {}
impl<T: ObjectStore + MultipartStore> Backend for T {}

/// The objects under one prefix of a bucket.
#[derive(Clone)]
pub struct Remote {
    store: Arc<dyn Backend>,
    location: Location,
    /// Objects that are begun and not whole.
    open: Arc<Mutex<Vec<(Path, MultipartId)>>>,
}

/// The place only: a store knows a secret.
impl std::fmt::Debug for Remote {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Remote").field(&self.location).finish()
    }
}

/// What is known of an object without its content.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Its length in bytes.
    pub bytes: u64,
    /// What was written beside it.
    pub notes: BTreeMap<String, String>,
}

/// The length of a part such that an object of `size` bytes has not too many.
pub fn part_of(size: u64) -> usize {
    usize::try_from(size.div_ceil(MAX_PARTS)).unwrap_or(usize::MAX).max(PART)
}

impl Remote {
    /// The objects at `location` in a store.
    pub fn new(store: Arc<dyn Backend>, location: Location) -> Remote {
        Remote { store, location: Location { version: None, ..location }, open: Arc::default() }
    }

    /// Where it is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    fn path(&self, key: &str) -> Result<Path> {
        let whole =
            if self.location.prefix.is_empty() { key.to_owned() } else { format!("{}/{key}", self.location.prefix) };
        Path::parse(&whole).map_err(|cause| {
            Error::usage(format!("`{}` can't be the key of an object", whole.escape_debug())).because(cause)
        })
    }

    /// Puts an object whole. Its SHA-256 goes with the request (`x-amz-checksum-sha256`), by which the server refuses what
    /// has changed on the way, as it does for each part of a large one. `notes` are short and plain.
    ///
    /// # Errors
    /// As [`Remote::explain`].
    pub async fn put(&self, key: &str, content: Bytes, notes: &BTreeMap<String, String>) -> Result<()> {
        let mut attributes = Attributes::new();
        for (name, value) in notes {
            attributes.insert(Attribute::Metadata(name.clone().into()), value.clone().into());
        }
        let options = PutOptions { attributes, ..Default::default() };
        let put = self.store.put_opts(&self.path(key)?, PutPayload::from_bytes(content), options).await;
        put.map(|_| ()).map_err(|cause| self.explain(&format!("writing {key}"), cause))
    }

    /// Puts an object unless there is one of this key: false then, and it is untouched. One of many callers wins, on
    /// servers that know `If-None-Match`, as S3 and its kin do since 2024.
    ///
    /// # Errors
    /// As [`Remote::explain`].
    pub async fn put_new(&self, key: &str, content: Bytes) -> Result<bool> {
        let options = PutOptions { mode: PutMode::Create, ..Default::default() };
        match self.store.put_opts(&self.path(key)?, PutPayload::from_bytes(content), options).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => Ok(false),
            Err(cause) => Err(self.explain(&format!("writing {key}"), cause)),
        }
    }

    /// Puts a large object from its parts, each but the last of the same length. A channel that closes before `None`
    /// came through it has broken off. Until all is there, nothing is to be seen of it.
    ///
    /// # Errors
    /// As [`Remote::explain`]; what was sent of it is gone again then.
    pub async fn put_parts(&self, key: &str, mut parts: mpsc::Receiver<Option<Bytes>>) -> Result<()> {
        let path = self.path(key)?;
        let failed = |cause| self.explain(&format!("writing {key}"), cause);
        let id = self.store.create_multipart(&path).await.map_err(failed)?;
        self.note_open(&path, &id);
        let sent = async {
            let mut sending: FuturesUnordered<BoxFuture<'_, object_store::Result<(usize, PartId)>>> =
                FuturesUnordered::new();
            let mut done: Vec<(usize, PartId)> = Vec::new();
            let mut count = 0;
            loop {
                while sending.len() >= PARTS_AT_ONCE {
                    done.extend(sending.try_next().await.map_err(failed)?);
                }
                let part = tokio::select! {
                    part = parts.recv() => part,
                    Some(sent) = sending.next(), if !sending.is_empty() => {
                        done.push(sent.map_err(failed)?);
                        continue;
                    }
                };
                let Some(part) = part else {
                    return Err(Error::new(Kind::Failed, format!("writing {key}: its content broke off")));
                };
                let Some(part) = part else { break };
                let (number, store, path, id) = (count, &self.store, &path, &id);
                sending.push(Box::pin(async move {
                    let put = store.put_part(path, id, number, PutPayload::from_bytes(part)).await;
                    put.map(|part| (number, part))
                }));
                count += 1;
            }
            while let Some(sent) = sending.try_next().await.map_err(failed)? {
                done.push(sent);
            }
            done.sort_by_key(|(number, _)| *number);
            let parts = done.into_iter().map(|(_, part)| part).collect();
            self.store.complete_multipart(&path, &id, parts).await.map_err(failed).map(|_| ())
        };
        let sent = sent.await;
        if sent.is_ok() {
            self.forget_open(&path, &id);
        } else {
            self.abort_open().await;
        }
        sent
    }

    fn note_open(&self, path: &Path, id: &MultipartId) {
        if let Ok(mut open) = self.open.lock() {
            open.push((path.clone(), id.clone()));
        }
    }

    fn forget_open(&self, path: &Path, id: &MultipartId) {
        if let Ok(mut open) = self.open.lock() {
            open.retain(|(other, begun)| other != path || begun != id);
        }
    }

    /// Gives up the objects that are begun and not whole: their parts would stay, cost, and show in no listing. A part that
    /// was on its way may arrive after that, so it is said twice.
    pub async fn abort_open(&self) {
        const ARRIVES: Duration = Duration::from_millis(500);
        let open = self.open.lock().map(|mut open| std::mem::take(&mut *open)).unwrap_or_default();
        for again in [false, true] {
            if again && !open.is_empty() {
                tokio::time::sleep(ARRIVES).await;
            }
            for (path, id) in &open {
                // Best effort: the server may be what failed.
                let _ = self.store.abort_multipart(path, id).await;
            }
        }
    }

    /// The content of an object of at most `limit` bytes; none when there is no such object.
    ///
    /// # Errors
    /// `damaged` for a longer one; as [`Remote::explain`].
    pub async fn get(&self, key: &str, limit: u64) -> Result<Option<Bytes>> {
        let Some((bytes, mut stream)) = self.open(key).await? else { return Ok(None) };
        if bytes > limit {
            return Err(Error::new(Kind::Damaged, format!("{key} has {bytes} bytes, more than it can have")));
        }
        let mut content = Vec::new();
        while let Some(piece) = stream.try_next().await? {
            content.extend_from_slice(&piece);
        }
        Ok(Some(content.into()))
    }

    /// An object's length and its content as a stream; none when there is no such object.
    ///
    /// # Errors
    /// As [`Remote::explain`].
    pub async fn open(&self, key: &str) -> Result<Option<(u64, BoxStream<'static, Result<Bytes>>)>> {
        let found = match self.store.get(&self.path(key)?).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(cause) => return Err(self.explain(&format!("reading {key}"), cause)),
        };
        let (bytes, remote, what) = (found.meta.size, self.clone(), format!("reading {key}"));
        let stream = found.into_stream().map_err(move |cause| remote.explain(&what, cause));
        Ok(Some((bytes, stream.boxed())))
    }

    /// What is known of an object; none when there is no such object.
    ///
    /// # Errors
    /// As [`Remote::explain`].
    pub async fn look(&self, key: &str) -> Result<Option<Known>> {
        let options = GetOptions { head: true, ..Default::default() };
        match self.store.get_opts(&self.path(key)?, options).await {
            Ok(found) => {
                let notes = found.attributes.iter().filter_map(|(name, value)| match name {
                    Attribute::Metadata(name) => Some((name.to_string(), value.as_ref().to_owned())),
                    _ => None,
                });
                Ok(Some(Known { bytes: found.meta.size, notes: notes.collect() }))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(self.explain(&format!("looking for {key}"), cause)),
        }
    }

    /// The names directly below `folder` that keys go on after.
    ///
    /// # Errors
    /// As [`Remote::explain`].
    pub async fn folders(&self, folder: &str) -> Result<Vec<String>> {
        let listed = self.store.list_with_delimiter(Some(&self.path(folder)?)).await;
        let listed = listed.map_err(|cause| self.explain("listing", cause))?;
        Ok(listed.common_prefixes.iter().filter_map(|path| path.filename().map(str::to_owned)).collect())
    }

    /// Removes an object; one that is not there is fine.
    ///
    /// # Errors
    /// As [`Remote::explain`].
    pub async fn remove(&self, key: &str) -> Result<()> {
        match self.store.delete(&self.path(key)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(cause) => Err(self.explain(&format!("removing {key}"), cause)),
        }
    }

    /// Removes every object below `folder`, those that are begun and not whole too.
    ///
    /// # Errors
    /// As [`Remote::explain`].
    pub async fn remove_folder(&self, folder: &str) -> Result<()> {
        self.abort_open().await;
        let path = self.path(folder)?;
        let listed = self.store.list(Some(&path)).map_ok(|object| object.location).boxed();
        let mut gone = self.store.delete_stream(listed);
        while let Some(removed) = gone.next().await {
            match removed {
                Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
                Err(cause) => return Err(self.explain(&format!("removing {folder}"), cause)),
            }
        }
        Ok(())
    }

    /// An error of the store in our terms: refusals are `denied`, a bucket that there is not is `not_found`, and a server
    /// that can't be reached, or fails again and again, is `store_unreachable`.
    fn explain(&self, what: &str, cause: object_store::Error) -> Error {
        use object_store::Error as Cause;
        let refused = refused(&cause);
        let error = match (&cause, refused.map(|refused| refused.status)) {
            (Cause::NotFound { .. }, _) | (_, Some(404)) => {
                Error::new(Kind::NotFound, format!("{what}: there is no bucket {}", self.location.bucket))
                    .hint("check the name, the endpoint (s3.endpoint) and the region (s3.region)")
            }
            (Cause::PermissionDenied { .. } | Cause::Unauthenticated { .. }, _) | (_, Some(401 | 403)) => Error::new(
                Kind::Denied,
                format!("{what}: the object store refuses the credentials, or what was asked with them"),
            )
            .hint(
                "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile, and what they may do in the bucket",
            ),
            (Cause::AlreadyExists { .. } | Cause::Precondition { .. }, _) => {
                Error::new(Kind::Conflict, format!("{what}: somebody else has written it meanwhile"))
            }
            (_, Some(status)) => {
                let refused = refused.map(ToString::to_string).unwrap_or_default();
                let elsewhere = if status < 400 { ": the bucket is elsewhere" } else { "" };
                Error::new(Kind::Failed, format!("{what}: {refused}{elsewhere}")).hint(
                    "check the region (s3.region or AWS_REGION), the endpoint (s3.endpoint), and this machine's clock",
                )
            }
            (_, None) if chain(&cause).any(is_untrusted) => Error::new(
                Kind::StoreUnreachable,
                format!("{what}: the object store's certificate is not trusted here"),
            )
            .hint("name a file with the authority that signed it in SSL_CERT_FILE"),
            (_, None) => {
                let broken = chain(&cause).any(|error| error.is::<HttpError>());
                let why =
                    if broken { "can't be reached, or the connection broke off" } else { "fails again and again" };
                Error::new(Kind::StoreUnreachable, format!("{what}: the object store {why}"))
                    .hint("check the endpoint (s3.endpoint or AWS_ENDPOINT_URL) and the network, then try again")
            }
        };
        error.because(cause)
    }
}

fn chain<'e>(cause: &'e object_store::Error) -> impl Iterator<Item = &'e (dyn std::error::Error + 'static)> {
    let first: &(dyn std::error::Error + 'static) = cause;
    std::iter::successors(Some(first), |error| error.source())
}

fn refused(cause: &object_store::Error) -> Option<&Refused> {
    chain(cause).find_map(|error| error.downcast_ref::<Refused>())
}

/// What the TLS of the client makes of a certificate that it does not take; I/O errors hide what they are made of.
fn is_untrusted(error: &(dyn std::error::Error + 'static)) -> bool {
    let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    matches!(error.downcast_ref(), Some(rustls::Error::InvalidCertificate(_)))
        || inner.is_some_and(|inner| is_untrusted(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_is_not_trusted_is_found_however_deep_it_lies() {
        let tls = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let wrapped = std::io::Error::other(std::io::Error::new(std::io::ErrorKind::InvalidData, tls));
        assert!(is_untrusted(&wrapped));
        assert!(!is_untrusted(&std::io::Error::other("something else")));
    }

    #[test]
    fn no_object_has_more_parts_than_a_server_takes() {
        assert_eq!(part_of(0), PART);
        for size in [1 << 30, 80 << 30, 5 << 40] {
            assert!(size / part_of(size) as u64 <= MAX_PARTS);
        }
    }
}
