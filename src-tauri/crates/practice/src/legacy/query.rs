//! What a list can be asked for: `$top`, `$skip`, `$filter`, `$orderby` (altinn.md 3.6), as far as the old API had OData.

use std::cmp::Ordering;

use serde_json::Value;

use super::refusal::Refusal;
use crate::form::Fields;

/// Lists have this many without `$top`, and never more.
const PAGE: usize = 50;
const OPERATORS: [&str; 6] = ["eq", "ne", "gt", "ge", "lt", "le"];

/// The part of the list that was asked for.
pub(super) fn page(mut items: Vec<Value>, fields: &Fields) -> Result<Vec<Value>, Refusal> {
    let number = |name| match fields.first(name) {
        None => Ok(None),
        Some(text) => text.parse::<usize>().map(Some).map_err(|_| Refusal::Malformed),
    };
    let (skip, top) = (number("$skip")?.unwrap_or(0), number("$top")?.unwrap_or(PAGE).min(PAGE));
    if let Some(filter) = fields.first("$filter") {
        let conditions = filter.split(" and ").map(Condition::parse).collect::<Result<Vec<_>, _>>()?;
        items.retain(|item| conditions.iter().all(|condition| condition.holds(item)));
    }
    if let Some(order) = fields.first("$orderby") {
        let (member, downward) = match order.split_once(' ') {
            None => (order, false),
            Some((member, "asc")) => (member, false),
            Some((member, "desc")) => (member, true),
            Some(_) => return Err(Refusal::Malformed),
        };
        let text = |item: &Value| item[member].as_str().map(str::to_owned);
        items.sort_by(|one, other| if downward { text(other).cmp(&text(one)) } else { text(one).cmp(&text(other)) });
    }
    Ok(items.into_iter().skip(skip).take(top).collect())
}

/// `Member eq 'text'`, `Member gt datetime'2026-01-01'`.
struct Condition<'a> {
    member: &'a str,
    operator: &'a str,
    value: &'a str,
}

impl<'a> Condition<'a> {
    fn parse(text: &'a str) -> Result<Self, Refusal> {
        let mut parts = text.trim().splitn(3, ' ');
        let (Some(member), Some(operator), Some(value)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Refusal::Malformed);
        };
        let value = value.trim().trim_start_matches("datetime").strip_prefix('\'').and_then(|value| value.strip_suffix('\''));
        match value.filter(|_| OPERATORS.contains(&operator)) {
            Some(value) => Ok(Self { member, operator, value }),
            None => Err(Refusal::Malformed),
        }
    }

    /// Moments compare as texts do.
    fn holds(&self, item: &Value) -> bool {
        let Some(there) = item[self.member].as_str() else { return false };
        let order = there.cmp(self.value);
        match self.operator {
            "eq" => order == Ordering::Equal,
            "ne" => order != Ordering::Equal,
            "gt" => order == Ordering::Greater,
            "ge" => order != Ordering::Less,
            "lt" => order == Ordering::Less,
            _ => order != Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_are_filtered_then_sorted_then_cut() -> Result<(), Refusal> {
        let items = || (0..70).map(|at| json!({ "Subject": format!("{at:02}"), "Status": if at % 2 == 0 { "Lest" } else { "Ulest" } }));
        let subjects = |query: &str| -> Result<Vec<String>, Refusal> {
            let page = page(items().collect(), &Fields::parse(query.as_bytes()))?;
            Ok(page.iter().filter_map(|item| item["Subject"].as_str()).map(str::to_owned).collect())
        };
        assert_eq!((subjects("")?.len(), subjects("$top=500")?.len(), subjects("$skip=65")?.len()), (50, 50, 5));
        assert_eq!(subjects("$filter=Status eq 'Lest' and Subject gt '65'&$orderby=Subject desc")?, ["68", "66"]);
        assert_eq!(subjects("$filter=Subject le datetime'01'&$top=1&$skip=1")?, ["01"]);
        for wrong in ["$top=x", "$filter=Status", "$filter=Status like 'x'", "$filter=Status eq x", "$orderby=Subject up"] {
            assert_eq!(subjects(wrong), Err(Refusal::Malformed), "{wrong}");
        }
        Ok(())
    }
}
