import { type JSX, Match, Switch } from "solid-js";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { ConnectByOAuth } from "./connect-by-oauth.tsx";
import { FoldedInput } from "./folded-input.tsx";

export interface ConnectFormProps {
  readonly platform: PlatformInfo;
  /** A verb for its button, where `Connect` is not it. */
  readonly action?: string | undefined;
  /** The connection that is meant to be connected anew. */
  readonly reconnect?: string | undefined;
  /** Several stand below each other: no button stands out, and no form is open by itself. */
  readonly isOneOfMany?: boolean | undefined;
}

/** The way to connect a platform, as its definition has it: a consent page, or texts to type. */
export function ConnectForm(props: ConnectFormProps): JSX.Element {
  return (
    <Switch>
      <Match when={props.platform.connect.type === "oauth" && props.platform.connect}>
        {(way) => <ConnectByOAuth {...props} way={way()} />}
      </Match>
      <Match when={props.platform.connect.type === "input" && props.platform.connect.fields}>
        {(fields) => <FoldedInput {...props} fields={fields()} />}
      </Match>
    </Switch>
  );
}
