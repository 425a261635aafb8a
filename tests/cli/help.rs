//! Help is what people read first; a changed line is a changed contract.

use crate::support::Home;

#[test]
fn the_help_of_every_command_is_as_reviewed() {
    let home = Home::without_engine();
    let mut text = home.run(["--help"]).success().text();
    for command in sandcastle::cli::command().get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = command.get_name();
        text += &format!("\n━━━ sandcastle {name} --help\n{}", home.run([name, "--help"]).success().text());
    }
    insta::assert_snapshot!("help", text);
}

#[test]
fn without_arguments_help_is_printed_and_that_is_wrong_usage() {
    let home = Home::without_engine();
    home.run(Vec::<&str>::new()).code(2).stderr_has("Usage: sandcastle");
}
