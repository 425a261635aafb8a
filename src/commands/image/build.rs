//! `image build`: the built-in image, or one of the user's.

use crate::commands::background::{self, Detach};
use crate::commands::{Context, sandbox_options, setup};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::registry::journal::OperationKind;
use crate::sandbox::image_name::ImageName;
use crate::sandbox::ops::image_build::{self, Wanted};
use crate::sandbox::ops::{image, images};
use crate::ui::views::image::{ImageView, SCHEMA};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Build an image and print its id.
///
/// Without a folder the built-in image is built, if it is not there. With one its Dockerfile is, by the engine's own
/// builder; what the folder's .dockerignore names is left out. The host's proxies are build arguments. An image that had
/// the name before loses it, and goes with gc once no sandbox uses it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder to build from [default: the working directory with --file, else none: the built-in image]
    #[arg(value_name = "CONTEXT")]
    folder: Option<PathBuf>,
    /// The Dockerfile, which lies in that folder [default: Dockerfile there]
    #[arg(short, long, value_name = "DOCKERFILE")]
    file: Option<PathBuf>,
    /// The name of the image, for `init --image` [default: sandcastle/ and the folder's name]
    #[arg(short, long, value_name = "NAME")]
    tag: Option<ImageName>,
    /// A build argument: KEY=VALUE, or KEY with the caller's value
    #[arg(long, value_name = "KEY[=VALUE]")]
    build_arg: Vec<OsString>,
    /// Take nothing from earlier builds; build the built-in image although it is there
    #[arg(long)]
    no_cache: bool,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
}

/// Builds.
///
/// # Errors
/// `usage`, `not_found` for the folder or the Dockerfile; `failed`, with the last lines of the build.
pub(super) async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    let own = match (&args.folder, &args.file) {
        (None, None) if args.tag.is_some() || !args.build_arg.is_empty() => {
            return Err(Error::usage("the built-in image has its own name and takes no arguments")
                .hint("name the folder to build from: sandcastle image build --tag NAME ."));
        }
        (None, None) => None,
        (folder, _) => Some(wanted(&args, folder.as_deref().unwrap_or(Path::new(".")), context)?),
    };
    context.deps.engine().await?;
    if args.detach.is_wanted(context) {
        return background::hand_over_alone(context, OperationKind::BuildImage);
    }
    let id = match own {
        Some(wanted) => image_build::run(&context.deps, wanted).await?.id,
        None => {
            setup::build_image(context, args.no_cache).await?;
            let built = context.deps.engine().await?.find_image(&image::builtin_tag()).await?;
            built.ok_or_else(|| Error::new(Kind::NotFound, "the sandbox image is gone already"))?.id
        }
    };
    context.ui.end_progress();
    if context.ui.is_json() {
        let all = images::all(&context.deps).await?;
        context.ui.versioned(SCHEMA, &ImageView::from(images::find(&all, &id)?))?;
    } else {
        context.ui.line(&id)?;
    }
    Ok(Exit::DONE)
}

fn wanted(args: &Args, folder: &Path, context: &Context) -> Result<Wanted> {
    let at =
        |path: &Path| path.canonicalize().map_err(|error| Error::io(format!("looking for {}", path.display()), error));
    let folder = at(folder)?;
    if !folder.is_dir() {
        return Err(Error::usage(format!("{} is not a folder", folder.display()))
            .hint("give the folder, and the Dockerfile with --file"));
    }
    let file = at(args.file.as_deref().unwrap_or(&folder.join("Dockerfile")))?;
    let dockerfile = file.strip_prefix(&folder).map_err(|_| {
        Error::usage(format!("{} does not lie in {}", file.display(), folder.display()))
            .hint("name a folder that holds both")
    })?;
    let tag = match &args.tag {
        Some(tag) => tag.clone(),
        None => default_tag(&folder)?,
    };
    let mut build_args = context.environment.proxies();
    for entry in &args.build_arg {
        if let Some((key, value)) = sandbox_options::env_entry(entry, &context.environment)? {
            let value =
                String::from_utf8(value).map_err(|_| Error::usage(format!("the value of {key} is not text")))?;
            build_args.insert(key, value);
        }
    }
    Ok(Wanted { dockerfile: dockerfile.to_owned(), folder, tag, args: build_args, fresh: args.no_cache })
}

/// The folder's name, as far as an image's name can hold it.
fn default_tag(folder: &Path) -> Result<ImageName> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    if name.is_empty() {
        return Err(Error::usage(format!("{} gives no name for the image", folder.display())).hint("give one: --tag"));
    }
    format!("sandcastle/{name}").parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_called_after_its_folder() {
        for (folder, name) in
            [("/home/u/My App_2", "sandcastle/my-app-2:latest"), ("/x/.config", "sandcastle/config:latest")]
        {
            assert_eq!(default_tag(Path::new(folder)).unwrap().as_str(), name);
        }
        assert_eq!(default_tag(Path::new("/")).unwrap_err().kind(), Kind::Usage);
    }
}
