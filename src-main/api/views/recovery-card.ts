// The recovery card as one page to print: the identity in groups that can be typed, what it is for, and where to keep it.
import { formatChineseDateTime } from "../../domain/campaign/local-time.ts";
import { qrCode } from "../../paper/models/qr.ts";
import { Problem } from "../../domain/problem.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import type { RecoveryCard } from "../session/contract.ts";
import type { Host } from "../host.ts";
import { unitName } from "../../usecases/campaign.ts";

type Card = Readonly<{ identity: string; unitName: string; device: string; madeAtMs: number }>;

/** The card of the workspace that was just made. @param identity stored nowhere; empty where there is no card. @throws {Problem} `locked` */
export function cardOf(host: Host, identity: string): RecoveryCard {
  const stage = host.stage();
  if (stage.stage !== "ready") throw new Problem("locked", {});
  const { ws } = stage.workspace;
  const { unit, device } = ws.store.facts();
  const card = { identity, unitName: unitName(ws, unit), device, madeAtMs: ws.world.nowMs() };
  return { ...card, pages: identity === "" ? [] : drawRecoveryCard(ws, card) };
}

/** One A5 page as SVG, with text only as text. */
function drawRecoveryCard(ws: Pick<Workspace, "campaign">, card: Card): string[] {
  const made = formatChineseDateTime(card.madeAtMs, ws.campaign().calendar.offsetMinutes);
  const groups = (card.identity.match(/.{1,6}/g) ?? []).map((group, index) =>
    words(120 + (index % 4) * 130, 300 + Math.floor(index / 4) * 34, 22, group, "monospace"),
  );
  const lines = [
    words(420, 70, 30, "恢复卡"),
    words(420, 112, 16, `${card.unitName} · ${card.device} · ${made}`),
    words(420, 160, 15, "电脑损坏或遗失时，凭此卡和本单位的报送包可以找回全部内容。"),
    words(420, 186, 15, "程序不保存这串字符。请打印或抄写后锁入保密柜，不要拍照、不要存进电脑。"),
    ...groups,
    drawQr(card.identity),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 592" width="210mm" height="148mm" font-family="'Noto Serif SC','SimSun',serif"><rect width="840" height="592" fill="#fff"/><rect x="24" y="24" width="792" height="544" fill="none" stroke="#000"/>${lines.join("")}</svg>`,
  ];
}

function words(x: number, y: number, size: number, text: string, family?: string): string {
  const anchor = x === 420 ? ` text-anchor="middle"` : "";
  return `<text x="${x}" y="${y}" font-size="${size}"${anchor}${family === undefined ? "" : ` font-family="${family}"`}>${escapeText(text)}</text>`;
}

function drawQr(text: string): string {
  const { modules, path } = qrCode(text);
  return `<path transform="translate(630 396) scale(${(150 / modules).toFixed(4)})" d="${path}"/>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
