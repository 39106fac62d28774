// The language of the main process's own words: what the person set for the screens. Pure.
import { z } from "zod";
import type { Language } from "./menu-model.ts";

const kept = z.object({ settings: z.object({ language: z.enum(["zh-CN", "en"]) }) });

/** @param text of the program's state file; a missing or malformed one is Chinese. */
export function readLanguage(text: string | undefined): Language {
  try {
    return kept.safeParse(JSON.parse(text ?? "{}")).data?.settings.language ?? "zh-CN";
  } catch {
    return "zh-CN";
  }
}
