import { PlatformError } from "../../errors.ts";
import type { HttpResponse, PlatformHttp } from "../http.ts";
import { isPublic } from "../http-address.ts";
import type { PlatformAccount } from "../page.ts";
import type { ConnectInput } from "../platform.ts";
import { toAccount } from "./account.ts";
import { REFUSALS, refusalOf, suspended } from "./refusal.ts";
import { account, refusal, webfinger } from "./schema.ts";

/** Asks the server for the account; where it is only the name of another server, that one. */
export async function identify(http: PlatformHttp, input: ConnectInput): Promise<PlatformAccount> {
  const handle = input["handle"] ?? "";
  const [name = "", domain = ""] = handle.split("@");
  const wanted = { handle, name, domain };
  try {
    const found = await lookUp(http, wanted, domain);
    if (!(found instanceof PlatformError)) return found;
    const server = await findServer(http, wanted);
    const elsewhere = server === null ? found : await lookUp(http, wanted, server);
    if (!(elsewhere instanceof PlatformError)) return elsewhere;
    throw elsewhere;
  } catch (error) {
    throw withWords(error, domain);
  }
}

interface Wanted {
  readonly handle: string;
  readonly name: string;
  readonly domain: string;
}

/** A refusal that is not in Mastodon's words is returned: another server may know better. */
async function lookUp(
  http: PlatformHttp,
  { handle, name, domain }: Wanted,
  server: string,
): Promise<PlatformAccount | PlatformError> {
  const query = new URLSearchParams({ acct: name });
  const url = `https://${server}/api/v1/accounts/lookup?${query.toString()}`;
  const answer = await http.send({ url, accept: REFUSALS });
  const body = parsed(answer);
  const found = account.safeParse(body);
  // A redirect may have led to the server that the domain belongs to.
  const home = new URL(answer.url).host;
  if (answer.status === 200 && found.success) {
    if (found.data.suspended) throw suspended(handle, home);
    return toAccount(found.data, home, domain);
  }
  const refused = refusalOf(answer.status, { handle, server: home, known: false });
  if (refusal.safeParse(body).success) throw refused;
  return refused.kind === "forbidden" ? refused : notMastodon(domain);
}

/** Many a domain only names the server where its accounts are: https://docs.joinmastodon.org/spec/webfinger/ */
async function findServer(http: PlatformHttp, { name, domain }: Wanted): Promise<string | null> {
  const query = new URLSearchParams({ resource: `acct:${name}@${domain}` });
  const url = `https://${domain}/.well-known/webfinger?${query.toString()}`;
  const answer = await http.send({ url, accept: [400, ...REFUSALS] });
  const found = webfinger.safeParse(parsed(answer));
  if (answer.status !== 200 || !found.success) return null;
  const self = found.data.links.find((link) => link?.rel === "self" && link.href);
  const home = URL.parse(self?.href ?? "");
  return home === null || !isPublic(home) || home.host === domain ? null : home.host;
}

function parsed(answer: HttpResponse): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    return null;
  }
}

function notMastodon(domain: string): PlatformError {
  const told = `${domain} does not answer like a Mastodon server. Check the part after the last @.`;
  return new PlatformError("bad_response", `${domain} is no Mastodon server.`, { told });
}

/** What HTTP says of a server, said to the person who named it. */
function withWords(error: unknown, domain: string): unknown {
  if (!(error instanceof PlatformError) || error.told !== null) return error;
  if (error.kind === "bad_response") return notMastodon(domain);
  if (error.kind !== "unavailable") return error;
  const told = `${domain} does not answer. Check the name of the server, or try again later.`;
  return new PlatformError("unavailable", error.message, { told, cause: error });
}
