//! Two ways into the network namespace of the engine's host: this process is there already, or a container of ours is
//! put into it for a moment, which works with every engine.

use crate::engine::{ContainerSpec, ContainerState, Engine, EngineId, Image, Selector};
use crate::error::{Error, Kind, Result};
use crate::guest::client::Road;
use crate::guest::fence::{ANSWER, Answer, Bridge, FOLDER, ORDER, Order};
use crate::guest::protocol::GUEST_FOLDER;
use crate::sandbox::labels;
use crate::sandbox::ops::{Deps, errand, guest_binary, image};
use std::io::Read;
use std::net::Ipv4Addr;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::io::AsyncReadExt;

/// `CAP_NET_ADMIN`.
const NET_ADMIN: u32 = 12;
/// How long a helper may take on a machine under load.
const WORK: Duration = Duration::from_secs(30);
/// The longest answer that is read: 16,384 destinations take 2 MB.
const LONGEST: u64 = 16 << 20;

/// Whether this process may change the rules of the engine's host: it has the capability, and the host's address on one
/// of our networks is an address here, on the interface that the engine names after that very network.
pub(super) fn leads_there(deps: &Deps, engine: &dyn Engine, bridges: &[Bridge]) -> bool {
    if deps.options.road == Some(Road::Bridge) || !engine.is_local() || !may_change_rules() {
        return false;
    }
    let addresses = std::fs::read_to_string("/proc/net/fib_trie").unwrap_or_default();
    bridges.iter().any(|bridge| {
        Path::new("/sys/class/net").join(&bridge.interface).exists() && is_local(&addresses, bridge.gateway())
    })
}

fn may_change_rules() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let effective = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    let bits = effective.and_then(|hex| u64::from_str_radix(hex.trim(), 16).ok()).unwrap_or_default();
    bits & (1 << NET_ADMIN) != 0
}

/// Whether the kernel's tree of routes has an address as one of this machine.
fn is_local(tree: &str, address: Ipv4Addr) -> bool {
    let leaf = format!("|-- {address}");
    let mut lines = tree.lines();
    while let Some(line) = lines.next() {
        if line.trim() == leaf {
            return lines.next().is_some_and(|next| next.contains("/32 host LOCAL"));
        }
    }
    false
}

/// Carries an order out in this process.
pub(super) async fn here(order: Order) -> Result<Answer> {
    let done = tokio::task::spawn_blocking(move || crate::guest::fence::carry_out(&order)).await;
    let done = done.map_err(|cause| Error::new(Kind::Failed, "writing the rules").because(cause))?;
    done.map_err(|error| Error::new(Kind::Denied, format!("the kernel said: {error}")).because(error))
}

/// Carries it out in a container that shares the host's network, may do nothing else, and goes at once.
pub(super) async fn through_engine(deps: &Deps, engine: &dyn Engine, order: &Order) -> Result<Answer> {
    let image = some_image(deps, engine).await?;
    let spec = ContainerSpec {
        name: format!("sandcastle-fence-{}", deps.registry.home()),
        argv: [&format!("{GUEST_FOLDER}/sandcastle"), "guest", "fence", FOLDER].map(str::to_owned).to_vec(),
        labels: labels::of_home(deps.registry.home()),
        mounts: vec![guest_binary::mount(deps, engine, &image).await?],
        image_id: image.id,
        host_network: true,
        cpus: 1.0,
        memory: 64 << 20,
        pids: 16,
        // The guest's folder is its caller's alone: root of a container gets there only with leave to read anything.
        capabilities: vec!["NET_ADMIN".to_owned(), "DAC_READ_SEARCH".to_owned()],
        ..Default::default()
    };
    errand::run(engine, &spec, async |helper| work(engine, &spec.name, helper, order).await).await
}

