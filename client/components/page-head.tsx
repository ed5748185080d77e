import type { JSX } from "solid-js";

/** The heading of a page, at edge A, with what can be done with the whole page. */
export function PageHead(props: { title: string; children?: JSX.Element }): JSX.Element {
  return (
    <header class="page-head">
      <h1>{props.title}</h1>
      {props.children}
    </header>
  );
}
