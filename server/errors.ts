import type { ProblemCode } from "../shared/problems.ts";

/** What a person can be told. Mapped once for tRPC (`trpc/init.ts`) and once for HTTP (`app.ts`). */
export type AppErrorCode =
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "UNAUTHENTICATED"
  | "CONFLICT"
  | "INVALID"
  | "LIMITED"
  | "UPSTREAM";

/** Its message is shown as it is: a sentence that says what happened and what to do, no secret in it. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  /** The input's field that it is about, where there is one. */
  readonly field: string | null;
  constructor(
    code: AppErrorCode,
    message: string,
    options: ErrorOptions & { field?: string } = {},
  ) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
    this.field = options.field ?? null;
  }
}

export type PlatformErrorKind =
  | "unauthorised"
  | "rate_limited"
  | "not_found"
  | "forbidden"
  | "unavailable"
  | "bad_response";

/**
 * A foreign answer that could not be used. `retryAt` is epoch milliseconds, for `rate_limited`. `told`
 * is a sentence or two for the person, where the platform knows a better one than the engine.
 */
export class PlatformError extends Error {
  readonly kind: PlatformErrorKind;
  readonly status: number | null;
  readonly retryAt: number | null;
  readonly told: string | null;
  constructor(
    kind: PlatformErrorKind,
    message: string,
    details: { status?: number; retryAt?: number; told?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = "PlatformError";
    this.kind = kind;
    this.status = details.status ?? null;
    this.retryAt = details.retryAt ?? null;
    this.told = details.told ?? null;
  }
}

/** Access is over for certain: who gives it said so, or its end was known. A refused token alone may pass. */
export class AccessOverError extends PlatformError {
  constructor(message: string, details: { told?: string; cause?: unknown } = {}) {
    super("unauthorised", message, details);
    this.name = "AccessOverError";
  }
}

/** New access was asked for and perhaps given, but its answer was lost, and it is given only once. */
export class RenewalLostError extends AccessOverError {
  constructor(message: string, details: { told: string }) {
    super(message, details);
    this.name = "RenewalLostError";
  }
}

/** Why a person's way through a consent page failed; `code` has its sentence in `shared/problems.ts`. */
export class OAuthError extends Error {
  readonly code: ProblemCode;
  /** Which way it was, where that is known. */
  readonly purpose: "connect" | "sign_in" | null;
  /** Nobody knows whether something was given: the answer was lost, or cannot be read. */
  readonly isAnswerLost: boolean;
  constructor(
    code: ProblemCode,
    details: { purpose?: "connect" | "sign_in"; isAnswerLost?: boolean; cause?: unknown } = {},
  ) {
    super(`OAuth failed: ${code}`, { cause: details.cause });
    this.name = "OAuthError";
    this.code = code;
    this.purpose = details.purpose ?? null;
    this.isAnswerLost = details.isAnswerLost ?? false;
  }
}
