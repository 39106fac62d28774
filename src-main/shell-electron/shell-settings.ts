// The shell's own settings file: an address for updates, if the user ever set one, and the menu's language. Pure.
import { z } from "zod";
import type { Language } from "./menu-model.ts";

const settings = z.strictObject({
  updateAddress: z.url({ protocol: /^https$/ }).optional(),
  language: z.enum(["zh-CN", "en"]).optional(),
});

/** What the file says; without an address the program never touches the network. */
export type ShellSettings = Readonly<{ updateAddress: string | undefined; language: Language }>;

/** Reads the file's text; a missing or malformed file is the same as an empty one. */
export function readShellSettings(text: string | undefined): ShellSettings {
  const parsed = settings.safeParse(parseJson(text));
  return { updateAddress: parsed.data?.updateAddress, language: parsed.data?.language ?? "zh-CN" };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
}
