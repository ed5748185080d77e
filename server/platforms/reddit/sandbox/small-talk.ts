/** How a comment begins and ends; most do neither. */
export const OPENERS: readonly string[] = [
  "",
  "",
  "",
  "",
  "",
  "Seconded.",
  "I had exactly this last month.",
  "It depends, as ever.",
  "Not the answer you want, but:",
  "We tried both.",
  "Short version:",
  "Nice write-up, thank you.",
  "Honestly?",
  "This.",
  "Small correction.",
];

export const CLOSERS: readonly string[] = [
  "",
  "",
  "",
  "",
  "",
  "",
  "Happy to be wrong.",
  "It took me embarrassingly long to see that.",
  "Your mileage will vary.",
  "Measure it, though.",
  "Would do it again.",
  "What does your setup look like?",
  "I can share the script if that helps.",
  "Source: two years of being paged for it.",
  "Write me if you get stuck.",
];

export const EDITS: readonly string[] = [
  "Edit: typo.",
  "Edit: it was the cache, as always.",
  "Edit: as u/orlaf_m says below, this needs version 2 or later.",
  "Edit: solved, thank you all.",
  "**Edit:** numbers corrected; I had swapped two columns.",
];

/** Those whose threads she answers. */
export const STRANGERS: readonly string[] = [
  "orlaf_m",
  "quiet_lichen",
  "bytesandbread",
  "harbour_seal_9",
  "tomasz_w",
  "kettle_on",
  "pagingdr_ok",
  "nordlicht77",
  "two_spaces",
  "lowtide_ada",
  "mossyrepo",
  "jun_takes_notes",
];

/** What a new version of something brings. */
export const CHANGES: readonly string[] = [
  "reads that never wait for writes",
  "a file format that says what it is",
  "half the memory",
  "it explains why it stops",
  "no more surprises on a full disk",
  "a dry run for everything",
  "quieter by default",
  "resuming where it was cut off",
  "one binary, no questions",
  "times in the zone you are in",
];
