import type { Random } from "../../sandbox/random.ts";
import { ORIGIN } from "../world.ts";
import type { Browser } from "../world.ts";
import { nastyString } from "./nasty.ts";

/** A procedure, and what it is asked with. */
export interface Call {
  readonly path: string;
  readonly isChange: boolean;
  readonly input: unknown;
}

/** What is sent; nothing of it is hidden, so that it can be sent again by hand. */
export interface Sent {
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly body: string | null;
  readonly type: string;
}

/** As the client would, or as nobody should: the wrong method, what is no JSON, no such procedure. */
export function toRequest(random: Random, calls: readonly Call[]): Sent {
  const [first] = calls;
  const isChange = first?.isChange === true;
  const isOdd = random.chance(0.04);
  const method = isChange !== isOdd ? "POST" : "GET";
  const names = calls.map(({ path }) => path).join(",");
  const inputs = calls.map(({ input }) => input);
  const json =
    calls.length === 1 ? JSON.stringify(inputs[0] ?? null) : JSON.stringify({ ...inputs });
  const text = random.chance(0.03) ? random.pick(GARBAGE)(random, json) : json;
  const query = new URLSearchParams(calls.length === 1 ? {} : { batch: "1" });
  if (method === "GET") query.set("input", text);
  const name = random.chance(0.01)
    ? encodeURIComponent(nastyString(random).slice(0, 99).toWellFormed())
    : names;
  return {
    path: `/media/api/${name}?${query.toString()}`,
    method,
    body: method === "POST" ? text : null,
    type: random.chance(0.02) ? random.pick(TYPES) : "application/json",
  };
}

export async function send(
  browser: Browser,
  { path, method, body, type }: Sent,
): Promise<{ status: number; body: string }> {
  const answer = await browser.request(
    path,
    method === "GET" ? {} : { method, body, headers: { "content-type": type, origin: ORIGIN } },
  );
  return { status: answer.status, body: await answer.text() };
}

const GARBAGE: readonly ((random: Random, json: string) => string)[] = [
  () => "",
  () => "{",
  () => "[]",
  () => "null",
  () => '{"0":1,"1e9":2,"-1":3}',
  () => '{"__proto__":{"limit":1}}',
  () => "\u0000",
  (random, json) => json.slice(0, random.int(0, json.length)),
  (_, json) => `${json}${json}`,
  (random) => nastyString(random),
];

const TYPES = ["text/plain", "multipart/form-data", "application/octet-stream", "nonsense"];
