//! The way to an S3 server: its client, made of plain values alone, with a resolver that works in a static program.

use super::{Location, Remote};
use crate::error::{Error, Kind, Result};
use async_trait::async_trait;
use object_store::aws::{AmazonS3, AmazonS3Builder, Checksum};
use object_store::client::{
    ClientOptions, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use object_store::{BackoffConfig, RetryConfig};
use reqwest::dns::{Name, Resolve, Resolving};
use reqwest::{NoProxy, Proxy};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Until a server that does not take a connection is given up, once.
const CONNECT: Duration = Duration::from_secs(10);
/// Until a server that says nothing is given up, once.
const SILENCE: Duration = Duration::from_secs(60);
/// Bytes per second that must get through on each connection, besides.
const SLOWEST: u64 = 16 * 1024;
/// Bytes of an answer that are looked at for a reason.
const MAX_REASON: usize = 64 * 1024;

/// How a server is reached and who we are there.
#[derive(Clone, Default)]
pub struct Access {
    /// The server's URL; without one it is AWS.
    pub endpoint: Option<String>,
    /// The region that requests are signed for.
    pub region: String,
    /// The bucket stands in the path, and not in the host's name.
    pub path_style: bool,
    /// A server without TLS will do.
    pub allow_http: bool,
    /// The name of the key.
    pub key_id: String,
    /// The key.
    pub secret: String,
    /// Goes with a key that is valid for a while.
    pub token: Option<String>,
    /// The proxy for `http://`.
    pub http_proxy: Option<String>,
    /// The proxy for `https://`.
    pub https_proxy: Option<String>,
    /// Hosts that are reached without one.
    pub no_proxy: Option<String>,
}

/// Opens a place on a server. Nothing is sent yet.
///
/// # Errors
/// `usage` for values that can't be meant.
pub fn connect(access: &Access, location: &Location) -> Result<Remote> {
    let wrong = |cause: object_store::Error| {
        Error::usage(format!("{location} can't be reached with these settings: {cause}")).because(cause)
    };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&location.bucket)
        .with_region(&access.region)
        .with_access_key_id(&access.key_id)
        .with_secret_access_key(&access.secret)
        .with_virtual_hosted_style_request(!access.path_style)
        .with_allow_http(access.allow_http)
        .with_checksum_algorithm(Checksum::SHA256)
        .with_retry(retries())
        .with_http_connector(Connector(Service {
            asking: client(access, Some(SILENCE))?,
            sending: client(access, None)?,
        }));
    if let Some(token) = &access.token {
        builder = builder.with_token(token);
    }
    if let Some(endpoint) = &access.endpoint {
        if endpoint.starts_with("http://") && !access.allow_http {
            return Err(Error::usage(format!("{endpoint} has no TLS, and that is not allowed"))
                .hint("where the way there is safe: sandcastle config set s3.allow_http yes"));
        }
        // In the virtual style the client takes the endpoint for the bucket's own.
        builder = builder.with_endpoint(match access.path_style {
            true => endpoint.clone(),
            false => with_bucket(endpoint, &location.bucket),
        });
    }
    let store: AmazonS3 = builder.build().map_err(wrong)?;
    Ok(Remote::new(Arc::new(store), location.clone()))
}

fn with_bucket(endpoint: &str, bucket: &str) -> String {
    match endpoint.split_once("://") {
        Some((scheme, host)) => format!("{scheme}://{bucket}.{host}"),
        None => endpoint.to_owned(),
    }
}

/// Some seconds in all: who waits wants to hear of a server that is gone.
fn retries() -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(3),
            base: 2.0,
        },
        max_retries: 6,
        retry_timeout: Duration::from_secs(120),
    }
}

