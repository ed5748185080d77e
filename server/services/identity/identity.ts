import type { Context } from "../../context.ts";
import type { UserRow } from "../../store/users.ts";

/** The person a request acts for, and the session it came in (by hash; the secret itself is never kept). */
export interface Actor {
  readonly userId: string;
  readonly sessionHash: string;
  /** As the session was found with him, so that a read need not ask again. */
  readonly user?: UserRow;
}

/** What a request shows of itself. With a Bearer key its cookies are not looked at. */
export interface Credentials {
  readonly bearer: string | null;
  cookie(name: string): string | null;
}

export interface SignInRequest {
  /** A path of the client's, to return to. */
  readonly nextPath: string;
  /** The browser's zone; a new person's days are cut in it. */
  readonly zone: string | null;
  /** The browser's half of a consent round trip. */
  readonly consentCookie: string;
}

export interface SignOut {
  /** Where the browser goes next. */
  readonly redirect: string;
  /** Cookies of ours to clear. */
  readonly cookies: readonly string[];
}

/** One way to sign in. Two exist: devpad's session, and GitHub with a session of our own. */
export interface Identity {
  /** Null for nobody. Throws UPSTREAM when it cannot be known now: that is never "signed out". */
  authenticate(ctx: Context, credentials: Credentials): Promise<Actor | null>;
  /** Where to send the browser to sign in. */
  startSignIn(ctx: Context, request: SignInRequest): Promise<string>;
  signOut(ctx: Context, credentials: Credentials): Promise<SignOut>;
}
