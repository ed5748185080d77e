import { type JSX, Show } from "solid-js";
import { faceOf } from "../../../shared/face-of.ts";
import type { Item } from "../../../shared/item.ts";
import { toFigures } from "../../lib/figures.ts";
import { itemLine } from "../../lib/item-line.ts";
import { clock, dayOf, fullTime, shortDate } from "../../lib/time.ts";
import { FigureMarks } from "./figure-marks.tsx";
import { ItemLink } from "./item-link.tsx";
import { useLine } from "./line-context.tsx";

/** One item inside an entry. Its time is a date when it is of another day. */
export function ChildRow(props: { item: Item; day: string }): JSX.Element {
  const line = useLine();
  const time = () =>
    dayOf(props.item.occurredAt, line.zone()) === props.day
      ? clock(props.item.occurredAt, line.zone())
      : shortDate(props.item.occurredAt, line.zone(), Date.parse(props.item.occurredAt));
  return (
    <li class="entry">
      <time
        class="entry-time"
        datetime={props.item.occurredAt}
        title={fullTime(props.item.occurredAt, line.zone())}
      >
        <span>{time()}</span>
      </time>
      <i class="tick" />
      <div class="entry-body">
        <ItemLink url={props.item.url}>
          <Show
            when={props.item.reference}
            fallback={
              <span class="verb">
                {
                  faceOf(line.platform(props.item.platform), props.item.kind, props.item.state).verb
                }{" "}
              </span>
            }
          >
            {(reference) => <code class="reference">{reference()}</code>}
          </Show>
          {itemLine(props.item, line.platform(props.item.platform))}
        </ItemLink>
      </div>
      <FigureMarks figures={toFigures([props.item])} />
    </li>
  );
}
