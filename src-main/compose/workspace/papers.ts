// Drawing of forms: the typesetter and the spreadsheet writer are loaded when the first form is drawn.
import { homedir } from "node:os";
import { systemFontDirs } from "../../paper/fonts.ts";
import type { Typesetter } from "../../paper/typst.ts";
import type { World } from "../../usecases/ports/world.ts";
import type { Papers } from "../../usecases/papers/print-form.ts";

/** The compiler takes a moment to load and to start: it does so when the first form is drawn, and anew where that failed. */
export function lazyTypesetter(
  start: () => Promise<Typesetter> = startTypesetter,
): Readonly<{ get(): Promise<Typesetter>; close(): Promise<void> }> {
  let started: Promise<Typesetter> | undefined;
  return {
    get: () =>
      (started ??= start().catch((cause: unknown) => {
        started = undefined;
        throw cause;
      })),
    // One that did not start has nothing to let go of.
    close: async () => (await started?.catch(() => undefined))?.close(),
  };
}

async function startTypesetter(): Promise<Typesetter> {
  const { createTypesetter } = await import("../../paper/typst.ts");
  return createTypesetter({ fontDirs: systemFontDirs(process.platform, homedir(), process.env) });
}

/** The port over them. */
export function papersOf(typesetter: () => Promise<Typesetter>, world: World): Papers {
  return {
    pdf: async (form, model, pictures) => (await typesetter()).pdf(form, model, pictures),
    svgPages: async (form, model) => (await typesetter()).svgPages(form, model),
    xlsx: async (form, model) => (await import("../../paper/xlsx.ts")).xlsx(form, model, new Date(world.nowMs())),
  };
}
