import { useSearchParams } from "@solidjs/router";
import { For, type JSX, Match, Show, Suspense, Switch, createMemo, lazy } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import type { Stats } from "../../../shared/timeline.ts";
import { Frame } from "../../components/frame.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Section } from "../../components/section.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { atStart } from "../../lib/in-sentence.ts";
import { usePerson } from "../../lib/person.tsx";
import { formatCount } from "../../lib/numbers.ts";
import { daysIn, plainDate } from "../../lib/plain-days.ts";
import { dayOf } from "../../lib/time.ts";
import { useTitle } from "../../lib/use-title.ts";
import { useStats, useYears } from "../../queries/numbers.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { useProfile } from "../../queries/profiles.ts";
import { Bars } from "./bars.tsx";
import { HeatMap } from "./heat-map.tsx";
import { Hours } from "./hours.tsx";
import { YearFacts } from "./year-facts.tsx";
import "../../styles/numbers.css";

const RecapSection = lazy(async () => {
  const { RecapSection: component } = await import("./recap-section.tsx");
  return { default: component };
});

const OnThisDaySection = lazy(async () => {
  const { OnThisDaySection: component } = await import("./on-this-day.tsx");
  return { default: component };
});

const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;
const MOST_KINDS = 12;
const MOST_PLACES = 12;

/** What a year was, in numbers; and what was done, in words. */
export function NumbersPage(): JSX.Element {
  useTitle(() => "Numbers");
  const { zone, now } = usePerson();
  const [address, setAddress] = useSearchParams<{ year: string; profile: string }>();
  const of = () => address.profile || null;
  const today = () => dayOf(now(), zone());
  const thisYear = () => Number(today().slice(0, 4));
  const year = createMemo(() => {
    const asked = Number(address.year);
    const isYear = Number.isInteger(asked) && asked >= 1970 && asked <= thisYear();
    return isYear ? asked : thisYear();
  });
  const isNow = () => year() === thisYear();
  const range = createMemo(
    () => ({ after: `${year()}-01-01`, before: isNow() ? today() : `${year()}-12-31` }),
    undefined,
    { equals: (one, other) => one.after === other.after && one.before === other.before },
  );
  const stats = useStats(range, of);
  const years = useYears(of);
  const offered = () =>
    [...new Set([thisYear(), year(), ...(years.data() ?? [])])].sort((a, b) => b - a);

  return (
    <Frame>
      <PageHead title="Numbers">
        <p class="year-choice">
          <label for="numbers-year">Year</label>
          <select
            class="input"
            id="numbers-year"
            onChange={(event) => setAddress({ year: event.currentTarget.value })}
          >
            <For each={offered()}>
              {(each) => (
                <option value={each} selected={each === year()}>
                  {each}
                </option>
              )}
            </For>
          </select>
        </p>
      </PageHead>
      <Show when={of()}>{(id) => <OfProfile id={id()} />}</Show>
      <Switch
        fallback={
          <p class="skeleton-words" role="status">
            Counting {year()}
          </p>
        }
      >
        <Match when={stats.data()}>
          {(held) => (
            <>
              <StaleBar of={stats} shown="These are the numbers from before." />
              <Show when={held().isCounting}>
                <p class="page-lead" role="status">
                  Still counting: these are of the items counted so far, the newest first. This page
                  looks again by itself.
                </p>
              </Show>
              <Show
                when={held().items > 0 || held().isCounting}
                fallback={<Nothing year={year()} />}
              >
                <Year stats={held()} year={year()} isNow={isNow()} />
              </Show>
            </>
          )}
        </Match>
        <Match when={stats.failure()}>
          <FailedSection
            heading={`The numbers of ${year()} could not be read`}
            comfort="Your entries are safe."
            of={stats}
          />
        </Match>
      </Switch>
      <Suspense>
        <RecapSection of={of()} year={year()} today={today()} />
        <OnThisDaySection of={of()} today={today()} firstYear={years.data()?.at(-1) ?? null} />
      </Suspense>
    </Frame>
  );
}

