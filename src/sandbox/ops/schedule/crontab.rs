//! The user's crontab, of which one marked block is ours.

use super::{Change, Every, Job, Scheduler, Steps, call, said, shell_line};
use crate::error::{Error, Kind, Result};
use crate::sandbox::id::Id;

const TEMPLATE: &str = include_str!("../../../../templates/cron/crontab");

/// The user's crontab; none where there is no such program.
pub(super) async fn read() -> Result<Option<String>> {
    let Some(output) = call("crontab", &["-l"], None).await? else { return Ok(None) };
    match String::from_utf8(output.stdout.clone()) {
        Ok(table) if output.status.success() => Ok(Some(table)),
        // Every cron says so in these words, and fails.
        Ok(_) if said(&output).contains("no crontab for") => Ok(Some(String::new())),
        Ok(_) => Err(Error::new(Kind::Denied, format!("the crontab can't be read: {}", said(&output)))),
        Err(_) => Err(Error::new(Kind::Failed, "the crontab is not text, so it stays as it is")),
    }
}

/// Replaces it.
pub(super) async fn write(table: &str) -> Result<()> {
    match call("crontab", &["-"], Some(table)).await? {
        Some(output) if output.status.success() => Ok(()),
        Some(output) => Err(Error::new(Kind::Failed, format!("crontab refused the new table: {}", said(&output)))),
        None => Err(Error::new(Kind::NotFound, "there is no crontab program any more")),
    }
}

pub(super) fn line(job: &Job) -> Result<String> {
    // To cron a percent sign is a line break.
    Ok(format!("{} {} >/dev/null 2>&1", schedule(job.every), shell_line(job)?.replace('%', "\\%")))
}

fn schedule(every: Every) -> String {
    match every {
        Every::Minutes(1) => "* * * * *".to_owned(),
        Every::Minutes(minutes) => format!("*/{minutes} * * * *"),
        Every::Hours(1) => "0 * * * *".to_owned(),
        Every::Hours(hours) => format!("0 */{hours} * * *"),
        Every::Day => "0 0 * * *".to_owned(),
    }
}

pub(super) fn plan_install(table: &str, job: &Job, home: &Id) -> Result<Change> {
    let command = shell_line(job)?.replace('%', "\\%");
    let block = TEMPLATE
        .replace("{home}", home.as_str())
        .replace("{schedule}", &schedule(job.every))
        .replace("{command}", &command);
    let (before, ours, after) = parts(table, home)?;
    let steps = if ours == block {
        Steps::Nothing
    } else {
        let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
        Steps::Crontab(format!("{before}{end}{block}{after}"))
    };
    Ok(Change { scheduler: Scheduler::Crontab, text: block, steps })
}

pub(super) fn plan_remove(table: &str, home: &Id) -> Result<Change> {
    let (before, ours, after) = parts(table, home)?;
    let steps = if ours.is_empty() { Steps::Nothing } else { Steps::Crontab(format!("{before}{after}")) };
    Ok(Change { scheduler: Scheduler::Crontab, text: ours.to_owned(), steps })
}

/// What stands before our block, the block, and what stands after it.
fn parts<'t>(table: &'t str, home: &Id) -> Result<(&'t str, &'t str, &'t str)> {
    let filled = TEMPLATE.replace("{home}", home.as_str());
    let mut lines = filled.lines();
    let (first, last) = (lines.next().unwrap_or_default(), lines.next_back().unwrap_or_default());
    let Some(start) = line_at(table, first) else { return Ok((table, "", "")) };
    let Some(end) = line_at(&table[start..], last).map(|at| start + at + last.len()) else {
        return Err(Error::new(
            Kind::Damaged,
            format!("the crontab has the line {first:?} and not the one that ends the block"),
        )
        .hint("mend it by hand: crontab -e"));
    };
    let end = if table[end..].starts_with('\n') { end + 1 } else { end };
    Ok((&table[..start], &table[start..end], &table[end..]))
}

/// Where a line begins.
fn line_at(table: &str, line: &str) -> Option<usize> {
    let mut at = 0;
    for found in table.split_inclusive('\n') {
        if found.trim_end_matches('\n') == line {
            return Some(at);
        }
        at += found.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        Job {
            every: Every::Minutes(10),
            variables: vec![("SANDCASTLE_HOME", "/my home/100%".to_owned())],
            argv: ["/usr/bin/sandcastle", "gc", "--quiet"].map(str::to_owned).into(),
            units: Default::default(),
        }
    }

    fn table(change: &Change) -> &str {
        match &change.steps {
            Steps::Crontab(table) => table,
            other => panic!("{other:?}"),
        }
    }

    const OTHERS: &str = "MAILTO=me\n# mine\n5 4 * * * backup\n";

    #[test]
    fn a_block_is_added_once_replaced_when_it_differs_and_removed_without_a_trace() {
        let home = Id::random().unwrap();
        let added = plan_install(OTHERS, &job(), &home).unwrap();
        let with = table(&added);
        assert!(with.starts_with(OTHERS));
        assert!(
            with.contains("\n*/10 * * * * SANDCASTLE_HOME='/my home/100\\%' /usr/bin/sandcastle gc --quiet >/dev/null")
        );
        assert!(!plan_install(with, &job(), &home).unwrap().is_needed());
        let other = Job { every: Every::Day, ..job() };
        let changed = plan_install(with, &other, &home).unwrap();
        assert_eq!(table(&changed).matches("sandcastle gc --quiet").count(), 1);
        let more = format!("{with}9 9 * * * later\n");
        let removed = plan_remove(&more, &home).unwrap();
        assert_eq!(table(&removed), format!("{OTHERS}9 9 * * * later\n"));
        assert!(!plan_remove(OTHERS, &home).unwrap().is_needed());
    }

    #[test]
    fn the_block_of_another_home_stays_and_one_without_an_end_is_not_touched() {
        let (home, other) = (Id::random().unwrap(), Id::random().unwrap());
        let first = table(&plan_install("", &job(), &other).unwrap()).to_owned();
        let both = table(&plan_install(&first, &job(), &home).unwrap()).to_owned();
        assert_eq!(table(&plan_remove(&both, &home).unwrap()), first);
        let torn: String = first.lines().take(2).map(|line| format!("{line}\n")).collect();
        assert_eq!(plan_install(&torn, &job(), &other).unwrap_err().kind(), Kind::Damaged);
    }

    #[test]
    fn a_table_without_a_last_line_break_keeps_its_last_line() {
        let home = Id::random().unwrap();
        let added = plan_install("1 1 * * * x", &job(), &home).unwrap();
        assert!(table(&added).starts_with("1 1 * * * x\n# >>> sandcastle"));
    }

    #[test]
    fn line_breaks_can_not_be_smuggled_in() {
        let job = Job { argv: vec!["a\n* * * * * evil".to_owned()], ..job() };
        assert_eq!(plan_install("", &job, &Id::random().unwrap()).unwrap_err().kind(), Kind::Usage);
    }
}
