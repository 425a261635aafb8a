//! The expressions that rules consist of, as in linux/netfilter/nf_tables.h. A rule is a list of them: each loads,
//! compares or looks up, and the first that does not fit ends the rule; the last one decides.

use super::attributes::Attributes;

/// One step of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expression(Attributes);

/// A rule.
pub(super) type Rule = Vec<Expression>;

/// Registers of four bytes; a key of several fields lies in a row of them.
pub(super) const FIRST: u32 = 8;

/// TCP, as IP numbers it.
pub(super) const TCP: u8 = 6;
/// UDP.
pub(super) const UDP: u8 = 17;

/// Kinds of ICMP's "unreachable".
const PROTOCOL_UNREACHABLE: u8 = 2;
const ADMINISTRATIVELY_PROHIBITED: u8 = 13;

/// What becomes of a packet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Verdict<'a> {
    /// It goes on to others' chains.
    Accept,
    /// It is gone.
    Drop,
    /// This chain, and then back.
    Jump(&'a str),
    /// This chain, and then back to where this one was called.
    Goto(&'a str),
}

impl Expression {
    fn new(name: &str, data: &Attributes) -> Expression {
        Expression(Attributes::new().text(1, name).nested(2, data))
    }

    /// The attributes of a list of expressions.
    pub(super) fn list(rule: &[Expression]) -> Attributes {
        rule.iter().fold(Attributes::new(), |list, expression| list.nested(1, &expression.0))
    }

    /// The attributes of one alone.
    pub(super) fn attributes(&self) -> &Attributes {
        &self.0
    }
}

/// The attributes of a verdict as data.
pub(super) fn verdict_data(verdict: Verdict<'_>) -> Attributes {
    let code = |code: i32| Attributes::new().bytes(1, &code.to_be_bytes());
    let inner = match verdict {
        Verdict::Drop => code(0),
        Verdict::Accept => code(1),
        Verdict::Jump(chain) => code(-3).text(2, chain),
        Verdict::Goto(chain) => code(-4).text(2, chain),
    };
    Attributes::new().nested(2, &inner)
}

fn value(bytes: &[u8]) -> Attributes {
    Attributes::new().bytes(1, bytes)
}

/// Decides.
pub(super) fn verdict(verdict: Verdict<'_>) -> Expression {
    // Register 0 is the verdict's.
    Expression::new("immediate", &Attributes::new().number(1, 0).nested(2, &verdict_data(verdict)))
}

fn payload(base: u32, offset: u32, length: u32, register: u32) -> Expression {
    let data = Attributes::new().number(1, register).number(2, base).number(3, offset).number(4, length);
    Expression::new("payload", &data)
}

/// Loads the sender's IPv4 address.
pub(super) fn source(register: u32) -> Expression {
    payload(1, 12, 4, register)
}

/// Loads the IPv4 address that it goes to.
pub(super) fn destination(register: u32) -> Expression {
    payload(1, 16, 4, register)
}

/// Loads the port that it goes to, of TCP and UDP.
pub(super) fn destination_port(register: u32) -> Expression {
    payload(2, 2, 2, register)
}

fn meta(key: u32, register: u32) -> Expression {
    Expression::new("meta", &Attributes::new().number(1, register).number(2, key))
}

/// Loads the interface that it came in on: 16 bytes.
pub(super) fn came_in_on() -> Expression {
    meta(6, FIRST)
}

/// Loads the interface that it leaves on: 16 bytes.
pub(super) fn leaves_on() -> Expression {
    meta(7, FIRST)
}

/// Loads the protocol in the packet of IP: one byte.
pub(super) fn protocol(register: u32) -> Expression {
    meta(16, register)
}

/// Fits packets of this protocol in IPv4.
pub(super) fn is_protocol(number: u8) -> [Expression; 2] {
    [protocol(FIRST), equals(&[number])]
}

/// Fits packets of IPv4.
pub(super) fn is_ipv4() -> [Expression; 2] {
    [meta(15, FIRST), equals(&[2])]
}

/// Fits answers to what somebody else began.
pub(super) fn is_answer() -> [Expression; 2] {
    // The key 1 is the direction, one byte; 1 is that of the reply.
    [Expression::new("ct", &Attributes::new().number(1, FIRST).number(2, 1)), equals(&[1])]
}

/// Fits connections whose destination was not rewritten, as it is for published ports.
pub(super) fn is_not_published() -> [Expression; 3] {
    const REWRITTEN: u32 = 1 << 5;
    let status = Expression::new("ct", &Attributes::new().number(1, FIRST).number(2, 2));
    [status, mask(FIRST, &REWRITTEN.to_ne_bytes()), equals(&[0; 4])]
}

/// Keeps the bits of a register that are set here.
pub(super) fn mask(register: u32, bits: &[u8]) -> Expression {
    let length = u32::try_from(bits.len()).unwrap_or_default();
    let data = Attributes::new()
        .number(1, register)
        .number(2, register)
        .number(3, length)
        .nested(4, &value(bits))
        .nested(5, &value(&vec![0; bits.len()]));
    Expression::new("bitwise", &data)
}

fn compare(operation: u32, bytes: &[u8]) -> Expression {
    let data = Attributes::new().number(1, FIRST).number(2, operation).nested(3, &value(bytes));
    Expression::new("cmp", &data)
}

/// Fits when the first register begins with these bytes.
pub(super) fn equals(bytes: &[u8]) -> Expression {
    compare(0, bytes)
}

/// Fits when the first register begins otherwise.
pub(super) fn differs(bytes: &[u8]) -> Expression {
    compare(1, bytes)
}

/// Fits when the first register lies between the two, which count.
pub(super) fn between(first: &[u8], last: &[u8]) -> [Expression; 2] {
    [compare(5, first), compare(3, last)]
}

/// Fits when what begins in the first register is in a set.
pub(super) fn is_in(set: &str) -> Expression {
    Expression::new("lookup", &Attributes::new().text(1, set).number(2, FIRST))
}

/// Decides as a map says, where it says something.
pub(super) fn as_mapped(map: &str) -> Expression {
    Expression::new("lookup", &Attributes::new().text(1, map).number(2, FIRST).number(3, 0))
}

/// Loads a number of one register.
pub(super) fn load(register: u32, bytes: &[u8]) -> Expression {
    Expression::new("immediate", &Attributes::new().number(1, register).nested(2, &value(bytes)))
}

/// Counts under the key that begins in the first register.
pub(super) fn count_in(set: &str) -> Expression {
    let counter = Expression::new("counter", &Attributes::new());
    // Operation 1 adds what is missing, and keeps what is there from running out.
    let data = Attributes::new().text(1, set).number(3, 1).number(4, FIRST).nested(7, counter.attributes());
    Expression::new("dynset", &data)
}

/// Fits beyond so many a second.
pub(super) fn over(per_second: u64, burst: u32) -> Expression {
    let data = Attributes::new().long(1, per_second).long(2, 1).number(3, burst).number(4, 0).number(5, 1);
    Expression::new("limit", &data)
}

/// Answers with a reset; only for TCP.
pub(super) fn reset() -> Expression {
    Expression::new("reject", &Attributes::new().number(1, 1))
}

fn unreachable(code: u8) -> Expression {
    Expression::new("reject", &Attributes::new().number(1, 0).bytes(2, &[code]))
}

/// Answers that it is forbidden.
pub(super) fn prohibited() -> Expression {
    unreachable(ADMINISTRATIVELY_PROHIBITED)
}

/// Answers as no machine does to a connection: that it does not know TCP.
pub(super) fn mark() -> Expression {
    unreachable(PROTOCOL_UNREACHABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_has_the_bytes_that_the_kernel_expects() {
        let expected: &[u8] = &[
            44, 0, 1, 0x80, // the element
            8, 0, 1, 0, b'c', b'm', b'p', 0, // its name
            32, 0, 2, 0x80, // its data
            8, 0, 1, 0, 0, 0, 0, 8, // the register
            8, 0, 2, 0, 0, 0, 0, 0, // equal
            12, 0, 3, 0x80, 5, 0, 1, 0, 6, 0, 0, 0, // the value
        ];
        #[cfg(target_endian = "little")]
        assert_eq!(Expression::list(&[equals(&[TCP])]).as_bytes(), expected);
    }

    #[test]
    fn a_jump_names_its_chain_and_an_acceptance_none() {
        let jump = verdict_data(Verdict::Jump("x"));
        #[cfg(target_endian = "little")]
        assert_eq!(jump.as_bytes(), [20, 0, 2, 0x80, 8, 0, 1, 0, 255, 255, 255, 253, 6, 0, 2, 0, b'x', 0, 0, 0]);
        assert_eq!(verdict_data(Verdict::Accept).as_bytes().len(), 12);
    }
}
