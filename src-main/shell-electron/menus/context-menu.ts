// What a right click offers: cutting, copying and pasting where there is something to cut, copy or paste. Pure.
import type { ContextMenuParams, MenuItemConstructorOptions } from "electron";
import { MENU_WORDS, type Language } from "./menu-model.ts";

/** What Electron says of the place that was clicked. */
export type ClickedPlace = Pick<ContextMenuParams, "isEditable" | "selectionText"> &
  Readonly<{ editFlags: Pick<ContextMenuParams["editFlags"], "canCut" | "canCopy" | "canPaste" | "canSelectAll"> }>;

/** The items, none where a right click has nothing to offer. */
export function contextMenu(place: ClickedPlace, language: Language): MenuItemConstructorOptions[] {
  const words = MENU_WORDS[language];
  const { canCut, canCopy, canPaste, canSelectAll } = place.editFlags;
  const copy: MenuItemConstructorOptions = { role: "copy", label: words.copy, enabled: canCopy };
  if (!place.isEditable) return place.selectionText.trim() === "" ? [] : [copy];
  return [
    { role: "cut", label: words.cut, enabled: canCut },
    copy,
    { role: "paste", label: words.paste, enabled: canPaste },
    { type: "separator" },
    { role: "selectAll", label: words.selectAll, enabled: canSelectAll },
  ];
}
