/** What a bench answers: the built product in numbers, by name (`area.what@size`). */
export type Metrics = Readonly<Record<string, number>>;
