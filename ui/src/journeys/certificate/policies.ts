/** What policies mean: text key `certificate:policy.<name>`. Commfides counts versions in the last two numbers. */
const POLICIES: readonly (readonly [start: string, name: string])[] = [
  ["2.16.578.1.26.1.3.2", "buypass_file"],
  ["2.16.578.1.26.1.3.5", "buypass_card"],
  ["2.16.578.1.26.1.0.3.2", "buypass_test_file"],
  ["2.16.578.1.26.1.0.3.5", "buypass_test_card"],
  ["2.16.578.1.26.1.3.3", "buypass_website"],
  ["2.16.578.1.26.1.3.1", "buypass_person"],
  ["2.16.578.1.26.1.3.6", "buypass_person"],
  ["2.16.578.1.29.13.1.1.0", "commfides_old"],
  ["2.16.578.1.29.913.1.1.0", "commfides_old_test"],
  ["2.16.578.1.29.13.200.", "commfides_signing"],
  ["2.16.578.1.29.13.210.", "commfides_authentication"],
  ["2.16.578.1.29.13.220.", "commfides_encryption"],
  ["2.16.578.1.29.913.200.", "commfides_test_signing"],
  ["2.16.578.1.29.913.210.", "commfides_test_authentication"],
  ["2.16.578.1.29.913.220.", "commfides_test_encryption"],
  ["2.16.578.1.29.13.300.", "commfides_lcp"],
  ["2.16.578.1.29.13.310.", "commfides_lcp"],
  ["2.16.578.1.29.13.320.", "commfides_lcp"],
  ["2.16.578.1.29.913.300.", "commfides_test_lcp"],
  ["2.16.578.1.29.913.310.", "commfides_test_lcp"],
  ["2.16.578.1.29.913.320.", "commfides_test_lcp"],
  ["2.16.578.1.29.12.", "commfides_person"],
  ["2.16.578.1.29.912.", "commfides_person"],
  ["0.4.0.2042.1.1", "ncp"],
  ["0.4.0.2042.1.2", "ncp_plus"],
  ["0.4.0.2042.1.3", "lcp"],
  ["0.4.0.194112.1.0", "qcp_n"],
  ["0.4.0.194112.1.1", "qcp_l"],
  ["0.4.0.194112.1.2", "qcp_n_qscd"],
  ["0.4.0.194112.1.3", "qcp_l_qscd"],
];

export function policyName(oid: string): string | null {
  const known = POLICIES.find(([start]) => oid === start || (start.endsWith(".") && oid.startsWith(start)));
  return known?.[1] ?? null;
}
