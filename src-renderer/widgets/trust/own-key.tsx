// This PC's own code, with the QR that holds its whole fingerprint: for another PC's person to type or scan.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { qrCode } from "../../../src-main/paper/models/qr.ts";

export function OwnKey({ code, qrText }: Readonly<{ code: string; qrText: string }>) {
  const { t } = useTranslation("office");
  const qr = useMemo(() => qrCode(qrText), [qrText]);
  return (
    <div className="key-card">
      <svg className="key-qr" role="img" aria-label={t("ownQr")} viewBox={`0 0 ${qr.modules} ${qr.modules}`}>
        <path d={qr.path} fill="currentColor" shapeRendering="crispEdges" />
      </svg>
      <div className="own-code">{code}</div>
    </div>
  );
}
