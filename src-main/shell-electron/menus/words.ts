// What the main process says by itself, in the language of the screens. Everything that screens say lies with the screens.
import type { Task } from "../../api/tasks/contract.ts";
import type { Language } from "./menu-model.ts";

export const WORDS = {
  "zh-CN": {
    product: "安报",
    running: "还有工作没有做完：{works}。",
    runningDetail: "继续等：窗口留着，做完再退出。停止并退出：没写完的部分会清除，已保存的数据不受影响，下次可以重新开始。",
    wait: "继续等",
    stop: "停止并退出",
    reopen: "重新打开",
    quit: "退出",
    dataLost: "程序的数据部分意外停止了。",
    dataLostDetail:
      "已保存的内容都在。正在进行的导出、导入或备份没有完成，重新打开后请查看并重新开始。再次出现时，请用“帮助 → 复制诊断信息”告诉管理员。",
    pageLost: "画面部分接连几次意外停止。",
    pageLostDetail: "已保存的内容都在。重新打开后会回到原来的页面。再次出现时，请用“帮助 → 复制诊断信息”告诉管理员。",
    failed: "程序没有打开（编号 {id}）。已保存的数据不受影响。请再打开一次；再次出现时，请把这个文件交给管理员：{file}",
    broke:
      "程序出了意外，现在要关闭（编号 {id}）。已保存的数据不受影响。正在进行的导出、导入或备份没有完成，请再打开程序后查看并重新开始；再次出现时，请把这个文件交给管理员：{file}",
    refused:
      "安报不能带这些参数启动：{names}。没有打开任何数据。请从桌面图标或开始菜单打开；需要调试时请用浏览器方式（ANBAO_SHELL=browser）。",
    refusedImage:
      "这台电脑的系统不许 AppImage 带着保护（沙箱）运行，安报不在没有保护时打开。没有打开任何数据。请改用安报的 deb 安装包；没有管理员密码的，请单位管理员安装，或请他允许普通用户使用“用户命名空间”（user namespaces）后再打开。",
    hung: "画面没有反应了。",
    hungDetail:
      "继续等：画面可能正忙，过一会儿会恢复。重新载入：回到原来的页面，没有保存的输入会丢失，已保存的内容和正在进行的导出、导入不受影响。",
    reload: "重新载入",
    useAddress: "以后从这个地址取得安报的更新：{address}",
    useAddressDetail: "请核对它是管理员给的地址。程序只在有人点“检查更新”或“下载并核对”时访问它，没有发布者签名的一律不用。",
    use: "使用这个地址",
    cancel: "取消",
    copied: "诊断信息已复制，可以粘贴到微信或邮件里发给管理员。里面没有姓名、记录内容和 PIN。",
    print: "打印",
  },
  en: {
    product: "Anbao",
    running: "Work is still under way: {works}.",
    runningDetail:
      "Wait: the window stays until it is done. Stop and quit: what was half written is removed, what was saved is untouched, and it can be started again.",
    wait: "Wait",
    stop: "Stop and quit",
    reopen: "Open again",
    quit: "Quit",
    dataLost: "The data side of the program stopped unexpectedly.",
    dataLostDetail:
      "What was saved is there. An export, import or backup under way was not finished; look and start it again. If it happens again, send the administrator what Help → Copy diagnostics gives.",
    pageLost: "The screens stopped unexpectedly several times in a row.",
    pageLostDetail:
      "What was saved is there. The program opens at the same page. If it happens again, send the administrator what Help → Copy diagnostics gives.",
    failed:
      "The program did not open (id {id}). What was saved is untouched. Open it again; if it happens again, give this file to the administrator: {file}",
    broke:
      "Something unforeseen happened and the program closes now (id {id}). What was saved is untouched. An export, import or backup under way was not finished; open the program again, look and start it again. If it happens again, give this file to the administrator: {file}",
    refused:
      "Anbao does not start with: {names}. No data was opened. Start it from its icon; for debugging use the browser shell (ANBAO_SHELL=browser).",
    refusedImage:
      "This PC does not let an AppImage run with its protection (sandbox), and Anbao does not open without it. No data was opened. Install Anbao's deb package instead, or ask the administrator to install it or to allow user namespaces for ordinary users.",
    hung: "The screens do not respond.",
    hungDetail:
      "Wait: they may be busy and come back in a while. Load again: the same page opens, what was typed and not saved is lost; what was saved and an export or import under way are untouched.",
    reload: "Load again",
    useAddress: "Fetch Anbao's updates from this address from now on: {address}",
    useAddressDetail:
      "Check that it is the one that the administrator gave. The program reaches it only when somebody chooses “Check for updates” or “Download and check”, and takes nothing without a publisher's signature.",
    use: "Use this address",
    cancel: "Cancel",
    copied: "Diagnostics are copied and can be pasted into a message. They hold no names, no records and no PIN.",
    print: "Print",
  },
} as const satisfies Record<Language, Record<string, string>>;

export type ShellWords = (typeof WORDS)[Language];

/** What runs, by the kind of its task. */
const WORKS: Readonly<Record<Language, Readonly<Record<Task["kind"] | "attach" | "other", string>>>> = {
  "zh-CN": {
    export: "导出报送包",
    look: "查看报送包",
    merge: "合并报送包",
    take: "读取回执或方案",
    pack: "导出方案包",
    exchange: "导出交换包",
    request: "导出申请",
    receipt: "写回执",
    return: "导出退还包",
    backup: "备份",
    restore: "恢复备份",
    check: "检查数据",
    mend: "修复数据",
    rebuild: "从报送包恢复",
    demo: "生成演示数据",
    update: "读取新版本",
    save: "保存文件",
    originals: "导出原件",
    sheets: "生成小样",
    attach: "添加佐证材料",
    other: "其他工作",
  },
  en: {
    export: "exporting a bundle",
    look: "looking at bundles",
    merge: "merging bundles",
    take: "reading receipts",
    pack: "exporting the pack",
    exchange: "exporting the exchange",
    request: "exporting the request",
    receipt: "writing receipts",
    return: "exporting what is given back",
    backup: "the backup",
    restore: "restoring a backup",
    check: "checking the data",
    mend: "mending the data",
    rebuild: "rebuilding from bundles",
    demo: "making the demo",
    update: "fetching the new version",
    save: "saving a file",
    originals: "exporting originals",
    sheets: "drawing contact sheets",
    attach: "adding files",
    other: "other work",
  },
};

/** The sentence about work that runs; each kind is named once. */
export function sayRunning(language: Language, kinds: readonly string[]): string {
  const words: Readonly<Record<string, string>> = WORKS[language];
  const named = [...new Set(kinds.map((kind) => words[kind] ?? WORKS[language].other))];
  return fill(WORDS[language].running, { works: named.join(language === "en" ? ", " : "、") });
}

/** Puts values into the places of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
