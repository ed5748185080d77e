import type { JSX } from "solid-js";
import type { PlatformFace } from "../../../shared/platforms.ts";
import type { Entry } from "../../../shared/timeline.ts";
import { faceOf } from "../../../shared/face-of.ts";

const COMB = 7;

/** The mark on the spine: its length is the entry's weight; a group is a comb, a tooth an item. */
export function Tick(props: { entry: Entry; platform: PlatformFace | undefined }): JSX.Element {
  const teeth = () =>
    props.entry.type === "group" ? Math.min(props.entry.count, COMB) : undefined;
  return (
    <i class="tick" data-weight={weightOf(props.entry, props.platform)} data-teeth={teeth()} />
  );
}

export function weightOf(entry: Entry, platform: PlatformFace | undefined): number {
  return entry.type === "group"
    ? faceOf(platform, entry.kind, null).weight
    : faceOf(platform, entry.item.kind, entry.item.state).weight;
}