function OfProfile(props: { id: string }): JSX.Element {
  const profile = useProfile(() => props.id);
  return (
    <p class="page-lead">
      As visitors of{" "}
      <a class="link" href={`/profiles/${props.id}`}>
        {profile.data()?.name ?? "this profile"}
      </a>{" "}
      get them.{" "}
      <a class="link" href="/numbers">
        See all of yours
      </a>
    </p>
  );
}

function Nothing(props: { year: number }): JSX.Element {
  return (
    <Section label="Empty">
      <div class="note">
        <h2>Nothing is held from {props.year}</h2>
        <p>Numbers come with your entries. Choose another year, or connect a source.</p>
        <p class="actions">
          <a class="button" href="/connections">
            See your connections
          </a>
        </p>
      </div>
    </Section>
  );
}

function Year(props: { stats: Stats; year: number; isNow: boolean }): JSX.Element {
  const platforms = usePlatforms();
  const info = (id: string) => platforms.data()?.find((each) => each.id === id);
  const of = (id: string) => ({ id, info: info(id) });
  const kindName = (id: string, kind: string) =>
    atStart(info(id)?.kinds[kind]?.plural ?? kind.replaceAll("_", " "));
  const total = () => props.stats.platforms.reduce((sum, { items }) => sum + items, 0);
  const before = () => {
    const { after, before: end, platforms: then } = props.stats.previous;
    const length = formatCount(daysIn(after, end));
    const when = props.isNow ? `The ${length} days before` : "The year before";
    const counts = then.map(
      ({ platform, items }) => `${info(platform)?.name ?? platform} ${formatCount(items)}`,
    );
    return counts.length === 0 ? null : `${when}: ${counts.join(", ")}.`;
  };
  const places = () =>
    props.stats.places.toSorted((a, b) => b.items - a.items).slice(0, MOST_PLACES);
  return (
    <>
      <Section label="Days">
        <HeatMap
          year={props.year}
          days={props.stats.days}
          streak={props.isNow ? props.stats.currentStreak : null}
        />
        <YearFacts stats={props.stats} year={props.year} isNow={props.isNow} />
      </Section>
      <Section label="Hours" heading="By hour">
        <Hours hours={props.stats.hours} />
      </Section>
      <Section label="Week" heading="By weekday">
        <Bars
          label="By weekday"
          bars={WEEKDAYS.map((name, at) => ({ name, items: props.stats.weekdays[at] ?? 0 }))}
        />
      </Section>
      <Section label="Where" heading="By platform">
        <Bars
          label="By platform"
          total={total()}
          bars={props.stats.platforms.map(({ platform, items }) => ({
            name: info(platform)?.name ?? platform,
            items,
            platform: of(platform),
          }))}
        />
        <Show when={before()}>{(words) => <p class="quiet">{words()}</p>}</Show>
      </Section>
      <Section label="What" heading="By kind">
        <Bars
          label="By kind"
          total={total()}
          bars={props.stats.kinds.slice(0, MOST_KINDS).map(({ platform, kind, items }) => ({
            name: kindName(platform, kind),
            items,
            platform: of(platform),
          }))}
        />
      </Section>
      <Show when={places().length > 0}>
        <Section label="Places" heading="Where most was done">
          <Bars
            label="Where most was done"
            bars={places().map(({ platform, place, items }) => ({
              name: place,
              items,
              platform: of(platform),
              isCode: !/\s/.test(place),
            }))}
          />
          <Show when={props.stats.placesSince}>
            {(since) => (
              <p class="quiet">
                There are too many names to count them all: these counts begin on{" "}
                {plainDate(since(), { dateStyle: "long" })}.
              </p>
            )}
          </Show>
        </Section>
      </Show>
    </>
  );
}
