// The menu bar as data: what a clerk expects of an office program, in the language of the screens. Pure.
import type { MenuItemConstructorOptions } from "electron";

export type Language = "zh-CN" | "en";
/** What the menu can do beyond Electron's own roles. */
export type MenuAction = "quit" | "copy-diagnostics" | "about";
export type MenuFacts = Readonly<{ language: Language; isMac: boolean; devTools: boolean }>;

/** Words by language; roles get ours so that the whole bar is in one language. */
export const MENU_WORDS = {
  "zh-CN": {
    file: "文件",
    edit: "编辑",
    view: "查看",
    window: "窗口",
    help: "帮助",
    quit: "退出",
    undo: "撤销",
    redo: "重做",
    cut: "剪切",
    copy: "复制",
    paste: "粘贴",
    selectAll: "全选",
    resetZoom: "实际大小",
    zoomIn: "放大",
    zoomOut: "缩小",
    fullscreen: "全屏",
    minimize: "最小化",
    close: "关闭窗口",
    devTools: "开发者工具",
    diagnostics: "复制诊断信息",
    about: "关于安报",
    hide: "隐藏",
  },
  en: {
    file: "File",
    edit: "Edit",
    view: "View",
    window: "Window",
    help: "Help",
    quit: "Quit",
    undo: "Undo",
    redo: "Redo",
    cut: "Cut",
    copy: "Copy",
    paste: "Paste",
    selectAll: "Select all",
    resetZoom: "Actual size",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fullscreen: "Full screen",
    minimize: "Minimise",
    close: "Close window",
    devTools: "Developer tools",
    diagnostics: "Copy diagnostics",
    about: "About Anbao",
    hide: "Hide",
  },
} as const satisfies Record<Language, Record<string, string>>;

/**
 * The menu bar.
 *
 * @param run called with the action of an item that is no role.
 */
export function menuModel(facts: MenuFacts, run: (action: MenuAction) => void): MenuItemConstructorOptions[] {
  const words = MENU_WORDS[facts.language];
  return [
    { label: words.file, submenu: [...(facts.isMac ? [hideItem(words.hide)] : []), quitItem(words.quit, facts.isMac, run)] },
    { label: words.edit, submenu: editItems(words) },
    { label: words.view, submenu: viewItems(words, facts.devTools) },
    {
      label: words.window,
      submenu: [
        { role: "minimize", label: words.minimize },
        { role: "close", label: words.close },
      ],
    },
    { label: words.help, submenu: helpItems(words, run) },
  ];
}

type Words = (typeof MENU_WORDS)[Language];

function hideItem(label: string): MenuItemConstructorOptions {
  return { role: "hide", label };
}

/** An action, no role: the role ends the program past the data side. */
function quitItem(label: string, isMac: boolean, run: (action: MenuAction) => void): MenuItemConstructorOptions {
  return { id: "quit", label, accelerator: isMac ? "Command+Q" : "Ctrl+Q", click: () => run("quit") };
}

function editItems(words: Words): MenuItemConstructorOptions[] {
  return [
    { role: "undo", label: words.undo },
    { role: "redo", label: words.redo },
    { type: "separator" },
    { role: "cut", label: words.cut },
    { role: "copy", label: words.copy },
    { role: "paste", label: words.paste },
    { role: "selectAll", label: words.selectAll },
  ];
}

function viewItems(words: Words, devTools: boolean): MenuItemConstructorOptions[] {
  const items: MenuItemConstructorOptions[] = [
    { role: "resetZoom", label: words.resetZoom },
    { role: "zoomIn", label: words.zoomIn },
    { role: "zoomOut", label: words.zoomOut },
    { type: "separator" },
    { role: "togglefullscreen", label: words.fullscreen },
  ];
  return devTools ? [...items, { role: "toggleDevTools", label: words.devTools }] : items;
}

function helpItems(words: Words, run: (action: MenuAction) => void): MenuItemConstructorOptions[] {
  return [
    { id: "copy-diagnostics", label: words.diagnostics, click: () => run("copy-diagnostics") },
    { id: "about", label: words.about, click: () => run("about") },
  ];
}
