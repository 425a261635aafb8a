//! Where operations begin and end: in the journal, and in the timeline.

use super::{Deps, reconcile};
use crate::error::{Error, Kind, Result};
use crate::events::{Draft, EventType, Severity};
use crate::registry::journal::{Entry, Operation, OperationKind};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;

impl Deps {
    /// This process carries out an operation that was begun by its caller: what it does is part of that.
    pub fn carry_out(&mut self, operation: Id) {
        self.timeline.go_on(&operation);
        self.under = Some(operation);
    }

    /// Begins an operation, and writes it down.
    ///
    /// # Errors
    /// As [`crate::registry::Registry::begin`].
    pub fn begin(&self, kind: OperationKind, sandbox: &Id, name: &Name) -> Result<Entry> {
        let entry = self.registry.begin(kind, sandbox, name)?;
        self.begun(&entry.operation);
        Ok(entry)
    }

    /// Writes down that an operation has begun.
    pub fn begun(&self, operation: &Operation) {
        if self.tells_of(operation) {
            self.record(self.about(EventType::OperationStarted, operation));
        }
    }

    /// An operation is done: its entry goes.
    ///
    /// # Errors
    /// When it can't be removed.
    pub fn done(&self, entry: Entry) -> Result<()> {
        let operation = entry.operation.clone();
        entry.close()?;
        self.finished(&operation);
        Ok(())
    }

    /// Writes down that an operation is done.
    pub fn finished(&self, operation: &Operation) {
        if self.tells_of(operation) {
            self.record(timed(self.about(EventType::OperationFinished, operation), operation));
        }
    }

    /// An operation has failed and nothing is left of it: its entry goes.
    ///
    /// # Errors
    /// When it can't be removed.
    pub fn undone(&self, entry: Entry, error: &Error) -> Result<()> {
        let operation = entry.operation.clone();
        entry.close()?;
        self.failed(&operation, error);
        Ok(())
    }

    /// An operation has failed and was taken back: its entry goes. Where the engine did not answer it may still carry the
    /// request out: then it is kept, and the next commands look again.
    ///
    /// # Errors
    /// When it can't be changed.
    pub(super) fn taken_back(&self, mut entry: Entry, error: &Error) -> Result<()> {
        if !matches!(error.kind(), Kind::TimedOut | Kind::Busy) {
            return self.undone(entry, error);
        }
        self.failed(&entry.operation, error);
        entry.step(reconcile::ROLLED_BACK)
    }

    /// An operation has failed and could not be taken back: its entry is kept for the next command, which goes on with
    /// that and does not tell of the failure again.
    pub(super) fn not_taken_back(&self, entry: &mut Entry, error: &Error) {
        self.failed(&entry.operation, error);
        // Without it the failure is told twice.
        let _ = entry.step(reconcile::TOLD);
    }

    /// An operation has failed, which is told beside its sandbox: its entry is kept.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn keep_failure(&self, entry: Entry, error: &Error) -> Result<()> {
        let operation = entry.operation.clone();
        entry.fail(error)?;
        self.failed(&operation, error);
        Ok(())
    }

    /// Writes down that an operation has failed.
    pub fn failed(&self, operation: &Operation, error: &Error) {
        if self.tells_of(operation) {
            self.record(timed(failure(self.about(EventType::OperationFailed, operation), error), operation));
        }
    }

    /// What happens in an operation, or to one.
    pub fn about(&self, event_type: EventType, operation: &Operation) -> Draft {
        let draft = of_sandbox(Draft::new(event_type), operation);
        let draft = if is_of_operation(event_type) { draft.with("verb", operation.kind.verb()) } else { draft };
        match self.under.as_ref().or(operation.id.as_ref()) {
            Some(id) => draft.operation(id),
            None => draft,
        }
    }

    /// Writes down what became of an operation whose process had died, and does not know itself by now.
    pub fn settled(&self, event_type: EventType, operation: &Operation) {
        let reason = if event_type == EventType::OperationFailed { "abandoned" } else { "recovered" };
        let draft = of_sandbox(Draft::new(event_type), operation).reason(reason);
        let draft = if is_of_operation(event_type) { draft.with("verb", operation.kind.verb()) } else { draft };
        self.record(match &operation.id {
            Some(id) => draft.operation(id),
            None => draft,
        });
    }

    /// Does work that needs no entry, for nothing of it would have to be taken back, and writes down how it went.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn recorded<T>(
        &self,
        kind: OperationKind,
        record: &SandboxRecord,
        work: impl Future<Output = Result<T>>,
        told: impl FnOnce(&T, Draft) -> Draft,
    ) -> Result<T> {
        let operation = Operation::new(kind, Id::random()?, &record.id, &record.name);
        self.begun(&operation);
        let done = work.await;
        match &done {
            Ok(value) if self.tells_of(&operation) => {
                let finished = self.about(EventType::OperationFinished, &operation);
                self.record(timed(told(value, finished), &operation));
            }
            Ok(_) => {}
            Err(error) => self.failed(&operation, error),
        }
        done
    }

    /// In the background the operation that the caller knows stands for those that it consists of.
    fn tells_of(&self, operation: &Operation) -> bool {
        self.under.is_none() || operation.background.is_some()
    }
}

fn is_of_operation(event_type: EventType) -> bool {
    matches!(event_type, EventType::OperationStarted | EventType::OperationFinished | EventType::OperationFailed)
}

fn of_sandbox(draft: Draft, operation: &Operation) -> Draft {
    // One of no sandbox has its own id there.
    if operation.id.as_ref() == Some(&operation.sandbox) {
        draft
    } else {
        draft.sandbox(&operation.sandbox, &operation.name)
    }
}

fn timed(draft: Draft, operation: &Operation) -> Draft {
    // A clock that was set back makes nothing shorter than nothing.
    let length = crate::clock::now().duration_since(operation.started_at).as_millis();
    draft.with("duration_ms", u64::try_from(length).unwrap_or(0)).flag("detached", operation.background.is_some())
}

fn failure(draft: Draft, error: &Error) -> Draft {
    let draft = draft.because(error);
    match error.kind() {
        Kind::Interrupted | Kind::Terminated | Kind::ClosedPipe => draft.severity(Severity::Warning),
        _ => draft,
    }
}
