import { type JSX, Show, createSignal } from "solid-js";
import type { ConnectWay, PlatformInfo } from "../../../shared/platforms.ts";
import { Disclosure } from "../disclosure.tsx";
import { OwnAppForm } from "./own-app-form.tsx";
import { RemoveOwnApp } from "./remove-own-app.tsx";

interface OwnAppProps {
  readonly platform: PlatformInfo;
  readonly way: Extract<ConnectWay, { type: "oauth" }>;
  /** Stands before its own buttons. */
  readonly children: JSX.Element;
}

/** An app of the person's own at a platform: brought, named, replaced or removed. */
export function OwnApp(props: OwnAppProps): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const [news, setNews] = createSignal("");
  let place: HTMLDivElement | undefined;
  function tell(words: string): void {
    setNews(words);
    setOpen(false);
    // The form is gone: the next step takes the focus.
    place?.querySelector<HTMLElement>("a.button, button")?.focus();
  }
  /** Puts the form away, and the focus where it was opened. */
  function cancel(): void {
    setOpen(false);
    place?.querySelector<HTMLElement>("button[aria-expanded]")?.focus();
  }
  return (
    <div class="own-app" ref={(element) => (place = element)}>
      <Show when={props.way.ownClientId}>
        {(clientId) => (
          <p class="source-state">
            It connects with your own app, <code>{clientId()}</code>.
          </p>
        )}
      </Show>
      <p class="connect-end">
        {props.children}
        <Disclosure
          isOpen={isOpen()}
          onToggle={() => {
            setNews("");
            setOpen(!isOpen());
          }}
        >
          {props.way.ownClientId === null ? "Bring your own app" : "Replace your app"}
          <span class="unseen"> for {props.platform.name}</span>
        </Disclosure>
        <Show when={props.way.ownClientId !== null}>
          <RemoveOwnApp platform={props.platform} onRemoved={tell} />
        </Show>
      </p>
      <p class="source-state" role="status">
        {news()}
      </p>
      <Show when={isOpen()}>
        <OwnAppForm platform={props.platform} way={props.way} onSaved={tell} onCancel={cancel} />
      </Show>
    </div>
  );
}
