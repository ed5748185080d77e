import { type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { mendOf } from "../../lib/need-of.ts";
import { useBudgets } from "../../queries/budgets.ts";

/** Leads to the stop that holds a connection up, where it is the person's own to raise. */
export function RaiseStop(props: {
  connection: Connection;
  name: string;
  class: string;
}): JSX.Element {
  const isStopped = () => mendOf(props.connection) === "stop";
  const budgets = useBudgets(() => props.connection.id, isStopped);
  const isOwn = () => budgets.data()?.some((each) => each.isOwn && each.cap !== null);
  return (
    <Show when={isStopped() && isOwn()}>
      <a class={props.class} href={`/connections/${props.connection.id}#stop`}>
        Raise the stop <span class="unseen">of {props.name}</span>
      </a>
    </Show>
  );
}
