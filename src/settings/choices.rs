//! Settings that are one of a few words.

use std::fmt;
use std::str::FromStr;

/// An enum whose values are words, in both directions.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The words, in the order they are shown.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(match self { $($name::$variant => $word),+ })
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(word: &str) -> Result<Self, ()> {
                match word { $($word => Ok($name::$variant),)+ _ => Err(()) }
            }
        }
    };
}

choices! {
    /// What makes a sandbox's ports visible.
    RouteProvider {
        /// The sandbox's own address.
        Direct = "direct",
        /// Traefik's file provider.
        Traefik = "traefik",
    }
}

choices! {
    /// The scheme of a public URL.
    Scheme {
        /// Plain.
        Http = "http",
        /// Over TLS.
        Https = "https",
    }
}

impl Scheme {
    /// The port that a URL of this scheme leaves out.
    pub const fn default_port(self) -> u16 {
        match self {
            Scheme::Http => 80,
            Scheme::Https => 443,
        }
    }
}

choices! {
    /// How the guest in a sandbox is reached.
    GuestRoad {
        /// The fastest that works.
        Auto = "auto",
        /// The socket in a shared folder.
        Shared = "shared",
        /// An exec of the engine.
        Bridge = "bridge",
    }
}

choices! {
    /// An answer to a question.
    Answer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}
