import { type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { webHref } from "../../lib/addresses.ts";
import { coverageWords } from "../../lib/coverage-words.ts";
import { atStart } from "../../lib/in-sentence.ts";
import { formatCount } from "../../lib/numbers.ts";
import { usePerson } from "../../lib/person.tsx";
import { clockOrDate, fullTime, relative, toMs } from "../../lib/time.ts";

/** What the sentence above does not say already. */
export function ConnectionFacts(props: { connection: Connection }): JSX.Element {
  const { zone, now } = usePerson();
  const account = () => props.connection.displayName ?? props.connection.handle;
  /** Where something else is told above, how far back it is complete is not. */
  const isUntold = () => props.connection.problem !== null || props.connection.status !== "active";
  const covered = () => {
    const words = coverageWords(props.connection, zone(), now());
    return words === "" ? "Not read as a whole yet" : atStart(words);
  };
  return (
    <dl class="facts">
      <Fact name="Account">
        <Show when={webHref(props.connection.url)} fallback={<bdi>{account()}</bdi>}>
          {(href) => (
            <a class="link" href={href()} target="_blank" rel="noopener noreferrer">
              <bdi>{account()}</bdi>
            </a>
          )}
        </Show>
      </Fact>
      <Show when={props.connection.problem}>
        <Fact name="Items">{formatCount(props.connection.itemCount)}</Fact>
      </Show>
      <Show when={isUntold()}>
        <Fact name="History">
          {covered()}. {props.connection.coverage.limit}
        </Fact>
      </Show>
      <Fact name="Last worked">
        <Show when={props.connection.lastSuccessAt} fallback="Not yet">
          {(at) => <Moment at={at()} />}
        </Show>
      </Fact>
      <Fact name="Connected">
        <Moment at={props.connection.createdAt} />
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; children: JSX.Element }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** `17:40, 1 min ago`. The page's time lags a little: what has been is never still to come. */
function Moment(props: { at: string }): JSX.Element {
  const { zone, now } = usePerson();
  return (
    <time datetime={props.at} title={fullTime(props.at, zone())}>
      {clockOrDate(props.at, zone(), now())}, {relative(props.at, Math.max(now(), toMs(props.at)))}
    </time>
  );
}
