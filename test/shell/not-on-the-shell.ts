// Which end-to-end specs say nothing about the installed program, and why. Everything else runs on both.

/** A spec file of test/e2e that the second project leaves out, or one test of it. */
export const NOT_ON_THE_SHELL: readonly Readonly<{ spec: string; test?: string; because: string }>[] = [
  {
    spec: "security.spec.ts",
    because: "secret, cookies and the opener's page exist in the browser shell only; findings.spec.ts has the shell's own",
  },
  { spec: "watch.spec.ts", because: "it tests the tests' own watch and starts no program" },
  {
    spec: "files.spec.ts",
    test: "a video shows how much of it is here, is stopped in the middle, and leaves nothing; taken again it is whole",
    because:
      "it counts the slices that a browser sends; the installed program takes files by their place and sends none (test/shell/files.spec.ts)",
  },
  {
    spec: "files.spec.ts",
    test: "a folder that is not in the list is reached by its typed path; a wrong one says what is wrong",
    because: "a typed path is the browser shell's; the installed program has the system's dialog (test/shell/files.spec.ts)",
  },
  {
    spec: "first-start.spec.ts",
    test: "printing hands over exactly the pages that are shown",
    because:
      "it watches the page's own window.print; the installed program prints from its main process (test/shell/printing.spec.ts)",
  },
  {
    spec: "updates.spec.ts",
    test: "in a shell that can install, a button does it, and what it is refused for is said",
    because:
      "it puts a bridge of its own into the browser shell's page; the installed program has the real one, which no page can replace",
  },
];
