import { For, type JSX, Show, createSignal } from "solid-js";
import type { PlatformInfo } from "../../shared/platforms.ts";
import { connectHref } from "../lib/addresses.ts";

/** The choices a platform offers and the way to its consent page; or what is missing on this server. */
export function ConnectForm(props: {
  platform: PlatformInfo;
  action?: string;
  /** The connection that is meant to be connected anew. */
  reconnect?: string;
}): JSX.Element {
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const choose = (name: string, isChosen: boolean) =>
    setChosen((before) => (isChosen ? [...before, name] : before.filter((each) => each !== name)));
  return (
    <Show when={props.platform.configured} fallback={<NotConfigured platform={props.platform} />}>
      <div class="connect">
        <For each={props.platform.connect.options}>
          {(option) => (
            <label class="choice">
              <input
                type="checkbox"
                checked={chosen().includes(option.name)}
                onChange={(event) => choose(option.name, event.currentTarget.checked)}
              />
              <span>
                {option.label}
                <span class="quiet">{option.help}</span>
              </span>
            </label>
          )}
        </For>
        <a
          class="button primary"
          rel="external"
          href={connectHref(props.platform.connect.start, chosen(), props.reconnect)}
        >
          {props.action ?? "Connect"} <span class="unseen">{props.platform.name}</span>
        </a>
      </div>
    </Show>
  );
}

function NotConfigured(props: { platform: PlatformInfo }): JSX.Element {
  return (
    <p class="source-state">
      This server has no {props.platform.name} app yet. Once its owner sets{" "}
      <For each={props.platform.missing}>
        {(name, index) => (
          <>
            {index() > 0 ? " and " : ""}
            <code>{name}</code>
          </>
        )}
      </For>
      , a Connect button appears here.
    </p>
  );
}
