//! stub
/// stub
pub struct Options {
    /// s
    pub gids: Vec<u32>,
    /// s
    pub user: String,
    /// s
    pub workdir: String,
    /// s
    pub shared: bool,
}
/// stub
/// # Errors
/// none
pub fn run(_o: Options) -> std::io::Result<u8> {
    Ok(0)
}
/// stub
/// # Errors
/// none
pub fn connect() -> std::io::Result<()> {
    Ok(())
}
/// stub
/// # Errors
/// none
pub fn sweep(_p: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}
