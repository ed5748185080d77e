export interface NavTarget {
  readonly name: string;
  readonly href: string;
  /** The second key after `g`. */
  readonly key: string;
}

export const NAV_TARGETS: readonly NavTarget[] = [
  { name: "Timeline", href: "/timeline", key: "t" },
  { name: "Numbers", href: "/numbers", key: "n" },
  { name: "Connections", href: "/connections", key: "c" },
  { name: "Profiles", href: "/profiles", key: "p" },
  { name: "Settings", href: "/settings", key: "s" },
];
