import { html } from "hono/html";

/** Shown when another site's page tried to start a connection in this person's name. */
export function refusedPage(frontendUrl: string, platform: string) {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Not started</title>
      <h1>Not started</h1>
      <p>
        Another site's page asked to connect ${platform} to your timeline. Nothing was changed. If
        you want to connect it, start on
        <a href="${frontendUrl}/connections">your connections page</a>.
      </p>
    </html>`;
}
