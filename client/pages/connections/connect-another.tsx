import type { JSX } from "solid-js";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { ConnectForm } from "../../components/connect/connect-form.tsx";

/** A second account of a platform, folded away until somebody wants one. */
export function ConnectAnother(props: { platform: PlatformInfo }): JSX.Element {
  return (
    <details class="another" name="connect-another">
      <summary>Connect another {props.platform.name} account</summary>
      <p class="source-state">
        {props.platform.name} connects the account you are signed in to there. Switch to the other
        one first.
      </p>
      <ConnectForm platform={props.platform} />
    </details>
  );
}
