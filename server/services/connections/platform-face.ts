import type { PlatformFace } from "../../../shared/platforms.ts";
import type { Platform } from "../../platforms/platform.ts";

/** Its names and words; nothing of how it is connected. */
export function toPlatformFace({ id, name, glyph, hue, kinds, marks }: Platform): PlatformFace {
  return { id, name, glyph, hue, kinds: { ...kinds }, marks: { ...marks } };
}
