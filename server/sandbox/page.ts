/** A plain page of the sandbox, plainly not the real service's. `body` is HTML already. */
export function page(title: string, body: string, status = 200): Response {
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; --ink: #1d2125; --soft: #5b646d; --line: #d5d9de; --page: #f6f7f8; --card: #fff; --go: #1f6f4a; --mark: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --soft: #9aa4ae; --line: #3a4149; --page: #16191c; --card: #1e2226; --go: #2c8a5f; --mark: #e0b354; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1rem 4rem; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; }
.mark { color: var(--mark); font-size: .85rem; font-weight: 600; letter-spacing: .02em; margin: 0 0 .25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem; margin: 1rem 0; }
p { margin: 0 0 .75rem; } .soft { color: var(--soft); font-size: .9rem; }
label { display: block; margin: .5rem 0; } fieldset { border: 0; padding: 0; margin: 1rem 0; }
input[type=text], input[type=number], select { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: .45rem .6rem; width: 100%; max-width: 22rem; display: block; }
button { font: inherit; padding: .5rem 1rem; border-radius: 6px; border: 1px solid var(--line); background: var(--card); color: inherit; cursor: pointer; margin: 0 .5rem .5rem 0; }
button.go { background: var(--go); border-color: var(--go); color: #fff; font-weight: 600; }
code { font: .88em ui-monospace, monospace; overflow-wrap: break-word; } td:first-child { min-width: 10rem; } ul { padding-left: 1.2rem; } a { color: inherit; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } td, th { text-align: left; vertical-align: top; padding: .35rem .5rem .35rem 0; border-top: 1px solid var(--line); }
</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;
  return new Response(html, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Whether a browser may be sent there: the sandbox serves this machine, and devpad's own hosts. */
export function isLocalAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === "http:" &&
    (hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]")
  );
}
