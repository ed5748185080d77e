import type { Connection } from "../../shared/connections.ts";

interface SourceName {
  /** The platform's. */
  readonly name: string;
  /** The account's, where the platform alone would not tell which is meant. */
  readonly handle: string | null;
}

/** What a source is called among all of them: two accounts of one platform by their handles too. */
export function sourceName(
  { id, platform, handle }: Connection,
  all: readonly Connection[],
  nameOf: (platform: string) => string,
): SourceName {
  const isOneOfSeveral = all.some((each) => each.platform === platform && each.id !== id);
  return { name: nameOf(platform), handle: isOneOfSeveral ? handle : null };
}

/** Accounts of one platform stand together, where the first of them stood. */
export function besideTheirOwn(connections: readonly Connection[]): Connection[] {
  const platforms = [...new Set(connections.map((each) => each.platform))];
  return platforms.flatMap((platform) => connections.filter((each) => each.platform === platform));
}