async fn work(engine: &dyn Engine, name: &str, helper: &EngineId, order: &Order) -> Result<Answer> {
    let text =
        serde_json::to_vec(order).map_err(|cause| Error::new(Kind::Failed, "writing the order").because(cause))?;
    engine.fill(helper, "/", Box::new(std::io::Cursor::new(packed(&text)?))).await?;
    engine.start(helper).await?;
    let begun = Instant::now();
    loop {
        let state = engine.container_named(name).await?.map(|container| container.state);
        if state.is_none_or(|state| matches!(state, ContainerState::Exited | ContainerState::Dead)) {
            break;
        }
        if begun.elapsed() > WORK {
            return Err(Error::new(Kind::TimedOut, "the helper that writes the rules did not end"));
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut archive = Vec::new();
    let path = format!("{FOLDER}/{ANSWER}");
    let read = engine.archive(helper, &path).take(LONGEST).read_to_end(&mut archive).await;
    match read.map_err(|error| Error::io("reading the answer", error)).and_then(|_| unpacked(&archive)) {
        Ok(answer) => Ok(answer),
        Err(error) => {
            let said = engine.output_tail(helper).await.unwrap_or_default();
            Err(Error::new(Kind::Failed, format!("the helper that writes the rules failed: {said}")).because(error))
        }
    }
}

/// Any image will do: nothing of it runs.
async fn some_image(deps: &Deps, engine: &dyn Engine) -> Result<Image> {
    for name in deps.registry.fence()?.into_iter().chain([image::builtin_tag()]) {
        if let Some(image) = engine.find_image(&name).await? {
            return Ok(image);
        }
    }
    for listed in engine.images(&Selector::default()).await? {
        if let Some(image) = engine.find_image(&listed.id).await? {
            return Ok(image);
        }
    }
    Err(Error::new(Kind::Denied, "no image is there for the helper that writes the rules")
        .hint("pull or build one: sandcastle setup"))
}

fn packed(order: &[u8]) -> Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut folder = tar::Header::new_gnu();
    folder.set_entry_type(tar::EntryType::Directory);
    folder.set_size(0);
    folder.set_mode(0o700);
    let mut file = tar::Header::new_gnu();
    file.set_size(order.len() as u64);
    file.set_mode(0o600);
    let name = FOLDER.trim_start_matches('/');
    let packed = archive
        .append_data(&mut folder, name, std::io::empty())
        .and_then(|()| archive.append_data(&mut file, format!("{name}/{ORDER}"), order))
        .and_then(|()| archive.into_inner());
    packed.map_err(|error| Error::io("packing the order", error))
}

fn unpacked(archive: &[u8]) -> Result<Answer> {
    let failed = |error| Error::io("unpacking the answer", error);
    let mut archive = tar::Archive::new(archive);
    let mut entries = archive.entries().map_err(failed)?;
    let Some(entry) = entries.next() else {
        return Err(Error::new(Kind::Failed, "there is no answer"));
    };
    let mut text = Vec::new();
    entry.and_then(|mut entry| entry.read_to_end(&mut text)).map_err(failed)?;
    serde_json::from_slice(&text).map_err(|cause| Error::new(Kind::Failed, "the answer is none").because(cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_this_machine_is_one() {
        let tree = "Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 10.1.0.0\n        /22 link UNICAST\n     |-- 10.1.0.1\n        /32 host LOCAL\n     |-- 10.1.3.255\n        /32 link BROADCAST\n";
        assert!(is_local(tree, Ipv4Addr::new(10, 1, 0, 1)));
        assert!(!is_local(tree, Ipv4Addr::new(10, 1, 3, 255)));
        assert!(!is_local(tree, Ipv4Addr::new(10, 1, 0, 10)));
    }

    #[test]
    fn an_answer_comes_back_as_it_was_given() {
        let answer = Answer { stands: true, ..Answer::default() };
        let text = serde_json::to_vec(&answer).unwrap();
        let mut archive = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        archive.append_data(&mut header, ANSWER, &text[..]).unwrap();
        assert_eq!(unpacked(&archive.into_inner().unwrap()).unwrap(), answer);
        assert!(unpacked(&[]).is_err());
        assert!(packed(b"{}").unwrap().len() >= 1024);
    }
}
