import { escapeHtml, page } from "./page.ts";
import { GENERAL_FAULTS } from "./faults.ts";
import type { Person, PlatformSandbox } from "./platform-sandbox.ts";

/** `/sandbox`: what this is, and how it is steered. */
export function indexPage(
  standIns: readonly PlatformSandbox[],
  people: readonly Person[],
  now: number,
  isFrozen: boolean,
  publicOrigin: string,
): Response {
  const services = standIns.map(
    ({ id, hosts, endpoints }) =>
      `<tr><td>${id}</td><td>${hosts.map((host) => `<code>${host}</code>`).join("<br>")}</td><td>${endpoints.join(", ")}</td></tr>`,
  );
  const persons = people.map(
    ({ id, name, login, items }) =>
      `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(login)}</td><td>${items}</td><td><a href="/sandbox/inventory?person=${encodeURIComponent(id)}">inventory</a></td></tr>`,
  );
  const ownFaults = standIns.flatMap(({ id, failures, switches }) => {
    const own = [...failures, ...switches];
    return own.length === 0 ? [] : [`of ${id}: ${own.join(", ")}`];
  });
  return page(
    "Sandbox",
    `<p class="mark">Local stand-ins. Nothing here reaches the real services.</p>
<h1>Sandbox</h1>
<p>The platforms as one fictional developer and her friends use them. <code>https://HOST/PATH</code> is served at <code>${escapeHtml(publicOrigin)}/HOST/PATH</code>.</p>
<p>It is ${new Date(now).toISOString()} here${isFrozen ? ", and the clock is frozen" : ""}.</p>
<h2>Services</h2><table><tr><th>platform</th><th>hosts</th><th>endpoints</th></tr>${services.join("")}</table>
<h2>People</h2><table><tr><th>name</th><th>login</th><th>items</th><th></th></tr>${persons.join("")}</table>
<h2>Controls</h2>
<table>
<tr><td><code>GET /sandbox/inventory?person=&amp;platform=[&amp;private=1]</code></td><td>What a person has done until now.</td></tr>
<tr><td><code>GET /sandbox/accounts?person=</code></td><td>How each of a person's accounts is connected.</td></tr>
<tr><td><code>POST /sandbox/people</code></td><td><code>{"name", "login", "items", "lives", "inOneMoment"}</code> makes a person, or finds the one there is.</td></tr>
<tr><td><code>GET, POST, DELETE /sandbox/faults</code></td><td><code>{"platform", "endpoint", "fault", "count"}</code>, also <code>after</code>, <code>match</code>, <code>status</code>, <code>body</code>, <code>message</code>, <code>retry_after</code>, <code>reset_after</code>, <code>ms</code>, <code>bytes</code>, <code>limit</code>. Without a count it lasts. Faults of all: ${GENERAL_FAULTS.join(", ")}; ${ownFaults.join("; ")}.</td></tr>
<tr><td><code>GET, POST /sandbox/clock</code></td><td><code>{"freeze", "now", "advance_ms"}</code>; <code>{"freeze": false}</code> goes back to the real time.</td></tr>
<tr><td><code>GET, DELETE /sandbox/requests</code></td><td>How often each endpoint was called.</td></tr>
</table>`,
  );
}
