// The version of the C library that this process runs on.

/** As Node found it, such as `2.28`; undefined elsewhere than on Linux with glibc. */
export function glibcVersion(): string | undefined {
  if (process.platform !== "linux") return undefined;
  const { header } = process.report.getReport() as Readonly<{ header?: Readonly<{ glibcVersionRuntime?: string }> }>;
  return header?.glibcVersionRuntime;
}
