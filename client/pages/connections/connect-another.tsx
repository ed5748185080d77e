import { For, type JSX } from "solid-js";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { Chevron } from "../../components/chevron.tsx";
import { PlatformFold } from "../../components/connect/platform-fold.tsx";

/** A further account of a platform, folded away until somebody wants one. */
export function ConnectAnother(props: { platforms: readonly PlatformInfo[] }): JSX.Element {
  return (
    <details class="another">
      <summary>
        Connect another account
        <Chevron />
      </summary>
      <ul class="folds">
        <For each={props.platforms}>
          {(platform) => <PlatformFold platform={platform} group="another" isAnother />}
        </For>
      </ul>
    </details>
  );
}
