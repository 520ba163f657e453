/** What a page that sends somebody to log in wishes of the login. */
export interface LoginWish {
  scopes: readonly string[];
  /** The highest level. */
  high: boolean;
}

const HIGH = "level:high";

/** As what the login's step is opened about. */
export function aboutLogin({ scopes, high }: LoginWish): string {
  return [...(high ? [HIGH] : []), ...scopes].join(" ");
}

/** What the login's step was opened about. */
export function loginWish(about: string | null): LoginWish | null {
  if (about === null) return null;
  const words = about.split(" ").filter((word) => word !== "");
  return { scopes: words.filter((word) => word !== HIGH), high: words.includes(HIGH) };
}
