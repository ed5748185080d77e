import { escapeHtml, page } from "../../../sandbox/page.ts";
import type { Person } from "../../../sandbox/platform-sandbox.ts";

const MEANINGS: Readonly<Record<string, string>> = {
  "read:user": "Read all user profile data",
  "user:email": "Read email addresses",
  public_repo: "Read and write public repositories",
  repo: "Full control of private repositories",
  "read:org": "Read organisation membership",
};

interface Consent {
  clientId: string;
  scopes: readonly string[];
  redirectUri: string;
  people: readonly Person[];
  /** Whose account is chosen already. */
  login: string;
}

export function consentPage({ clientId, scopes, redirectUri, people, login }: Consent): Response {
  const wishes = scopes.map(
    (scope) => `<li><code>${escapeHtml(scope)}</code> ${escapeHtml(MEANINGS[scope] ?? "")}</li>`,
  );
  const accounts = people.map((person) => {
    const isChosen = person.login === login ? " checked" : "";
    return `<label><input type="radio" name="login" value="${escapeHtml(person.login)}"${isChosen}> ${escapeHtml(person.login)} <span class="soft">${escapeHtml(person.name)}</span></label>`;
  });
  return page(
    "Authorize an application (sandbox)",
    `<p class="mark">The sandbox’s GitHub. Nothing here reaches github.com.</p>
<h1>Authorize ${escapeHtml(clientId)}</h1>
<div class="card">
<p>The application <strong>${escapeHtml(clientId)}</strong> asks for access to an account.</p>
${wishes.length > 0 ? `<ul>${wishes.join("")}</ul>` : `<p class="soft">It asks for public data only.</p>`}
<form method="post">
<fieldset><legend>Which account</legend>${accounts.join("")}</fieldset>
<button class="go" name="decision" value="approve">Approve</button>
<button name="decision" value="deny">Deny</button>
</form>
</div>
<p class="soft">Either way you are sent to <code>${escapeHtml(new URL(redirectUri).origin)}</code>.</p>`,
  );
}
