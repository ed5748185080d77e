import type { KindInfo } from "./platforms.ts";

/** What the query language may name: platforms as their definitions have them, and a person's sources. */
export interface FilterWords {
  readonly platforms: readonly {
    readonly id: string;
    readonly name: string;
    readonly placeName: string;
    readonly placeWords?: readonly string[] | undefined;
    readonly kinds: Readonly<Record<string, Pick<KindInfo, "name">>>;
  }[];
  readonly connections: readonly NamedSource[];
}

export interface NamedSource {
  readonly id: string;
  readonly platform: string;
  readonly handle: string;
}

/** Sources that a name stands for: a handle, with its platform before it where several have it, or an id. */
export function sourcesCalled(words: FilterWords, name: string): readonly NamedSource[] {
  const wanted = plain(name);
  const ways: ((one: NamedSource) => boolean)[] = [
    ({ handle }) => plain(handle) === wanted,
    ({ platform, handle }) => `${platform}/${plain(handle)}` === wanted,
    ({ id }) => id === name,
  ];
  for (const way of ways) {
    const found = words.connections.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}

/** The shortest name of a source that stands for it alone. */
export function nameOfSource(words: FilterWords, id: string): string {
  const source = words.connections.find((one) => one.id === id);
  if (!source) return id;
  const names = [source.handle, `${source.platform}/${plain(source.handle)}`];
  return names.find((name) => sourcesCalled(words, name).length === 1) ?? id;
}

function plain(handle: string): string {
  return handle.replace(/^@/, "").toLowerCase();
}
