// The bundle: its number and name, how large it will be, whether it is sealed, and what may be chosen about it.
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Assembled, Held } from "../../../src-main/api/hand-in/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/page.tsx";
import type { Options } from "./export-options.ts";
import { useHolds } from "./use-holds.ts";
import { VolumeChoiceField } from "./volume-choice.tsx";
import { useSayMedia } from "../../widgets/media/say-media.ts";

type TargetProps = Readonly<{ assembled: Assembled; options: Options; onChange: (change: Partial<Options>) => void }>;

export function TargetSheet({ assembled, options, onChange }: TargetProps) {
  const { t } = useTranslation("hand-in");
  const held = useHolds(options);
  const sealed = assembled.sealing === "encrypted" && !options.plain;
  return (
    <div className="target stack">
      <Sheet title={t("bundle", { number: assembled.bundle.number })}>
        <TargetFacts assembled={assembled} options={options} held={held} sealed={sealed} />
        <TargetOptions assembled={assembled} options={options} held={held} onChange={onChange} />
      </Sheet>
      {!sealed && <Note tone="warn">{t(options.plain ? "plainWhat" : "noCountyKey")}</Note>}
      <TrustWarning warning={assembled.trustWarning} />
    </div>
  );
}

type FactsProps = Readonly<{ assembled: Assembled; options: Options; held: Held | undefined; sealed: boolean }>;

function TargetFacts({ assembled, options: { full, recordsOnly }, held, sealed }: FactsProps) {
  const { t } = useTranslation("hand-in");
  const sayMedia = useSayMedia();
  const { sinceBundle } = assembled;
  return (
    <dl className="facts">
      <dt>{t("fileName")}</dt>
      <dd>{assembled.bundle.fileName}</dd>
      {held !== undefined && (
        <>
          <dt>{t("holds")}</dt>
          <dd>{t("recordCount", { count: held.records })}</dd>
          <dt>{t("media")}</dt>
          <dd>{recordsOnly ? t("noOriginals") : sayMedia(held.media) || t("noMedia")}</dd>
          <dt>{t("estimate")}</dt>
          <dd>{saySize(held.estimateBytes)}</dd>
        </>
      )}
      <dt>{t("since")}</dt>
      <dd>{sinceBundle === null || full ? t("sinceStart") : t("sinceBundle", { number: sinceBundle })}</dd>
      <dt>{t("sealing")}</dt>
      <dd>{t(sealed ? "sealed" : "unsealed")}</dd>
    </dl>
  );
}

function TargetOptions({ assembled, options, held, onChange }: TargetProps & Pick<FactsProps, "held">) {
  const { t } = useTranslation("hand-in");
  const { full, plain, recordsOnly, small, volumes } = options;
  return (
    <div className="stack tight target-options">
      <Checkbox checked={full} onChange={(event) => onChange({ full: event.target.checked })}>
        {t("full")}
      </Checkbox>
      <Checkbox checked={recordsOnly} onChange={(event) => onChange({ recordsOnly: event.target.checked })}>
        {t("recordsOnly", { ns: "volumes" })}
      </Checkbox>
      {held !== undefined && held.small > 0 && (
        <Checkbox checked={small} disabled={recordsOnly} onChange={(event) => onChange({ small: event.target.checked })}>
          {t("small", { count: held.small })}
        </Checkbox>
      )}
      {assembled.sealing === "encrypted" && (
        <Checkbox checked={plain} onChange={(event) => onChange({ plain: event.target.checked })}>
          {t("plain")}
        </Checkbox>
      )}
      <VolumeChoiceField
        choice={volumes}
        estimateBytes={held?.estimateBytes ?? 0}
        onChange={(next) => onChange({ volumes: next })}
      />
    </div>
  );
}

function TrustWarning({ warning }: Readonly<{ warning: Assembled["trustWarning"] }>) {
  const { t } = useTranslation("hand-in");
  const [, go] = useLocation();
  if (warning === null) return null;
  return (
    <Note tone="warn">
      {t(`trust.${warning}`)}{" "}
      <button type="button" className="link" onClick={() => go("/settings/trust")}>
        {t("toTrust")}
      </button>
    </Note>
  );
}
