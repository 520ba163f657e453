// The pages, each as small as a person needs it.

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title, inside) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${inside}</html>`;

/** The form that a person fills in. */
export const logIn = (people, levels) =>
  page(
    "Log in",
    `<form id="log-in" method="post">
      ${Object.entries(people).map(([id, { name }]) => radio("person", id, name)).join("")}
      ${levels.map((level) => radio("level", level, level)).join("")}
      <button id="submit" name="action" value="log-in">Log in</button>
      <button id="cancel" name="action" value="cancel">Cancel</button>
    </form>`,
  );

const radio = (name, value, label) =>
  `<label><input type="radio" name="${name}" id="${name}-${escaped(value)}" value="${escaped(value)}">${escaped(label)}</label>`;

/** `form` is the package's own, with its token against forgery. */
export const logOut = (ctx, form) => {
  ctx.body = page("Log out", `${form}<button id="log-out" form="op.logoutForm" name="logout" value="yes">Log out</button>`);
};

export const loggedOut = (ctx) => {
  ctx.body = page("Logged out", `<p id="logged-out">You are logged out.</p>`);
};

/** A refusal that leads nowhere. */
export const refused = (ctx, { error, error_description: description }) => {
  ctx.type = "html";
  ctx.body = page("Refused", `<p id="error">${escaped(error)}</p><p id="description">${escaped(description)}</p>`);
};
