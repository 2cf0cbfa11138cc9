/** Places within what is typed into a form, written as the service names them in a refusal: `contacts[1].words.fi`. */

type Rest<Within, What> =
  | (Within extends What ? "" : never)
  | (Within extends readonly (infer Each)[]
      ? `[${number}]${Rest<Each, What>}`
      : Within extends object
        ? { [Name in keyof Within & string]: `.${Name}${Rest<NonNullable<Within[Name]>, What>}` }[keyof Within & string]
        : never);

/** The paths of all within `Values` that is a `What`. */
export type PathTo<Values, What> = {
  [Name in keyof Values & string]: `${Name}${Rest<NonNullable<Values[Name]>, What>}`;
}[keyof Values & string];

const steps = (path: string) => path.split(/[.[\]]+/).filter(Boolean);

/** Returns what stands at a path; undefined where there is nothing. */
export function valueAt(values: unknown, path: string): unknown {
  return steps(path).reduce<unknown>((within, step) => (within as Record<string, unknown> | undefined)?.[step], values);
}

/** Returns the same values with another at a path. */
export function withAt<Values>(values: Values, path: string, value: unknown): Values {
  const [first, ...others] = steps(path);
  if (first === undefined) return value as Values;
  const inner = withAt((values as Record<string, unknown>)[first] ?? {}, others.join("."), value);
  if (Array.isArray(values)) return values.with(Number(first), inner) as Values;
  return { ...values, [first]: inner };
}
