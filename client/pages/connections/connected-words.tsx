import { type JSX, Match, Switch } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";

interface ConnectedWordsProps {
  readonly connection: Connection;
  /** It was connected before the person went there. */
  readonly wasKnown: boolean;
  /** The connection that was to be reconnected, when another account was connected. */
  readonly instead: Connection | undefined;
  readonly name: string;
}

/** What was connected, and where its history is. */
export function ConnectedWords(props: ConnectedWordsProps): JSX.Element {
  const subject = () => (
    <>
      {props.name}, <bdi>{props.connection.handle}</bdi>, is connected
    </>
  );
  const timeline = () => <a href="/timeline">your timeline</a>;
  return (
    <Switch
      fallback={
        <>
          {subject()}. Its history is on its way to {timeline()}.
        </>
      }
    >
      <Match when={props.instead}>
        {(instead) => (
          <>
            You connected <bdi>{props.connection.handle}</bdi>. <bdi>{instead().handle}</bdi>{" "}
            {instead().status === "needs_reconnect" ? "still needs you." : "stays as it was."}
          </>
        )}
      </Match>
      <Match when={props.wasKnown}>{subject()} again.</Match>
      <Match when={props.connection.isComplete && props.connection.itemCount === 0}>
        {subject()}. It has nothing to show yet.
      </Match>
      <Match when={props.connection.isComplete}>
        {subject()}. Its history is on {timeline()}.
      </Match>
    </Switch>
  );
}
