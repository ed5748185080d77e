import { type JSX, Show } from "solid-js";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { Chevron } from "../chevron.tsx";
import { Glyph } from "../glyph.tsx";
import { ConnectForm } from "./connect-form.tsx";

interface PlatformFoldProps {
  readonly platform: PlatformInfo;
  /** Of those that share it, one is open at a time. */
  readonly group: string;
  /** An account of it is connected already. */
  readonly isAnother?: boolean;
}

/** A platform in one line that opens into the way to connect it. */
export function PlatformFold(props: PlatformFoldProps): JSX.Element {
  return (
    <li data-hue={props.platform.hue}>
      <details class="fold" name={props.group}>
        <summary>
          <Glyph platform={props.platform} id={props.platform.id} />
          <b>{props.platform.name}</b>
          <span class="quiet">{props.isAnother ? "" : props.platform.reads}</span>
          <Chevron />
        </summary>
        <Show when={props.isAnother && props.platform.connect.type === "oauth"}>
          <p class="source-state">
            {props.platform.name} connects the account you are signed in to there. Switch to the
            other one first.
          </p>
        </Show>
        <ConnectForm platform={props.platform} />
      </details>
    </li>
  );
}
