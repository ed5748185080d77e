import type { Person } from "../../../sandbox/platform-sandbox.ts";
import type { Friend } from "../../../sandbox/small-talk.ts";
import { didOf } from "./ids.ts";

export interface Actor {
  readonly did: string;
  readonly handle: string;
  readonly name: string;
}

export function actorOf(person: Person, isRenamed: boolean): Actor {
  const handle = person.id === "ines" ? "ines.quayside.example" : `${person.login}.bsky.example`;
  return {
    did: didOf(person.id),
    handle: isRenamed ? `${person.login}.renamed.example` : handle,
    name: person.name,
  };
}

export function friendActor({ login, name }: Friend): Actor {
  return { did: didOf(`friend ${login}`), handle: `${login}.bsky.example`, name };
}

/** An account as it stands beside each post. */
export function authorView({ did, handle, name }: Actor): Readonly<Record<string, unknown>> {
  return {
    did,
    handle,
    displayName: name,
    avatar: `https://cdn.bsky.app/img/avatar/plain/${did}/bafkreiavatar@jpeg`,
    associated: { activitySubscription: { allowSubscriptions: "followers" } },
    labels: [],
    createdAt: "2023-05-01T08:00:00.000Z",
  };
}
