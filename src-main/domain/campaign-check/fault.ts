// What is wrong with a campaign document, found by the checks of its parts.

/** One fault: a JSON pointer into the document, and what is wrong there. */
export type Fault = Readonly<{ path: string; reason: string }>;

/** A fault for every member that is not among the known ones. */
export function unknownMembers(
  path: string,
  what: string,
  used: readonly string[],
  known: ReadonlySet<string>,
): readonly Fault[] {
  return used.flatMap((one) => (known.has(one) ? [] : [{ path, reason: `unknown ${what} “${one}”` }]));
}

/** A fault for every text that stands twice. */
export function repeated(path: string, what: string, all: readonly string[]): readonly Fault[] {
  const seen = new Set<string>();
  return all.flatMap((one) => {
    const isSecond = seen.has(one);
    seen.add(one);
    return isSecond ? [{ path, reason: `${what} “${one}” twice` }] : [];
  });
}
