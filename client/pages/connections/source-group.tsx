import { type JSX, Show } from "solid-js";

interface SourceGroupProps {
  readonly name: string;
  readonly count: number;
  readonly caption?: string | undefined;
  readonly children: JSX.Element;
}

/** Rows that need the same of the person; nothing at all while there are none. */
export function SourceGroup(props: SourceGroupProps): JSX.Element {
  return (
    <Show when={props.count > 0}>
      <section class="source-group" aria-label={props.name}>
        <div class="source-group-head">
          <h2>
            {props.name} <span>{props.count}</span>
          </h2>
          <Show when={props.caption}>
            <span class="source-caption">{props.caption}</span>
          </Show>
        </div>
        <ul>{props.children}</ul>
      </section>
    </Show>
  );
}
