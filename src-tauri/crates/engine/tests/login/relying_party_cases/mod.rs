//! The relying party held against a provider that breaks one rule at a time (OpenID Connect Core 1.0, RFC 9700).

mod id_token;
