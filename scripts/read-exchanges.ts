import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import * as z from "zod";
import type { RecordedExchange } from "../server/testing/recorded-answers.ts";

const status = z.union([z.int(), z.object({ code: z.int() }).transform(({ code }) => code)]);
const body = z.object({
  string: z.union([z.string(), z.instanceof(Uint8Array)]).nullish(),
  base64_string: z.string().nullish(),
});
const interaction = z.object({
  request: z.object({ method: z.string(), uri: z.string() }),
  response: z.object({ status, body }),
});
/** As VCR, betamax and vcrpy write them. */
const cassette = z.union([
  z.object({ http_interactions: z.array(interaction) }).transform((one) => one.http_interactions),
  z.object({ interactions: z.array(interaction) }).transform((one) => one.interactions),
]);
/** As nock writes them. */
const scenario = z.array(
  z.object({
    scope: z.string(),
    method: z.string(),
    path: z.string(),
    status: z.int(),
    response: z.unknown(),
  }),
);

/** The requests and answers that a file holds, in any of the usual ways to record them; else none. */
export function readExchanges(path: string, text: string): RecordedExchange[] {
  const value = readValue(path, text);
  const recorded = cassette.safeParse(value);
  if (recorded.success) {
    return recorded.data.map(({ request, response }) => ({
      method: request.method.toUpperCase(),
      url: request.uri,
      status: response.status,
      body: textOf(response.body),
    }));
  }
  const played = scenario.safeParse(value);
  return (played.data ?? []).map(({ scope, method, path: rest, status, response }) => ({
    method: method.toUpperCase(),
    url: `${scope.replace(/:443$/, "")}${rest}`,
    status,
    body: typeof response === "string" ? response : JSON.stringify(response),
  }));
}

function readValue(path: string, text: string): unknown {
  try {
    return path.endsWith(".yaml") ? parse(text) : JSON.parse(text);
  } catch {
    return null;
  }
}

function textOf({ string, base64_string: encoded }: z.infer<typeof body>): string {
  if (typeof string === "string") return string;
  const bytes = string ?? Buffer.from(encoded ?? "", "base64");
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new TextDecoder().decode(isPacked ? gunzipSync(bytes) : bytes);
}
