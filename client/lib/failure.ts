import { TRPCClientError } from "@trpc/client";

export type FailureKind =
  | "signed_out"
  | "forbidden"
  | "not_found"
  | "invalid"
  | "limited"
  | "upstream"
  | "server"
  | "network";

export interface Failure {
  readonly kind: FailureKind;
  /** A sentence for people. */
  readonly message: string;
  /** The field of the input that is wrong, where the server names one. */
  readonly field: string | null;
}

const KINDS: Readonly<Record<string, FailureKind>> = {
  UNAUTHORIZED: "signed_out",
  FORBIDDEN: "forbidden",
  NOT_FOUND: "not_found",
  CONFLICT: "invalid",
  BAD_REQUEST: "invalid",
  TOO_MANY_REQUESTS: "limited",
  BAD_GATEWAY: "upstream",
};

/** What went wrong with a call, in words: the server's own where it had some. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return unreachable();
  const code = codeOf(error.data);
  if (code !== null) {
    return { kind: KINDS[code] ?? "server", message: error.message, field: fieldOf(error.data) };
  }
  const status = statusOf(error.meta);
  if (status === null) return unreachable();
  const message = `The server answered ${status} and nothing readable.`;
  return { kind: "server", message, field: null };
}

/** Whether asking again by itself can help. */
export function isPassing(failure: Failure): boolean {
  return ["limited", "upstream", "server", "network"].includes(failure.kind);
}

/** Without the advice to try again: for what the page tries again by itself, and says when. */
export function withoutAdvice(failure: Failure): Failure {
  const message = failure.message
    .replace(/[;.,] try again[^.;]*\.$/i, ".")
    .replace(/ Try again; if it stays, its /, " If it stays, its ");
  return { ...failure, message };
}

function unreachable(): Failure {
  const message =
    navigator.onLine === false ? "You are offline." : "The server could not be reached.";
  return { kind: "network", message, field: null };
}

function codeOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("code" in data)) return null;
  return typeof data.code === "string" ? data.code : null;
}

function fieldOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("field" in data)) return null;
  return typeof data.field === "string" ? data.field : null;
}

function statusOf(meta: Record<string, unknown> | undefined): number | null {
  return meta?.["response"] instanceof Response ? meta["response"].status : null;
}
