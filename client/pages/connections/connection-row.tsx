import { type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { Glyph } from "../../components/glyph.tsx";
import { ProgressLine } from "../../components/progress-line.tsx";
import { connectionWords } from "../../lib/connection-words.ts";
import { usePerson } from "../../lib/person.tsx";
import { clockOrDate, fullTime } from "../../lib/time.ts";
import { useConnectionAction, useRuns } from "../../queries/connections.ts";
import { ActionProblem } from "./action-problem.tsx";
import { ConnectionActions } from "./connection-actions.tsx";
import { RunsStrip } from "./runs-strip.tsx";
import { WarningNote } from "./warning-note.tsx";

interface ConnectionRowProps {
  readonly connection: Connection;
  readonly platform: PlatformInfo | undefined;
}

/** One source: when it last worked, if ever; how it is doing; its last 24 hours; what can be done. */
export function ConnectionRow(props: ConnectionRowProps): JSX.Element {
  const { zone, now } = usePerson();
  const runs = useRuns(() => props.connection.id);
  const action = useConnectionAction(() => props.connection.id);
  const name = () => props.platform?.name ?? props.connection.platform;
  const words = () => connectionWords(props.connection, zone(), now());
  const isPrivateChosen = () =>
    props.connection.includesPrivate &&
    props.platform?.connect.type === "oauth" &&
    props.platform.connect.options.length > 0;
  return (
    <li
      class="source"
      data-hue={props.platform?.hue}
      data-tone={words().tone}
      data-paused={props.connection.status === "paused" ? "" : undefined}
    >
      <span class="label">
        <Show when={!props.connection.isSyncing} fallback="now">
          <Show when={props.connection.lastSuccessAt}>
            {(at) => (
              <time datetime={at()} title={`Last worked ${fullTime(at(), zone())}`}>
                {clockOrDate(at(), zone(), now())}
              </time>
            )}
          </Show>
        </Show>
      </span>
      <i class="tick" data-weight={props.connection.isSyncing ? 4 : 2} />
      <Glyph platform={props.platform} id={props.connection.platform} />
      <div class="source-body">
        <h3>
          <b>{name()}</b> <bdi class="quiet">{props.connection.handle}</bdi>
          <Show when={isPrivateChosen()}>
            <span class="quiet">, with private items</span>
          </Show>
        </h3>
        <p class="source-state" data-tone={words().tone}>
          <Show when={words().lead}>
            <b>{words().lead}</b>{" "}
          </Show>
          {words().text}
        </p>
        <WarningNote connection={props.connection} />
        <Show when={props.connection.progress}>
          {(progress) => (
            <ProgressLine
              progress={progress()}
              hue={props.platform?.hue}
              name={`Sync of ${name()}`}
            />
          )}
        </Show>
        <ActionProblem connection={props.connection} failure={action.failure()} />
      </div>
      <div class="source-runs">
        <RunsStrip
          runs={runs.data() ?? []}
          since={props.connection.createdAt}
          now={now()}
          hue={props.platform?.hue}
        />
      </div>
      <ConnectionActions
        connection={props.connection}
        platform={props.platform}
        action={action}
        withDetails
      />
    </li>
  );
}
