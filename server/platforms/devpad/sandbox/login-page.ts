import { escapeHtml, page } from "../../../sandbox/page.ts";
import type { Person } from "../../../sandbox/platform-sandbox.ts";

/** One click goes on as the first person; the others, and new ones, are below. */
export function loginPage(
  people: readonly Person[],
  problem: string | null,
  status = 200,
): Response {
  const [first, ...others] = people;
  const button = (person: Person, style: string): string =>
    `<button${style} name="person" value="${escapeHtml(person.id)}">Continue as ${escapeHtml(person.name)}</button>`;
  const keys = people.map(
    (person) =>
      `<tr><td>${escapeHtml(person.login)}</td><td><code>${escapeHtml(person.apiKey)}</code></td></tr>`,
  );
  return page(
    "Sign in (sandbox devpad)",
    `<p class="mark">The sandbox’s devpad. Nothing here reaches devpad.tools.</p>
<h1>Sign in</h1>
${problem === null ? "" : `<p role="alert"><strong>${escapeHtml(problem)}</strong></p>`}
<form class="card" method="post">
${first ? button(first, ' class="go"') : ""}
${others.map((person) => button(person, "")).join("\n")}
</form>
<h2>Somebody new</h2>
<form class="card" method="post">
<label>Name <input type="text" name="name" required maxlength="80"></label>
<label>Login <input type="text" name="login" required maxlength="39" pattern="[A-Za-z0-9\\-]+"></label>
<label>Items in their history <input type="number" name="items" value="1500" min="0" max="200000"></label>
<button>Create and continue</button>
</form>
<h2>API keys</h2>
<p class="soft">For <code>Authorization: Bearer …</code>, the same after every start.</p>
<table>${keys.join("")}</table>`,
    status,
  );
}
