import type { Fault } from "./faults.ts";
import type { SandboxState } from "./state.ts";

/**
 * The contract of a stand-in, for someone who adds one.
 *
 * A stand-in plays one foreign service on the wire: its paths, its bodies with all their usual
 * fields, its headers, its errors. It is a folder beside its platform (`server/platforms/<id>/sandbox/`)
 * whose `index.ts` exports `createStandIn`; `stand-ins.ts` finds it there, and nothing else knows it.
 *
 * The sandbox serves `https://HOST/PATH?QUERY` at `/sandbox/HOST/PATH?QUERY`. A stand-in lists its
 * hosts and is given each request with the address as the real service would see it. Addresses in
 * answers are the real ones too (`https://api.github.com/…`): rewriting them is the client's work.
 *
 * What a person did is a pure function of (person, life sessions, time): nothing is stored, history
 * never changes, it only grows, and it is the same after a restart. Keep what is costly to make in
 * memory. What cannot be recomputed (codes, tokens) goes into `world.state`. Time is `world.now`,
 * never the machine's clock: tests freeze and move it.
 *
 * `inventory` says which items a faithful client must end up with, as (kind, external id); it is
 * read from the history itself and not from the answers, so that it can find both sides wrong.
 */
export interface PlatformSandbox {
  readonly id: string;
  readonly hosts: readonly string[];
  /** Endpoint names, as faults and request counts use them; the page at `/sandbox` lists them. */
  readonly endpoints: readonly string[];
  /** Which endpoint a request is for; `other` when it is for none. */
  endpointOf(request: SandboxRequest): string;
  handle(request: SandboxRequest, world: SandboxWorld): Promise<Response>;
  /** Faults of its own, and those that are settings: they strike no request, it looks them up in `world.faults`. */
  readonly failures: readonly string[];
  readonly switches: readonly string[];
  /** How this service words a failure; null where the plain form of `apply-fault.ts` will do. */
  fail(fault: Fault, request: SandboxRequest, world: SandboxWorld): Promise<Response | null>;
  /** How the person's account is connected: the login on the consent page, or what is typed. */
  accountOf(person: Person): SandboxAccount;
  /** Everything the person did until now, private things too; not what is deleted by now. */
  inventory(person: Person, world: SandboxWorld): readonly InventoryItem[];
}

/** `input` holds a text for each field of the platform's `connect.schema`. */
export type SandboxAccount =
  | { readonly type: "oauth"; readonly login: string }
  | { readonly type: "input"; readonly input: Readonly<Record<string, string>> };

export interface SandboxRequest {
  readonly method: string;
  readonly host: string;
  /** The address at the real service. */
  readonly url: URL;
  readonly headers: Headers;
  text(): Promise<string>;
}

export interface SandboxWorld {
  /** Epoch milliseconds by the sandbox's clock. */
  readonly now: number;
  readonly people: readonly Person[];
  /** When the sandbox was started, oldest first: from each start on something happens. */
  readonly sessions: readonly number[];
  /** Where the sandbox is: `http://localhost:8787/sandbox`. */
  readonly publicOrigin: string;
  readonly state: SandboxState;
  readonly faults: readonly Fault[];
  createPerson(person: NewPerson): Promise<Person>;
}

/** Somebody with an account everywhere. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Their name on the platforms. */
  readonly login: string;
  readonly email: string;
  /** About how many things they have done by `REFERENCE_DAY`; 0 is an account with nothing. */
  readonly items: number;
  /** Whether new things appear while the sandbox runs. */
  readonly lives: boolean;
  /** Everything they did happened in one and the same second. */
  readonly inOneMoment: boolean;
  /** What they post while the sandbox runs comes many at once, then nothing for two hours. */
  readonly hurries?: boolean | undefined;
  /** Their devpad API key. */
  readonly apiKey: string;
}

export interface NewPerson {
  readonly name: string;
  readonly login: string;
  readonly items: number;
  readonly lives: boolean;
  readonly inOneMoment: boolean;
  readonly hurries?: boolean | undefined;
}

export interface InventoryItem {
  readonly kind: string;
  readonly externalId: string;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  readonly isPrivate: boolean;
}
