import type { Item } from "../../shared/item.ts";

/** A place that is somebody: what is said there is said to them. */
export function isPerson(place: Item["place"]): boolean {
  return place?.name.startsWith("@") ?? false;
}
