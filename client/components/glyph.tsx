import type { JSX } from "solid-js";
import type { PlatformFace } from "../../shared/platforms.ts";

/** A platform's two letters in its hue; its name for those who hear or hover. */
export function Glyph(props: { platform: PlatformFace | undefined; id: string }): JSX.Element {
  return (
    <abbr class="glyph" data-hue={props.platform?.hue} title={props.platform?.name ?? props.id}>
      {props.platform?.glyph ?? props.id.slice(0, 2)}
    </abbr>
  );
}
