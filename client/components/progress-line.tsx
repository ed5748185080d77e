import type { JSX } from "solid-js";
import type { Connection } from "../../shared/connections.ts";

/** The first sync as ticks that fill up. Without a known total it only says that it goes on. */
export function ProgressLine(props: {
  progress: NonNullable<Connection["progress"]>;
  hue: string | undefined;
  name: string;
}): JSX.Element {
  const percent = () => {
    const { done, total } = props.progress;
    return total === null || total === 0 ? null : Math.min(100, Math.round((done / total) * 100));
  };
  return (
    <div
      class="progress"
      data-hue={props.hue}
      data-open={percent() === null ? "" : undefined}
      role="progressbar"
      aria-label={props.name}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow={percent() ?? undefined}
      aria-valuetext={props.progress.label}
    >
      <i style={{ "--done": `${percent() ?? 0}%` }} />
    </div>
  );
}
