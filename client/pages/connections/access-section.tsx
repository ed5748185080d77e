import { type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { ConnectForm } from "../../components/connect/connect-form.tsx";
import { Section } from "../../components/section.tsx";

/** What a connection may read, and the way to widen or narrow it: connecting the same account again. */
export function AccessSection(props: {
  connection: Connection;
  platform: PlatformInfo | undefined;
}): JSX.Element {
  const reads = () =>
    props.connection.includesPrivate ? "public and private activity" : "public activity only";
  return (
    <Show when={props.platform}>
      {(platform) => (
        <Section label="Access">
          <h2>What it may read</h2>
          <p class="source-state">
            It reads {reads()}. To change that, choose and connect the same account again; nothing
            is lost or doubled.
          </p>
          <ConnectForm
            platform={platform()}
            action="Connect again"
            reconnect={props.connection.id}
          />
        </Section>
      )}
    </Show>
  );
}
