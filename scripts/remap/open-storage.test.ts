import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";
import { localState } from "../testing/local-state.ts";

/** The scripts themselves, with a Cloudflare that lets them in as far as their bindings, and no further. */
const root = resolve(import.meta.dirname, "../..");
const state = localState();
const cloudflare = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const path = (request.url ?? "").replace("/client/v4/accounts/the-account/workers/", "");
    asked.push(`${request.method} ${path} ${request.headers.authorization}`);
    const isAsking = request.method === "GET";
    if (!isAsking) uploaded.push(Buffer.concat(parts).toString());
    response.writeHead(isAsking ? 200 : 400, { "content-type": "application/json" });
    const result = isAsking ? { token: "a session", subdomain: "somebody" } : null;
    const errors = isAsking ? [] : [{ code: 10021, message: "No further." }];
    response.end(JSON.stringify({ success: isAsking, errors, messages: [], result }));
  });
});
let asked: string[] = [];
let uploaded: string[] = [];

beforeAll(async () => {
  await once(cloudflare.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => cloudflare.close());
beforeEach(() => {
  asked = [];
  uploaded = [];
});

const run = (script: string, ...args: string[]) => {
  const { port } = cloudflare.address() as AddressInfo;
  return state.run(script, args, {
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
    CLOUDFLARE_API_TOKEN: "a-token",
    CLOUDFLARE_ACCOUNT_ID: "the-account",
  });
};

/** What of a deployment was asked for, and nothing else may be. */
function bindings(): unknown {
  const [, metadata = "{}"] = /name="metadata"\s+(\{.*\})/.exec(uploaded[0] ?? "") ?? [];
  return (JSON.parse(metadata) as { bindings?: unknown }).bindings;
}

it.each([
  ["remap.ts", "staging", ["github", "--connection", "c1"]],
  ["search.ts", "production", ["drop"]],
])(
  "%s --env %s opens the database and the bucket of that alone",
  async (script, env, args) => {
    const { code, output } = await run(script, ...args, "--env", env);
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining(`Cloudflare did not give access to ${env}: `),
    });
    expect(output).toContain("`npx wrangler login`");
    const config = readConfig({ config: join(root, "wrangler.toml"), env }, { hideWarnings: true });
    expect(asked).toContain(`POST scripts/${config.name}-remap/edge-preview Bearer a-token`);
    expect(bindings()).toEqual([
      expect.objectContaining({ name: "BUCKET", bucket_name: config.r2_buckets[0]?.bucket_name }),
      expect.objectContaining({ name: "DB", id: config.d1_databases[0]?.database_id }),
    ]);
    const left = readdirSync(join(root, ".wrangler")).filter((name) => name.startsWith("remap-"));
    expect(left).toEqual([]);
  },
  60_000,
);

it.each([
  ["remap.ts", ["--env", "nowhere"], "wrangler.toml has no environment “nowhere”"],
  ["search.ts", ["drop", "--env", "nowhere"], "there is staging and production."],
  ["remap.ts", ["--env"], "[platform] [--connection ID] [--env NAME]"],
  ["search.ts", ["drop", "--env"], "rebuild | drop [--env NAME]"],
  ["remap.ts", ["github", "reddit"], "One platform at a time, or none for all"],
  ["remap.ts", ["--all"], "[platform] [--connection ID] [--env NAME]"],
])(
  "%s %j asks nobody, and says what it takes",
  async (script, args, sentence) => {
    const { code, output } = await run(script, ...args);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(sentence) });
    expect(output).not.toContain("    at ");
    expect(asked).toEqual([]);
  },
  30_000,
);
