import { TRPCError } from "@trpc/server";
import type { Context } from "../context.ts";
import type { Actor } from "../services/identity/identity.ts";
import { appRouter } from "../trpc/router.ts";

/** What a procedure answers, or how it refuses; to nobody in particular where no actor asks. */
export async function askProcedure(
  ctx: Context,
  path: string,
  input: unknown,
  actor: Actor | null,
): Promise<object> {
  const caller = appRouter.createCaller({ ctx, authenticate: () => Promise.resolve(actor) });
  const [router = "", procedure = ""] = path.split(".");
  const call: unknown = Reflect.get(Reflect.get(caller, router), procedure);
  if (typeof call !== "function") throw new Error(`There is no ${path}.`);
  try {
    const answer: unknown = await call(input);
    if (typeof answer !== "object" || answer === null) throw new Error(`${path} answered nothing.`);
    return answer;
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    if (error.code === "INTERNAL_SERVER_ERROR") throw error;
    return { code: error.code, message: error.message };
  }
}

/** A page as it may be compared: cursors are another each time, that there is one is not. */
export function comparable(page: object): object {
  return {
    ...page,
    ...("nextCursor" in page && { nextCursor: page.nextCursor !== null }),
    ...("previousCursor" in page && { previousCursor: page.previousCursor !== null }),
  };
}
