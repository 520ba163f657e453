//! How well an entry of a list fits words that somebody remembers.

/// How far from the front it belongs; none when it lacks one of the words. `words` are in lower case.
pub(crate) fn rank(name: &str, about: &[&str], words: &[String]) -> Option<usize> {
    let name = name.to_lowercase();
    let about: Vec<String> = about.iter().map(|text| text.to_lowercase()).collect();
    let each = words.iter().map(|word| match name.find(word) {
        Some(_) if name == *word => Some(0),
        Some(0) => Some(1),
        // At the beginning of a part of it.
        Some(at) if !name.as_bytes()[at - 1].is_ascii_alphanumeric() => Some(2),
        Some(_) => Some(3),
        None => about.iter().any(|text| text.contains(word)).then_some(4),
    });
    each.sum()
}
