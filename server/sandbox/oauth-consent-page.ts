import type { OAuthRules } from "./oauth-stand-in.ts";
import { escapeHtml, page } from "./page.ts";
import type { Person, SandboxRequest, SandboxWorld } from "./platform-sandbox.ts";

/** What an app asks for, and whose account it would be. */
export function oauthConsentPage(
  rules: Pick<OAuthRules, "siteName" | "scopeMeanings">,
  { asked, world, login }: { asked: readonly string[]; world: SandboxWorld; login: string },
): Response {
  const scopes = asked.map(
    (scope) =>
      `<label><input type="checkbox" name="scope" value="${escapeHtml(scope)}" checked> <code>${escapeHtml(scope)}</code> ${escapeHtml(rules.scopeMeanings[scope] ?? "")}</label>`,
  );
  const account = (person: Person): string =>
    `<label><input type="radio" name="login" value="${escapeHtml(person.login)}"${person.login === login ? " checked" : ""}> ${escapeHtml(person.login)} <span class="soft">${escapeHtml(person.name)}</span></label>`;
  const site = escapeHtml(rules.siteName);
  return page(
    `${rules.siteName} asks for access (sandbox)`,
    `<p class="mark">The sandbox’s ${site}. Nothing here reaches the real one.</p>
<h1>Let Media Timeline read your ${site} account?</h1>
<div class="card"><form method="post">
<fieldset><legend>It would be able to</legend>${scopes.join("")}</fieldset>
<fieldset><legend>Which account</legend>${world.people.map(account).join("")}</fieldset>
<button class="go" name="decision" value="approve">Allow</button>
<button name="decision" value="deny">Cancel</button>
</form></div>`,
  );
}

/** Who signed in at the sandbox's devpad in this browser: offered first. */
export function browserLogin(request: SandboxRequest): string {
  const cookie = request.headers.get("cookie") ?? "";
  return /(?:^|;\s*)sandbox_login=([\w-]+)/.exec(cookie)?.[1] ?? "ineshal";
}
