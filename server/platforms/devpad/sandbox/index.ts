import * as z from "zod";
import type { Fault } from "../../../sandbox/faults.ts";
import { isLocalAddress, page } from "../../../sandbox/page.ts";
import { findPerson, newPerson } from "../../../sandbox/people.ts";
import type {
  Person,
  PlatformSandbox,
  SandboxRequest,
  SandboxWorld,
} from "../../../sandbox/platform-sandbox.ts";
import { historyOf, viewTask } from "./history.ts";
import { inventoryOf } from "./inventory.ts";
import { loginPage } from "./login-page.ts";
import { projectRow, taskRow, userIdOf } from "./rows.ts";

const COOKIE = "auth_session";
const session = z.object({ id: z.string(), person: z.string() });
const PATHS: Readonly<Record<string, string>> = {
  "/api/auth/session": "session",
  "/api/auth/verify": "verify",
  "/api/auth/login": "login",
  "/api/auth/logout": "logout",
  "/logout": "logout",
  "/api/v1/projects": "projects",
  "/api/v1/tasks": "tasks",
};

/** devpad: its sign-in, and what its API tells of a person's projects and tasks. */
export function createStandIn(): PlatformSandbox {
  return {
    id: "devpad",
    hosts: ["devpad.tools"],
    endpoints: ["session", "verify", "login", "logout", "projects", "tasks"],
    endpointOf: ({ url }) => PATHS[url.pathname] ?? "other",
    async handle(request, world) {
      switch (PATHS[request.url.pathname]) {
        case "session":
          return isOlder(world)
            ? json(404, null)
            : json(200, await describeSession(request, world));
        case "verify":
          return answerVerify(request, world);
        case "login":
          return login(request, world);
        case "logout":
          return logout(request, world);
        case "projects":
        case "tasks":
          return answerListing(request, world);
        default:
          return json(404, null);
      }
    },
    fail: async (fault, request) => failureOf(fault, PATHS[request.url.pathname] ?? "other"),
    switches: ["older"],
    failures: [],
    accountOf: (person) => ({ type: "input", input: { key: person.apiKey } }),
    inventory: (person, world) =>
      inventoryOf(historyOf(person, world.sessions, world.now), world.now),
  };
}

/** devpad knows nobody by a revoked key, and says of others what they are for. */
function failureOf({ fault }: Fault, endpoint: string): Response | null {
  const isSession = endpoint === "session" || endpoint === "verify";
  switch (fault) {
    case "revoked":
      return isSession ? json(200, NOBODY) : json(401, { error: "Unauthorized" });
    case "scope":
      return isSession
        ? json(200, { authenticated: true, user: BLOGGER, session: null, scope: "blog" })
        : json(401, { error: "Unauthorized" });
    default:
      return null;
  }
}

const NOBODY = { authenticated: false, user: null, session: null };
const BLOGGER = { id: "user_of_a_blog", name: "A blogger", email: null, task_view: "list" };

/** All of it at once: there are no pages, no conditions and no limits. */
async function answerListing(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  if (request.method !== "GET") return json(404, null);
  const person = findByKey(request, world) ?? (await findSession(request, world))?.person;
  if (!person) return json(401, { error: "Unauthorized" });
  const { projects, tasks } = historyOf(person, world.sessions, world.now);
  const { pathname, searchParams: query } = request.url;
  if (pathname === "/api/v1/projects") {
    const id = query.get("id");
    const rows = projects.map((project) => projectRow(project, person, world.now));
    if (id === null) return json(200, rows);
    const row = rows.find((one) => one.id === id);
    return json(row ? 200 : 404, row ?? null);
  }
  const project = query.get("project");
  const rows = tasks
    .filter((task) => project === null || task.project?.id === project)
    .map((task) => taskRow(viewTask(task, world.now), person));
  return json(200, rows);
}

async function describeSession(request: SandboxRequest, world: SandboxWorld) {
  const person = findByKey(request, world);
  if (person) return { authenticated: true, user: userBody(person), session: null, scope: "all" };
  const found = await findSession(request, world);
  if (!found) return NOBODY;
  return { authenticated: true, user: userBody(found.person), session: { id: found.id } };
}

function findByKey(request: SandboxRequest, world: SandboxWorld): Person | null {
  const key = /^bearer (devpad_.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return world.people.find((entry) => entry.apiKey === key?.trim()) ?? null;
}

/** Before February 2026 devpad had no `/session`, and answered 404 for it; it had `/verify` instead. */
function isOlder({ faults }: SandboxWorld): boolean {
  return faults.some(({ platform, fault }) => platform === "devpad" && fault === "older");
}

async function answerVerify(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  if (!isOlder(world)) return json(404, null);
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
    id: userIdOf(person),
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
