/** A browser without pages: it keeps cookies and is led through redirects by hand. */
export interface Visitor {
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Follows redirects from `start`; `choose` answers the pages on the way by changing the address. */
  follow(start: string, choose: (url: URL) => void): Promise<URL>;
}

const MOST_REDIRECTS = 12;

export function createVisitor(origin: string): Visitor {
  /** By host name: as in a browser, ports share their cookies. */
  const jar = new Map<string, Map<string, string>>();

  async function visit(request: Request): Promise<Response> {
    const { hostname } = new URL(request.url);
    const cookies = jar.get(hostname) ?? new Map<string, string>();
    jar.set(hostname, cookies);
    const headers = new Headers(request.headers);
    headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    headers.set("Origin", origin);
    headers.set("Sec-Fetch-Site", "same-origin");
    const answer = await fetch(new Request(request, { headers, redirect: "manual" }));
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  }

  return {
    fetch: (input, init) => visit(new Request(input, init)),
    async follow(start, choose) {
      let url = new URL(start);
      for (let count = 0; count < MOST_REDIRECTS; count++) {
        choose(url);
        const answer = await visit(new Request(url));
        await answer.body?.cancel();
        const next = answer.headers.get("Location");
        if (answer.status < 300 || answer.status > 399 || next === null) {
          if (answer.ok) return url;
          throw new Error(`${url.origin}${url.pathname} answered ${answer.status}.`);
        }
        url = new URL(next, url);
      }
      throw new Error(`${start} redirects without end.`);
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const name = pair.slice(0, pair.indexOf("="));
  const isGone = attributes.some((attribute) => {
    const [key = "", value = ""] = attribute.split("=");
    if (key.toLowerCase() === "max-age") return Number(value) <= 0;
    return key.toLowerCase() === "expires" && Date.parse(value) < Date.now();
  });
  if (isGone) cookies.delete(name);
  else cookies.set(name, pair.slice(pair.indexOf("=") + 1));
}
