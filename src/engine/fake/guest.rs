//! The guest of a fake container: it answers the short questions of the protocol, and has no commands and no files.

use crate::engine::Duplex;
use crate::guest::protocol::{
    Envelope, Failure, FailureCode, Frame, HEADER, Hello, Identity, Reply, Request, VERSION, header, parse_header,
};
use serde::Serialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

/// A stream to a guest that answers one request, and has so much to do and was idle for so many milliseconds.
pub(super) fn answering(activity: (u32, u64), fenced: bool) -> Box<dyn Duplex> {
    let (near, far) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        // Whoever asks may go away at any moment.
        let _ = answer(far, activity, fenced).await;
    });
    Box::new(near)
}

async fn answer(mut stream: DuplexStream, (busy, idle_ms): (u32, u64), fenced: bool) -> std::io::Result<()> {
    let mut head = [0u8; HEADER];
    stream.read_exact(&mut head).await?;
    let (_, length) = parse_header(head).map_err(std::io::Error::other)?;
    let mut body = vec![0u8; length];
    stream.read_exact(&mut body).await?;
    let envelope: Envelope = serde_json::from_slice(&body)?;
    send(&mut stream, Frame::Hello, &Hello { protocol: VERSION, version: "fake".to_owned() }).await?;
    let reply = match envelope.request {
        Request::Health => Reply::Health {
            uptime_ms: 1,
            execs: 0,
            jobs: 0,
            configured: false,
            uid: 1000,
            processes: 0,
            idle_ms: Some(idle_ms),
            memory_kills: None,
        },
        Request::Activity => Reply::Activity { busy, idle_ms },
        Request::Configure(_) | Request::Farewell => Reply::Done,
        Request::Identity => Reply::Identity(Identity::default()),
        Request::Listening { .. } => Reply::Listening(true),
        Request::Fenced { .. } => Reply::Fenced(fenced),
        Request::Jobs => Reply::Jobs(Vec::new()),
        _ => {
            let failure = Failure { code: FailureCode::Failed, message: "a fake guest can't".to_owned() };
            return send(&mut stream, Frame::Failure, &failure).await;
        }
    };
    send(&mut stream, Frame::Reply, &reply).await
}

async fn send(stream: &mut DuplexStream, kind: Frame, message: &impl Serialize) -> std::io::Result<()> {
    let json = serde_json::to_vec(message)?;
    stream.write_all(&header(kind, json.len())).await?;
    stream.write_all(&json).await
}
