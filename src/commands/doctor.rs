//! stub
use super::Context;
use crate::error::Result;
use crate::exit::Exit;
/// stub
#[derive(Debug, clap::Args)]
pub struct Args {}
/// stub
/// # Errors
/// none
pub async fn run(_args: Args, _context: &mut Context) -> Result<Exit> {
    Ok(Exit::DONE)
}
/// stub
/// # Errors
/// none
pub async fn make_ready(_context: &mut Context, _image: bool) -> Result<()> {
    Ok(())
}
