import type { KindFace, PlatformFace } from "./platforms.ts";

/**
 * How an item of `kind` in `state` reads; an unknown kind still reads as something.
 * It stands alone so that the client does not carry the schemas beside its types.
 */
export function faceOf(
  info: PlatformFace | undefined,
  kind: string,
  state: string | null,
): KindFace {
  const known = info?.kinds[kind];
  if (!known) return { verb: "Added", weight: 1 };
  return (state === null ? undefined : known.states[state]) ?? known;
}
