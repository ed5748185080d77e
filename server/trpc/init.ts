import { TRPCError, initTRPC } from "@trpc/server";
import * as z from "zod";
import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";
import type { AppErrorCode } from "../errors.ts";
import type { Actor } from "../services/identity/identity.ts";

/** What every procedure gets: the context, and who asks, found out at most once per request. */
export interface TrpcContext {
  readonly ctx: Context;
  /** Null for nobody; throws UPSTREAM when it cannot be known now. */
  authenticate(): Promise<Actor | null>;
}

const CODES = {
  NOT_FOUND: "NOT_FOUND",
  FORBIDDEN: "FORBIDDEN",
  UNAUTHENTICATED: "UNAUTHORIZED",
  CONFLICT: "CONFLICT",
  INVALID: "BAD_REQUEST",
  LIMITED: "TOO_MANY_REQUESTS",
  UPSTREAM: "BAD_GATEWAY",
} as const satisfies Record<AppErrorCode, TRPCError["code"]>;

const UNKNOWN =
  "Something went wrong on this server. Nothing was lost. Try again; if it stays, its owner finds the reason in the log.";

/** `isDev: false` keeps stacks out of answers everywhere. */
const t = initTRPC.context<TrpcContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: sentenceOf(error),
    data: { ...shape.data, field: fieldOf(error) },
  }),
});

export const router = t.router;

/** Maps what services throw, once. */
const mapped = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) {
    const { code, message } = result.error.cause;
    throw new TRPCError({ code: CODES[code], message, cause: result.error.cause });
  }
  return result;
});

/** A procedure for someone who is signed in; the service gets `ctx` and `actor`. */
export const procedure = mapped.use(
  async ({ ctx, next }) => await next({ ctx: { ...ctx, actor: await actorOf(ctx) } }),
);

/**
 * A procedure that reads items: the service gets `ctx` and `asker`, and asks who it is only where that
 * decides. A shared profile is there for anybody, and while nobody can be signed in.
 */
export const reading = mapped.use(
  async ({ ctx, next }) => await next({ ctx: { ...ctx, asker: () => actorOf(ctx) } }),
);

async function actorOf(ctx: TrpcContext): Promise<Actor> {
  const actor = await ctx.authenticate();
  if (actor === null) throw new AppError("UNAUTHENTICATED", "Sign in to go on.");
  return actor;
}

/** A sentence for people: our own, or what is wrong with the input; nothing of our insides. */
function sentenceOf(error: TRPCError): string {
  if (error.cause instanceof AppError) return error.cause.message;
  const issue = issueOf(error);
  if (issue) return sentenceOfIssue(issue);
  switch (error.code) {
    case "NOT_FOUND":
      return "There is no such procedure.";
    case "METHOD_NOT_SUPPORTED":
      return "Reads are asked for with GET, changes with POST.";
    case "PARSE_ERROR":
    case "BAD_REQUEST":
      return "This request could not be read. Send its input as JSON.";
    case "UNSUPPORTED_MEDIA_TYPE":
      return "Send the request as application/json.";
    case "PAYLOAD_TOO_LARGE":
      return "This request is too large.";
    default:
      return UNKNOWN;
  }
}

/** The field of the input that an error is about, for a form to show it there. */
function fieldOf(error: TRPCError): string | null {
  if (error.cause instanceof AppError) return error.cause.field;
  const [field] = issueOf(error)?.path ?? [];
  return typeof field === "string" ? field : null;
}

function issueOf(error: TRPCError): z.core.$ZodIssue | null {
  const isInput = error.cause instanceof z.core.$ZodError && error.code === "BAD_REQUEST";
  return isInput ? (error.cause.issues[0] ?? null) : null;
}

/** Our own sentences end with a full stop; the library's words need one around them. */
function sentenceOfIssue({ message, path, ...issue }: z.core.$ZodIssue): string {
  if (message.endsWith(".")) return message;
  const isMissing = issue.code === "invalid_type" && message.endsWith("received undefined");
  if (isMissing && path.length > 0) return `The field ${path.join(".")} is missing.`;
  const words = message.charAt(0).toLowerCase() + message.slice(1);
  return path.length === 0
    ? `The input is not as this procedure takes it: ${words}.`
    : `The field ${path.join(".")} is not right: ${words}.`;
}
