// Looks for a newer program, only at the address that the user set and only when asked; never by itself.
import { dialog, type BrowserWindow } from "electron";
import electronUpdater from "electron-updater";

/** Checks, and offers to install what was found. */
export async function checkForUpdate(window: BrowserWindow, address: string): Promise<void> {
  const { autoUpdater } = electronUpdater;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.setFeedURL({ provider: "generic", url: address });
  const found = await autoUpdater.checkForUpdates().catch(() => undefined);
  if (found?.isUpdateAvailable !== true)
    return tell(window, found === undefined ? "连接不上更新地址。数据未受影响。" : "已是最新版本。");
  const { response } = await dialog.showMessageBox(window, {
    message: `发现新版本 ${found.updateInfo.version}。下载并在退出程序时安装？`,
    buttons: ["下载", "以后再说"],
    cancelId: 1,
  });
  if (response !== 0) return;
  await autoUpdater.downloadUpdate();
  autoUpdater.autoInstallOnAppQuit = true;
  await tell(window, "新版本已下载，退出程序时安装。");
}

async function tell(window: BrowserWindow, message: string): Promise<void> {
  await dialog.showMessageBox(window, { message, buttons: ["确定"] });
}
