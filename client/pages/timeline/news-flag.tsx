import { type JSX, Show } from "solid-js";
import type { Difference } from "../../lib/compare-head.ts";
import { useLine } from "../../components/line/line-context.tsx";
import { formatCount } from "../../lib/numbers.ts";
import { clockOrDate } from "../../lib/time.ts";

interface NewsFlagProps {
  readonly news: Difference;
  readonly readAt: number;
  readonly onShow: () => void;
}

/** A flag on the spine: something is new. It never moves the page by itself. */
export function NewsFlag(props: NewsFlagProps): JSX.Element {
  const line = useLine();
  const words = () => {
    const { added, changed, overlaps } = props.news;
    const since = clockOrDate(props.readAt, line.zone(), line.now());
    if (added > 0) return `${formatCount(added)}${overlaps ? "" : " or more"} new since ${since}`;
    return changed > 0 ? `${formatCount(changed)} changed since ${since}` : null;
  };
  return (
    <div class="news" role="status">
      <Show when={words()}>
        {(text) => (
          <div class="flag">
            <button type="button" onClick={() => props.onShow()}>
              {text()} <kbd>.</kbd>
            </button>
          </div>
        )}
      </Show>
    </div>
  );
}
