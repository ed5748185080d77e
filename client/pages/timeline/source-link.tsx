import { type JSX, Show } from "solid-js";
import { type SourceRef, sourceName } from "../../lib/source-name.ts";
import { usePlatforms } from "../../queries/platforms.ts";

export interface SourceLinkProps {
  readonly connection: SourceRef;
  /** Among which it has to be told apart. */
  readonly all: readonly SourceRef[];
}

/** A source by its name, which leads to it. */
export function SourceLink(props: SourceLinkProps): JSX.Element {
  const platforms = usePlatforms();
  const nameOf = (id: string) => platforms.data()?.find((each) => each.id === id)?.name ?? id;
  const name = () => sourceName(props.connection, props.all, nameOf);
  return (
    <a href={`/connections/${props.connection.id}`}>
      {name().name}
      <Show when={name().handle}>
        {(handle) => (
          <>
            {" "}
            <bdi>{handle()}</bdi>
          </>
        )}
      </Show>
    </a>
  );
}
