//! The steps of these ladders, under the names that the page, the texts and the trail know them by.

macro_rules! steps {
    ($($step:ident $name:literal)*) => {
        /// A step (altinn.md 10).
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Step {
            $(
                #[doc = concat!("`", $name, "`")]
                $step,
            )*
        }

        impl Step {
            /// On the page, in the texts and for programs.
            pub(super) const fn name(self) -> &'static str {
                match self {
                    $(Self::$step => $name,)*
                }
            }

            /// In the trail.
            pub(super) const fn in_trail(self) -> &'static str {
                match self {
                    $(Self::$step => concat!("access.", $name),)*
                }
            }
        }
    };
}

steps! {
    Reach "reach"
    Clock "clock"
    Exchange "exchange"
    Parties "parties"
    Agents "agents"
    Customer "customer"
    SystemUser "system_user"
    Token "token"
    Acting "acting"
    Reached "reached"
    Dialogs "dialogs"
    Systems "systems"
    Requests "requests"
    Write "write"
    Resource "resource"
}
