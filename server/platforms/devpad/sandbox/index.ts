import * as z from "zod";
import { isLocalAddress, page } from "../../../sandbox/page.ts";
import { findPerson, newPerson } from "../../../sandbox/people.ts";
import type { Person, PlatformSandbox, SandboxRequest, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { uuidOf } from "../../../sandbox/random.ts";
import { loginPage } from "./login-page.ts";

const COOKIE = "auth_session";
const session = z.object({ id: z.string(), person: z.string() });
const PATHS: Readonly<Record<string, string>> = {
  "/api/auth/session": "session",
  "/api/auth/verify": "verify",
  "/api/auth/login": "login",
  "/api/auth/logout": "logout",
  "/logout": "logout",
};

/** devpad's sign-in. It has no timeline yet, so it holds nothing. */
export function createStandIn(): PlatformSandbox {
  return {
    id: "devpad",
    hosts: ["devpad.tools"],
    endpoints: ["session", "verify", "login", "logout"],
    endpointOf: ({ url }) => PATHS[url.pathname] ?? "other",
    async handle(request, world) {
      switch (PATHS[request.url.pathname]) {
        case "session":
          return json(200, await describeSession(request, world));
        case "verify":
          return answerVerify(request, world);
        case "login":
          return login(request, world);
        case "logout":
          return logout(request, world);
        default:
          return json(404, null);
      }
    },
    /** Before February 2026 devpad had no `/session`, and answered 404 for it. */
    fail: async (fault) => (fault.fault === "older" ? json(404, null) : null),
    switches: ["older"],
    failures: [],
    accountOf: (person) => ({ type: "input", input: { key: person.apiKey } }),
    inventory: () => [],
  };
}

async function describeSession(request: SandboxRequest, world: SandboxWorld) {
  const key = /^bearer (devpad_.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (key !== undefined) {
    const person = world.people.find((entry) => entry.apiKey === key.trim());
    if (person) return { authenticated: true, user: userBody(person), session: null, scope: "all" };
  }
  const found = await findSession(request, world);
  if (!found) return { authenticated: false, user: null, session: null };
  return { authenticated: true, user: userBody(found.person), session: { id: found.id } };
}

/** Only the older devpad has it. */
async function answerVerify(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  if (!world.faults.some((fault) => fault.platform === "devpad" && fault.fault === "older"))
    return json(404, null);
  const { authenticated, user } = await describeSession(request, world);
  return json(200, { authenticated, user });
}

async function login(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  const query = request.url.searchParams;
  const returnTo = query.get("return_to") ?? "";
  if (!isAllowed(returnTo))
    return page(
      "Sign in",
      "<h1>Sign in</h1><p><code>return_to</code> is missing, or not an address that devpad may send anyone to.</p>",
      400,
    );
  const form =
    request.method === "POST" ? new URLSearchParams(await request.text()) : new URLSearchParams();
  const chosen = form.get("person") ?? query.get("sandbox_person");
  if (chosen !== null) {
    const person = findPerson(world.people, chosen);
    return person
      ? signIn(person, returnTo, world)
      : loginPage(world.people, `There is nobody called ${chosen}.`, 404);
  }
  if (request.method !== "POST") return loginPage(world.people, null);
  const wish = newPerson.safeParse({
    name: form.get("name"),
    login: form.get("login"),
    items: form.get("items"),
  });
  if (!wish.success)
    return loginPage(
      world.people,
      "A person needs a name, a login of letters, digits and hyphens, and a number of items.",
      400,
    );
  const standing = findPerson(world.people, wish.data.login);
  if (standing && standing.name !== wish.data.name)
    return loginPage(
      world.people,
      `The login ${standing.login} is ${standing.name}'s. Choose another, or continue as ${standing.name} above.`,
      409,
    );
  return signIn(await world.createPerson(wish.data), returnTo, world);
}

async function signIn(person: Person, returnTo: string, world: SandboxWorld): Promise<Response> {
  const id = crypto.randomUUID();
  await world.state.put(`devpad/session/${id}`, { id, person: person.id });
  const headers = new Headers({ location: returnTo });
  headers.append("set-cookie", `${COOKIE}=${id}; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000`);
  // Who sits at this browser: the other stand-ins offer that account first.
  headers.append("set-cookie", `sandbox_login=${person.login}; SameSite=Lax; Path=/sandbox`);
  return new Response(null, { status: 302, headers });
}

async function logout(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  const found = await findSession(request, world);
  if (found) await world.state.delete(`devpad/session/${found.id}`);
  const home = new URL(world.publicOrigin).origin;
  const answer = page(
    "Signed out",
    `<p class="mark">The sandbox’s devpad</p><h1>Signed out</h1><p><a href="${home}/">Back to the timeline</a></p>`,
  );
  answer.headers.set("set-cookie", `${COOKIE}=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0`);
  return answer;
}

async function findSession(
  request: SandboxRequest,
  world: SandboxWorld,
): Promise<{ id: string; person: Person } | null> {
  const id = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(
    request.headers.get("cookie") ?? "",
  )?.[1];
  const found = id === undefined ? null : await world.state.get(`devpad/session/${id}`, session);
  const person = found && findPerson(world.people, found.person);
  return person ? { id: found.id, person } : null;
}

function userBody(person: Person) {
  return {
    id: `user_${uuidOf(`devpad ${person.id}`)}`,
    name: person.name,
    email: person.email,
    github_id: null,
    image_url: null,
    task_view: "list",
  };
}

function isAllowed(address: string): boolean {
  if (isLocalAddress(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === "https:" && (hostname === "devpad.tools" || hostname.endsWith(".devpad.tools"))
  );
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
