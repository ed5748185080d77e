import { useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import { type JSX, Match, Switch, createEffect, createSignal, untrack } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { isOwnChoice, problemText } from "../../../shared/problems.ts";
import { Notice } from "../../components/notice.tsx";
import { ConnectedWords } from "./connected-words.tsx";

interface ReturnNoticeProps {
  readonly connections: readonly Connection[];
  readonly nameOf: (platform: string) => string;
}

interface News {
  readonly problem: string | null;
  readonly isOwnChoice: boolean;
  readonly connectedId: string | null;
  readonly insteadId: string | null;
  /** Its history was there when the person came back. */
  readonly wasComplete: boolean;
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
  const find = (id: string | null) => props.connections.find((each) => each.id === id);
  const dismiss = () => setNews(null);

  createEffect(() => {
    const code = textOf(search["problem"]);
    const platform = textOf(search["platform"]);
    const connectedId = textOf(search["connected"]);
    const insteadId = textOf(search["instead"]);
    const notice = location.state?.notice;
    if (code === null && connectedId === null && !notice) return;
    untrack(() => {
      setNews({
        problem: problemText(code, platform === null ? "The platform" : props.nameOf(platform)),
        isOwnChoice: isOwnChoice(code),
        connectedId,
        insteadId,
        wasComplete: find(connectedId)?.isComplete ?? false,
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
              wasComplete={news()?.wasComplete ?? false}
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
