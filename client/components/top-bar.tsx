import { A } from "@solidjs/router";
import { For, type JSX } from "solid-js";
import { BrandMark } from "./brand-mark.tsx";
import type { NavTarget } from "./nav-targets.ts";

interface TopBarProps {
  readonly targets: readonly NavTarget[];
  /** Where the name of the site leads. */
  readonly home: "/" | "/timeline";
  readonly end: JSX.Element;
}

export function TopBar(props: TopBarProps): JSX.Element {
  return (
    <header class="top">
      <div class="top-in">
        <a class="brand" href={props.home}>
          <BrandMark /> Media Timeline
        </a>
        <nav class="nav" aria-label="Main">
          <NavLinks targets={props.targets} />
        </nav>
        <div class="top-end">{props.end}</div>
      </div>
    </header>
  );
}

/** The same places at the bottom, where a thumb reaches them. */
export function Tabs(props: { targets: readonly NavTarget[] }): JSX.Element {
  return (
    <nav class="tabs" aria-label="Main, bottom">
      <NavLinks targets={props.targets} />
    </nav>
  );
}

function NavLinks(props: { targets: readonly NavTarget[] }): JSX.Element {
  return (
    <For each={props.targets}>
      {(target) => (
        <A href={target.href}>
          <span>{target.name}</span>
        </A>
      )}
    </For>
  );
}
