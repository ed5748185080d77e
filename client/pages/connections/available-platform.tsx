import type { JSX } from "solid-js";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { ConnectForm } from "../../components/connect/connect-form.tsx";
import { Glyph } from "../../components/glyph.tsx";

/** A platform that is not connected yet. */
export function AvailablePlatform(props: { platform: PlatformInfo }): JSX.Element {
  return (
    <li class="source" data-hue={props.platform.hue} data-off="">
      <i class="tick" data-weight="2" />
      <Glyph platform={props.platform} id={props.platform.id} />
      <div class="source-body">
        <h3>
          <b>{props.platform.name}</b>
        </h3>
        <p class="source-state">{props.platform.reads}</p>
        <ConnectForm platform={props.platform} isOneOfMany />
      </div>
    </li>
  );
}
