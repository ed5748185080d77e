import type { JSX } from "solid-js";

export function BrandMark(): JSX.Element {
  return (
    <svg class="brand-mark" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4.500 1v14" stroke="currentColor" fill="none" />
      <path d="M5 4h5M5 8h10M5 12h7" stroke="currentColor" stroke-width="2" fill="none" />
    </svg>
  );
}
