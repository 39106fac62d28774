// How large a file may be: one file, or volumes for a FAT32 drive, for a chat, or of an own size.
import { InputNumber, Select } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { LEAST_VOLUME_BYTES, VOLUME_PRESETS } from "../../../src-main/domain/bundle/volumes.ts";
import { saySize } from "../../format/amounts.ts";

const MB = 1024 * 1024;

/** `own`: `ownBytes` is taken. */
export type VolumeChoice = Readonly<{ size: "one" | "fat32" | "wechat" | "own"; ownBytes: number }>;

export const ONE_FILE: VolumeChoice = { size: "one", ownBytes: 500 * MB };

/** Limit of a volume in bytes; undefined for one file. */
export function limitOf({ size, ownBytes }: VolumeChoice): number | undefined {
  if (size === "one") return undefined;
  return size === "own" ? Math.max(ownBytes, LEAST_VOLUME_BYTES) : VOLUME_PRESETS[size];
}

type ChoiceProps = Readonly<{ choice: VolumeChoice; estimateBytes: number; onChange: (choice: VolumeChoice) => void }>;

export function VolumeChoiceField({ choice, estimateBytes, onChange }: ChoiceProps) {
  const { t } = useTranslation("volumes");
  const id = useId();
  const limit = limitOf(choice);
  const about = limit === undefined ? 1 : Math.max(1, Math.ceil(estimateBytes / limit));
  return (
    <div className="stack tight">
      <label htmlFor={id}>{t("size")}</label>
      <Select
        id={id}
        value={choice.size}
        onChange={(size) => onChange({ ...choice, size })}
        options={(["one", "fat32", "wechat", "own"] as const).map((size) => ({
          value: size,
          label:
            size === "fat32" || size === "wechat"
              ? t(`size.${size}`, { size: saySize(VOLUME_PRESETS[size]) })
              : t(`size.${size}`),
        }))}
      />
      {choice.size === "own" && (
        <InputNumber
          aria-label={t("ownSize")}
          min={1}
          max={60_000}
          precision={0}
          suffix="MB"
          value={Math.round(choice.ownBytes / MB)}
          onChange={(value) => onChange({ ...choice, ownBytes: (value ?? 1) * MB })}
        />
      )}
      {limit !== undefined && <p className="muted small">{t("about", { count: about })}</p>}
    </div>
  );
}
