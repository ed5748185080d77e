import { useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import { type JSX, Match, Switch, createEffect, createSignal, untrack } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { isOwnChoice, problemText } from "../../../shared/problems.ts";
import { usePerson } from "../../lib/person.tsx";
import { toMs } from "../../lib/time.ts";
import { Notice } from "../../components/notice.tsx";
import { ConnectedWords } from "./connected-words.tsx";

/** What was made this short a time ago was not known before. */
const JUST_NOW = 60_000;

interface ReturnNoticeProps {
  readonly connections: readonly Connection[];
  readonly nameOf: (platform: string) => string;
}

interface News {
  readonly problem: string | null;
  readonly isOwnChoice: boolean;
  readonly connectedId: string | null;
  readonly insteadId: string | null;
  /** It was connected before the person went there. */
  readonly wasKnown: boolean;
  readonly notice: string | undefined;
}

/**
 * What the person came back with: from another site, from a form here, or from disconnecting. It is
 * said once: the address forgets it as soon as it is shown, so a reload does not say it again.
 */
export function ReturnNotice(props: ReturnNoticeProps): JSX.Element {
  const [search] = useSearchParams();
  const location = useLocation<{ notice: string }>();
  const navigate = useNavigate();
  const [news, setNews] = createSignal<News | null>(null);
  const { now } = usePerson();
  const find = (id: string | null) => props.connections.find((each) => each.id === id);
  const dismiss = () => setNews(null);
  const isOld = (connection: Connection | undefined) =>
    connection !== undefined && now() - toMs(connection.createdAt) > JUST_NOW;
  /** Who came back without giving access may have had it before. */
  const problemOf = (code: string | null, platform: string | null) => {
    const sentence = problemText(code, platform === null ? "The platform" : props.nameOf(platform));
    const isKept =
      isOwnChoice(code) && props.connections.some((each) => each.platform === platform);
    return sentence && isKept ? `${sentence} What was connected stays as it was.` : sentence;
  };

  createEffect(() => {
    const code = textOf(search["problem"]);
    const platform = textOf(search["platform"]);
    const connectedId = textOf(search["connected"]);
    const insteadId = textOf(search["instead"]);
    const notice = location.state?.notice;
    if (code === null && connectedId === null && !notice) return;
    untrack(() => {
      setNews({
        problem: problemOf(code, platform),
        isOwnChoice: isOwnChoice(code),
        connectedId,
        insteadId,
        wasKnown: search["new"] !== "1" && isOld(find(connectedId)),
        notice,
      });
      // The fragment goes too: some consent pages leave one of their own behind.
      navigate(location.pathname, { replace: true, scroll: false });
    });
  });

  return (
    <Switch>
      <Match when={news()?.problem}>
        {(problem) => (
          <Notice tone={news()?.isOwnChoice ? "done" : "problem"} onDismiss={dismiss}>
            {problem()}
          </Notice>
        )}
      </Match>
      <Match when={find(news()?.connectedId ?? null)}>
        {(connection) => (
          <Notice tone="done" onDismiss={dismiss}>
            <ConnectedWords
              connection={connection()}
              wasKnown={news()?.wasKnown ?? false}
              instead={find(news()?.insteadId ?? null)}
              name={props.nameOf(connection().platform)}
            />
          </Notice>
        )}
      </Match>
      <Match when={news()?.notice}>
        {(notice) => (
          <Notice tone="done" onDismiss={dismiss}>
            {notice()}
          </Notice>
        )}
      </Match>
    </Switch>
  );
}

function textOf(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
