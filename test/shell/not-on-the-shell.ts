// Which end-to-end specs say nothing about the installed program, and why. Everything else runs on both.

/** A spec file of test/e2e that the second project leaves out. */
export const NOT_ON_THE_SHELL: readonly Readonly<{ spec: string; because: string }>[] = [
  {
    spec: "security.spec.ts",
    because: "secret, cookies and the opener's page exist in the browser shell only; findings.spec.ts has the shell's own",
  },
  { spec: "watch.spec.ts", because: "it tests the tests' own watch and starts no program" },
];
