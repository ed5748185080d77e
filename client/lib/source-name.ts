import type { Connection } from "../../shared/connections.ts";

/** What tells one source from another. */
export type SourceRef = Pick<Connection, "id" | "platform" | "handle">;

interface SourceName {
  /** The platform's. */
  readonly name: string;
  /** The account's, where the platform alone would not tell which is meant. */
  readonly handle: string | null;
}

/** What a source is called among all of them: two accounts of one platform by their handles too. */
export function sourceName(
  { id, platform, handle }: SourceRef,
  all: readonly SourceRef[],
  nameOf: (platform: string) => string,
): SourceName {
  const isOneOfSeveral = all.some((each) => each.platform === platform && each.id !== id);
  return { name: nameOf(platform), handle: isOneOfSeveral ? handle : null };
}

/** Accounts of one platform stand together, where the first of them stood. */
export function besideTheirOwn<Source extends SourceRef>(connections: readonly Source[]): Source[] {
  const platforms = [...new Set(connections.map((each) => each.platform))];
  return platforms.flatMap((platform) => connections.filter((each) => each.platform === platform));
}