fn client(access: &Access, silence: Option<Duration>) -> Result<reqwest::Client> {
    // Somebody may have chosen one before; any will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let refuse = |cause: reqwest::Error| Error::usage("the proxy's address can't be read").because(cause);
    let excepted = access.no_proxy.as_deref().and_then(NoProxy::from_string);
    let mut builder = reqwest::Client::builder()
        .no_proxy()
        .connect_timeout(CONNECT)
        .redirect(reqwest::redirect::Policy::none())
        .dns_resolver(Arc::new(Names));
    if let Some(silence) = silence {
        builder = builder.read_timeout(silence);
    }
    if let Some(proxy) = &access.http_proxy {
        builder = builder.proxy(Proxy::http(proxy).map_err(refuse)?.no_proxy(excepted.clone()));
    }
    if let Some(proxy) = &access.https_proxy {
        builder = builder.proxy(Proxy::https(proxy).map_err(refuse)?.no_proxy(excepted));
    }
    builder.build().map_err(|cause| Error::new(Kind::Failed, "preparing the way to an object store").because(cause))
}

/// Resolves names without libc, which a static program can't use for it.
struct Names;

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let resolver = hickory_resolver::TokioResolver::builder_tokio()?.build()?;
            let found = resolver.lookup_ip(name.as_str()).await?;
            let addresses: Vec<SocketAddr> = found.iter().map(|address| SocketAddr::new(address, 0)).collect();
            Ok(Box::new(addresses.into_iter()) as reqwest::dns::Addrs)
        })
    }
}

#[derive(Debug)]
struct Connector(Service);

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
    }
}

/// The client, and what it says of refusals: the store's own errors keep a status only as text.
#[derive(Debug, Clone)]
struct Service {
    /// For requests without content: it notices when no byte comes.
    asking: reqwest::Client,
    /// For those with content, while which is sent none can come.
    sending: reqwest::Client,
}

impl Service {
    async fn response(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let length = request.body().content_length() as u64;
        if length == 0 {
            return self.asking.call(request).await;
        }
        let limit = SILENCE + Duration::from_secs(length / SLOWEST);
        let sent = tokio::time::timeout(limit, self.sending.call(request)).await;
        sent.map_err(|elapsed| HttpError::new(HttpErrorKind::Timeout, elapsed))?
    }
}

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        // Of requests about single objects the store's client keeps the status, of others it does not.
        let plain = request.uri().query().is_none();
        let response = self.response(request).await?;
        let status = response.status().as_u16();
        // It has words of its own for these, or tries again.
        let known = matches!(status, 100..300 | 304 | 408 | 409 | 412 | 429 | 500..)
            || plain && matches!(status, 401 | 403 | 404);
        if known {
            return Ok(response);
        }
        let text = response.into_body().bytes().await.unwrap_or_default();
        let code = code_in(&String::from_utf8_lossy(&text[..text.len().min(MAX_REASON)]));
        Err(HttpError::new(HttpErrorKind::Unknown, Refused { status, code }))
    }
}

/// The server will not do what was asked, and would not do it the next time.
#[derive(Debug, thiserror::Error)]
#[error("the server answers {status}{}", code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default())]
pub(super) struct Refused {
    pub(super) status: u16,
    code: Option<String>,
}

/// The word for it in the answer: `<Code>PermanentRedirect</Code>`.
fn code_in(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    let plain = !code.is_empty() && code.len() < 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_for_a_refusal_is_found_and_nothing_odd_is_repeated() {
        assert_eq!(code_in("<Error><Code>NoSuchKey</Code></Error>").as_deref(), Some("NoSuchKey"));
        for odd in ["", "<Code>", "<Code></Code>", "<Code>\u{1b}[2J</Code>"] {
            assert_eq!(code_in(odd), None);
        }
    }

    #[tokio::test]
    async fn a_server_without_tls_must_be_allowed() {
        let location: Location = "s3://bucket/x".parse().unwrap();
        let mut access = Access {
            endpoint: Some("http://127.0.0.1:1".into()),
            region: "us-east-1".into(),
            key_id: "key".into(),
            secret: "secret".into(),
            ..Default::default()
        };
        assert_eq!(connect(&access, &location).unwrap_err().kind(), Kind::Usage);
        access.allow_http = true;
        connect(&access, &location).unwrap();
    }
}
