import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import * as z from "zod";
import type { MediaBindings } from "../bindings.ts";
import { configOf } from "../config.ts";
import { createContext } from "../context.ts";
import worker from "../index.ts";
import { identityOf } from "../services/identity/identity-of.ts";
import { openSession } from "../store/db-session.ts";
import { procedure, router } from "../trpc/init.ts";

/**
 * The product's Worker, asked so many times in a row, and beside it a bare procedure of the same sign-in
 * over the same database. Whoever measures reads its own clock around it: in here no time passes
 * between two answers of the database.
 */

const asked = z.object({
  path: z.string(),
  cookie: z.string(),
  times: z.int().min(1).max(1000),
});

/** As many rows as it is told to, whole, by their key. */
const bareRouter = router({
  bare: procedure
    .input(z.object({ below: z.number(), rows: z.int() }))
    .query(async ({ ctx, input }) => {
      const { results } = await ctx.ctx.db.$client
        .prepare("SELECT * FROM media_items WHERE id < ?1 ORDER BY id DESC LIMIT ?2")
        .bind(input.below, input.rows)
        .all();
      return results;
    }),
});

export default {
  async fetch(request, env) {
    const { path, cookie, times } = asked.parse(await request.json());
    let answer = new Response(null, { status: 404 });
    let body = "";
    for (let time = 0; time < times; time += 1) {
      const headers = { cookie };
      const one = new Request(`${env.MEDIA_API_URL}${path}`, { headers });
      answer = path.startsWith("/bare/") ? await askBare(one, env) : await worker.fetch(one, env);
      body = await answer.text();
    }
    return new Response(body, answer);
  },
} satisfies ExportedHandler<MediaBindings & { readonly MEDIA_API_URL: string }>;

/** What `app.ts` does for a procedure, and nothing else. */
async function askBare(request: Request, env: MediaBindings): Promise<Response> {
  const session = openSession(env.DB, { bookmark: null, isChange: false });
  const config = configOf({ ...env }, { basePath: "/media" });
  const ctx = createContext({ ...env, DB: session.db }, config);
  const cookies = new Map(
    (request.headers.get("cookie") ?? "").split("; ").map((pair): [string, string] => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")];
    }),
  );
  const credentials = { bearer: null, cookie: (name: string) => cookies.get(name) ?? null };
  return await fetchRequestHandler({
    endpoint: "/bare",
    req: request,
    router: bareRouter,
    createContext: () => ({
      ctx,
      authenticate: () => identityOf(ctx).authenticate(ctx, credentials),
    }),
  });
}
