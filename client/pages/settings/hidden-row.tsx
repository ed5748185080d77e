import { type JSX, Show } from "solid-js";
import { faceOf } from "../../../shared/face-of.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import type { Entry } from "../../../shared/timeline.ts";
import { Glyph } from "../../components/glyph.tsx";
import { entryName } from "../../lib/entry-name.ts";
import { kindCount } from "../../lib/entry-words.ts";
import { itemLine } from "../../lib/item-line.ts";
import { usePerson } from "../../lib/person.tsx";
import { fullTime, shortDate } from "../../lib/time.ts";

interface HiddenRowProps {
  readonly entry: Entry;
  readonly platform: PlatformInfo | undefined;
  readonly onShow: () => void;
}

/** One thing that is hidden, in two lines. */
export function HiddenRow(props: HiddenRowProps): JSX.Element {
  const { zone, now } = usePerson();
  const place = () => (props.entry.type === "group" ? props.entry : props.entry.item).place;
  const verb = () => {
    const { entry, platform } = props;
    return entry.type === "group"
      ? faceOf(platform, entry.kind, null).verb
      : faceOf(platform, entry.item.kind, entry.item.state).verb;
  };
  const words = () => {
    const { entry, platform } = props;
    return entry.type === "group"
      ? kindCount(entry.kind, entry.count, platform)
      : itemLine(entry.item, platform);
  };
  return (
    <li>
      <Glyph platform={props.platform} id={props.entry.platform} />
      <div>
        <p class="hidden-line">
          <Show when={verb() !== ""}>
            <span class="verb">{verb()}</span>{" "}
          </Show>
          <bdi>{words()}</bdi>
        </p>
        <p class="meta">
          <Show when={place()}>
            {(where) => (
              <>
                <bdi>{where().name}</bdi>,{" "}
              </>
            )}
          </Show>
          <time datetime={props.entry.occurredAt} title={fullTime(props.entry.occurredAt, zone())}>
            {shortDate(props.entry.occurredAt, zone(), now())}
          </time>
        </p>
      </div>
      <button type="button" class="button bare" onClick={() => props.onShow()}>
        Show again
        <span class="unseen">: {entryName(props.entry, props.platform)}</span>
      </button>
    </li>
  );
}
