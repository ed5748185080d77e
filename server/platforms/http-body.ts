import type * as z from "zod";
import { PlatformError } from "../errors.ts";
import type { Hosts } from "./http-address.ts";
import { decoderFor } from "./http-charset.ts";
import { pathOf, unreachable } from "./http-failure.ts";

/** The size is told while reading: a header may lie or be missing. */
export async function readBody(
  response: Response,
  url: string,
  { maxBytes, signal, hosts }: { maxBytes: number; signal: AbortSignal; hosts: Hosts },
): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  let decoder: TextDecoder | null = null;
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await beforeAbort(reader.read(), signal);
      if (done) return decoder === null ? "" : text + decoder.decode();
      size += value.byteLength;
      if (size > maxBytes) break;
      decoder ??= decoderFor(response.headers.get("content-type"), value);
      text += decoder.decode(value, { stream: true });
    }
  } catch (cause) {
    reader.cancel().catch(() => undefined);
    throw unreachable(url, hosts, cause);
  }
  reader.cancel().catch(() => undefined);
  throw new PlatformError(
    "bad_response",
    `${pathOf(url, hosts)} answered with more than ${maxBytes} bytes.`,
    {
      status: response.status,
      told: `${URL.parse(url)?.host ?? "The site"} answers with more than ${sizeOf(maxBytes)}, and so much cannot be read.`,
    },
  );
}

function sizeOf(bytes: number): string {
  const megabytes = Math.floor(bytes / 1024 / 1024);
  return megabytes > 0 ? `${megabytes} MB` : `${bytes} bytes`;
}

export function parseJson<T>(
  body: string,
  schema: z.ZodType<T>,
  { url, hosts }: { url: string; hosts: Hosts },
): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new PlatformError(
      "bad_response",
      `${pathOf(url, hosts)} did not answer with valid JSON.`,
    );
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.map(String).join(".") || "the top level";
  throw new PlatformError(
    "bad_response",
    `${pathOf(url, hosts)} answered in an unexpected shape, first at ${where}.`,
  );
}

/** The signal goes to `fetch` too; this also ends a wait that does not listen to it. */
export async function beforeAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
