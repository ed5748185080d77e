/** One thing that a server may do, and the kinds of failure it may be taken for. */
export interface Hostile {
  readonly name: string;
  readonly answer: () => Response | Promise<Response>;
  /** `page` where a thing that is gone or closed may be stepped over. */
  readonly kinds: readonly string[];
}

/** More is sent than is ever read: nobody may hold it. */
const HUGE_BYTES = 50 * 1024 * 1024;
const JSON_TYPE = { "content-type": "application/json" };
const GONE = ["page", "not_found", "forbidden"];
const NO_SENSE = ["bad_response"];

export const hostileAnswers: readonly Hostile[] = [
  {
    name: "401",
    answer: () => Response.json({ message: "Bad credentials" }, { status: 401 }),
    kinds: ["unauthorised", "forbidden"],
  },
  {
    name: "403",
    answer: () => Response.json({ message: "no" }, { status: 403 }),
    kinds: ["page", "bad_response", "forbidden"],
  },
  {
    name: "404",
    answer: () => Response.json({ message: "Not Found" }, { status: 404 }),
    kinds: GONE,
  },
  { name: "410 in HTML", answer: () => html("Gone", 410), kinds: GONE },
  { name: "429", answer: () => html("Slow down", 429), kinds: ["rate_limited"] },
  {
    name: "429 with Retry-After",
    answer: () => new Response("", { status: 429, headers: { "retry-after": "9" } }),
    kinds: ["rate_limited"],
  },
  {
    name: "403 with Retry-After",
    answer: () => new Response("", { status: 403, headers: { "retry-after": "9" } }),
    kinds: ["rate_limited"],
  },
  { name: "500 in HTML", answer: () => html("Oops", 500), kinds: ["unavailable"] },
  { name: "502 in HTML", answer: () => html("Bad Gateway", 502), kinds: ["unavailable"] },
  {
    name: "503 without a body",
    answer: () => new Response(null, { status: 503 }),
    kinds: ["unavailable"],
  },
  {
    name: "cut-off JSON",
    answer: () => new Response('[{"id":1,', { headers: JSON_TYPE }),
    kinds: NO_SENSE,
  },
  {
    name: "cut-off JSON of a list in an object",
    answer: () => new Response('{"data":[{"id":"1"},{"id', { headers: JSON_TYPE }),
    kinds: NO_SENSE,
  },
  { name: "a body that breaks off", answer: () => new Response(broken()), kinds: ["unavailable"] },
  { name: "an empty body", answer: () => new Response(""), kinds: NO_SENSE },
  { name: "a page of HTML", answer: () => html("Welcome", 200), kinds: NO_SENSE },
  { name: "a number", answer: () => Response.json(7), kinds: NO_SENSE },
  { name: "null", answer: () => Response.json(null), kinds: NO_SENSE },
  { name: "a text", answer: () => Response.json("ok"), kinds: NO_SENSE },
  {
    name: "wrong types",
    answer: () => Response.json({ items: "none", data: 7, feed: 7, posts: 7 }),
    kinds: NO_SENSE,
  },
  {
    name: "a list of anything",
    answer: () => Response.json([1, "two", null, [], {}]),
    kinds: [...NO_SENSE, "page"],
  },
  {
    name: "wrong types inside",
    answer: () => Response.json({ items: [{ id: {}, title: 7 }], data: [{}], feed: [{}] }),
    kinds: [...NO_SENSE, "page"],
  },
  {
    name: "nonsense of great depth",
    answer: () => new Response("[".repeat(5000) + "]".repeat(5000)),
    kinds: [...NO_SENSE, "page"],
  },
  { name: "50 MB", answer: () => new Response(endless()), kinds: NO_SENSE },
  {
    name: "304 that nobody asked for",
    answer: () => new Response(null, { status: 304 }),
    kinds: NO_SENSE,
  },
  { name: "a redirect loop", answer: () => redirect("?again"), kinds: NO_SENSE },
  {
    name: "a redirect elsewhere",
    answer: () => redirect("https://else.example/"),
    kinds: NO_SENSE,
  },
  {
    name: "a redirect into the network",
    answer: () => redirect("http://169.254.169.254/latest/meta-data/"),
    kinds: NO_SENSE,
  },
  {
    name: "a lost connection",
    answer: () => Promise.reject(new TypeError("Network connection lost")),
    kinds: ["unavailable"],
  },
  { name: "a stall", answer: () => new Promise(() => undefined), kinds: ["unavailable"] },
  {
    name: "a body that stalls",
    answer: () => new Response(new ReadableStream({ start: begin })),
    kinds: ["unavailable"],
  },
];

function html(title: string, status: number): Response {
  const headers = { "content-type": "text/html; charset=utf-8" };
  return new Response(`<!DOCTYPE html><title>${title}</title><h1>${title}</h1>`, {
    status,
    headers,
  });
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}

function begin(out: ReadableStreamDefaultController<Uint8Array>): void {
  out.enqueue(new TextEncoder().encode('[{"id":1,'));
}

function broken(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(out) {
      begin(out);
      out.error(new Error("connection reset"));
    },
  });
}

/** In pieces, of which no more are made than are asked for; who reads it all is told. */
function endless(): ReadableStream<Uint8Array> {
  const piece = new TextEncoder().encode(`"${"x".repeat(65_533)}",`);
  let left = HUGE_BYTES;
  return new ReadableStream({
    start: (out) => out.enqueue(new TextEncoder().encode("[")),
    pull(out) {
      left -= piece.length;
      if (left <= 0) out.error(new Error("All of it was read."));
      else out.enqueue(piece);
    },
  });
}
