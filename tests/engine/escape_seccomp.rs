//! Doors into the kernel that an engine's own profile may leave open: shut, also for programs of other word lengths.

use crate::support::Home;

/// The attempts; its header says how it answers.
const DOORS: &str = include_str!("escape/doors.py");

#[test]
fn sockets_into_the_kernel_and_rings_are_shut_through_every_gate() {
    let home = Home::new();
    let id = home.init();
    for user in ["sandbox", "root"] {
        let run = home.run_with_input(["exec", "-u", user, &id, "--", "python3", "-"], DOORS.as_bytes());
        let text = run.success().text();
        assert!(text.lines().count() >= 5, "{text}");
        for line in text.lines() {
            let (door, outcome) = line.split_once(": ").unwrap();
            // What this kernel has not is refused before it could say so. Another gate may be no gate at all.
            let shut = outcome == "EPERM" || (door.contains("32") && matches!(outcome, "SIGSYS" | "ENOSYS"));
            assert!(shut, "as {user}: {line}");
        }
    }
}
