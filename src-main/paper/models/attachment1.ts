// 附件1 联络员推荐表: the model of a key-value form, one sheet for each unit. Pure data; layout and XLSX draw it.
import { officialDate } from "./figures.ts";
import { qrCode, type QrCode } from "./qr.ts";
import { stampOf, type Sides, type Stamp, type StampInput } from "./sheet.ts";

/** The liaison of one unit, as it is printed; absent values leave their cell empty. */
export type LiaisonInput = Readonly<{
  unit: string;
  name?: string;
  gender?: string;
  position?: string;
  officePhone?: string;
  mobile?: string;
  messenger?: string;
  email?: string;
  /** 分管领导（姓名、职务、电话）; the campaign may switch the row off. */
  leader?: string;
  remark?: string;
  /** `YYYY-MM-DD` of the signature; absent: ＿年＿月＿日. */
  signedOn?: string;
  /** Reprint after a change of the liaison. */
  replaces?: boolean;
  /** The key's code as people compare it (groups between spaces), and the text of the QR that holds all of it. */
  key?: Readonly<{ code: string; qrText: string }>;
  stamp?: StampInput;
}>;

/** A row's label and value; a second line of the label explains it. `height` is in rows. */
export type LiaisonField = Readonly<{ label: string; value: string; height: number }>;

export type Attachment1Sheet = Readonly<{
  note: string | null;
  /** One field takes the whole width, two share it. */
  lines: readonly (readonly LiaisonField[])[];
  key: Readonly<{ label: string; caption: string; groups: readonly string[]; qr: QrCode | null }> | null;
  seal: Readonly<{ unit: string; signer: string; date: string }>;
  stamp: Stamp | null;
}>;

export type Attachment1Model = Readonly<{ label: string; title: string; sides: Sides; sheets: readonly Attachment1Sheet[] }>;

export type Attachment1Options = Readonly<{
  label?: string;
  title?: string;
  sides?: Sides;
  /** Whether the row 分管领导 is printed. */
  leader?: boolean;
  /** Whether the row of the key's code is printed (empty, where a sheet has no key). */
  key?: boolean;
}>;

/** Title of the notice (R210). */
export const ATTACHMENT1_TITLE = "全县“安全生产月”活动联络员推荐表";

/**
 * The forms of one or many units, in the order given: a thousand are one document.
 *
 * @see domain.md §5
 */
export function attachment1(liaisons: readonly LiaisonInput[], options: Attachment1Options = {}): Attachment1Model {
  return {
    label: options.label ?? "附件1",
    title: options.title ?? ATTACHMENT1_TITLE,
    sides: options.sides ?? "single",
    sheets: liaisons.map((liaison) => sheetOf(liaison, options)),
  };
}

function sheetOf(liaison: LiaisonInput, options: Attachment1Options): Attachment1Sheet {
  return {
    note: liaison.replaces === true ? "（更换）" : null,
    lines: linesOf(liaison, options.leader ?? true),
    key: options.key === false ? null : keyOf(liaison),
    seal: { unit: "推荐单位（盖章）：", signer: "负责人（签字）：", date: dateLine(liaison.signedOn) },
    stamp: liaison.stamp === undefined ? null : stampOf(liaison.stamp),
  };
}

function linesOf(liaison: LiaisonInput, leader: boolean): readonly (readonly LiaisonField[])[] {
  const cell = (label: string, value: string | undefined, height = 1): LiaisonField => ({ label, value: value ?? "", height });
  const lines = [
    [cell("单位（全称）", liaison.unit)],
    [cell("姓名", liaison.name), cell("性别", liaison.gender)],
    [cell("部门及职务", liaison.position)],
    [cell("办公电话", liaison.officePhone), cell("手机号码", liaison.mobile)],
    [cell("钉钉号／微信号", liaison.messenger), cell("电子邮箱", liaison.email)],
    [cell("分管领导\n（姓名、职务、电话）", liaison.leader)],
    [cell("备注", liaison.remark, 1.5)],
  ];
  return lines.filter((line) => leader || !line[0]?.label.startsWith("分管领导"));
}

function keyOf(liaison: LiaisonInput): Attachment1Sheet["key"] {
  const label = "密钥核对码";
  if (liaison.key === undefined) return { label, caption: "（启用程序后打印）", groups: [], qr: null };
  return {
    label,
    caption: "本机密钥的核对码，由县级核对后录入：",
    groups: liaison.key.code.split(" "),
    qr: qrCode(liaison.key.qrText),
  };
}

function dateLine(signedOn: string | undefined): string {
  return signedOn === undefined ? "　　　　年　　月　　日" : officialDate(signedOn);
}
