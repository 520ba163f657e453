//! Recipes on the page: how others fetch the same token.

use inngang_engine::maskinporten::Recipe;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The recipes for an order. Text keys `maskinporten:recipe.<id>.name` and `.what`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecipesView {
    /// By hand first, then libraries; one that cannot do what is ordered is left out.
    pub recipes: Vec<RecipeView>,
}

/// A text to copy, with placeholders for what is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecipeView {
    /// `curl`, `altinn_dotnet`, `ks_spring`, `node_jose`, `python_pyjwt`.
    pub id: String,
    /// `shell`, `json`, `yaml`, `javascript`, `python`.
    pub format: String,
    /// The text.
    pub text: String,
}

impl From<Recipe> for RecipeView {
    fn from(recipe: Recipe) -> Self {
        Self { id: recipe.id.to_owned(), format: recipe.format.to_owned(), text: recipe.text }
    }
}
