import type { Fault } from "./faults.ts";

const HTML_502 =
  "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>" +
  "<body><h1>502 Bad Gateway</h1><p>The server returned an invalid or incomplete response.</p></body></html>\n";

/**
 * The plain form of a fault, the same for every stand-in. `proceed` makes the answer that would have
 * been given; `address` is the real address of the request.
 */
export async function applyFault(
  fault: Fault,
  address: string,
  proceed: () => Promise<Response>,
): Promise<Response> {
  switch (fault.fault) {
    case "stall":
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return proceed();
    case "reset":
      return cutOff(await proceed());
    case "truncated": {
      const answer = await proceed();
      const text = await answer.text();
      return remade(answer, text.slice(0, Math.ceil(text.length * 0.6)));
    }
    case "wrong_types": {
      const answer = await proceed();
      return remade(answer, JSON.stringify(twist(await answer.json())));
    }
    case "empty":
      return remade(await proceed(), "");
    case "redirect_loop":
      return new Response(null, { status: 302, headers: { location: address } });
    case "huge":
      return new Response(endless(fault.bytes), {
        headers: { "content-type": "application/json; charset=utf-8" },
      });
    case "server_error":
      return new Response(HTML_502, {
        status: 502,
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    default:
      return plain(fault);
  }
}

function plain(fault: Fault): Response {
  const status =
    { too_many: 429, revoked: 401, scope: 403, not_found: 404 }[String(fault.fault)] ??
    fault.status;
  const headers = new Headers();
  if (fault.retry_after !== undefined) headers.set("retry-after", String(fault.retry_after));
  if (status === 204 || status === 304 || fault.body === "empty")
    return new Response(null, { status, headers });
  const message = fault.message ?? "The sandbox was asked to fail.";
  if (fault.body === "html") {
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(
      `<!DOCTYPE html>\n<title>${status}</title><h1>${status}</h1><p>${message}</p>\n`,
      { status, headers },
    );
  }
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(JSON.stringify({ message }), { status, headers });
}

function remade(answer: Response, body: string): Response {
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  return new Response(answer.status === 304 ? null : body, { status: answer.status, headers });
}

/** Half the answer, then the connection breaks. */
async function cutOff(answer: Response): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isBegun) {
        isBegun = true;
        controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
        return;
      }
      // The half has to be on its way, or what stands between makes a plain 500 of the break.
      await new Promise((resolve) => setTimeout(resolve, 50));
      controller.error(new Error("The connection was reset."));
    },
  });
  return new Response(body, { status: answer.status, headers: answer.headers });
}

/** Numbers become texts, texts numbers, lists objects: the shape of an answer nobody expects. */
function twist(value: unknown): unknown {
  if (Array.isArray(value)) return { items: value.map(twist) };
  if (typeof value === "string") return value.length;
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, twist(entry)]));
}

/** A JSON list that goes on until `bytes` are sent, in pieces, so that nobody has to hold it. */
function endless(bytes: number): ReadableStream<Uint8Array> {
  const piece = new TextEncoder().encode(`"${"x".repeat(65_533)}",\n`);
  let left = bytes;
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode("[")),
    pull(controller) {
      if (left <= 0) {
        controller.enqueue(new TextEncoder().encode("null]"));
        controller.close();
        return;
      }
      left -= piece.length;
      controller.enqueue(piece);
    },
  });
}
