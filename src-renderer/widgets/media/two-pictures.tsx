// Two pictures side by side, to be judged by a person: each with its name, its activity, when it was taken.
import { Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { MediaNote, Picture, RecordKey } from "../../../src-main/api/contract-parts.ts";
import { useDates } from "../../rpc/context.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { pathOfRecord } from "../records/record-path.ts";
import { PreviewImage } from "./preview-image.tsx";

/** An activity by its name; `record` absent: the one on the screen. */
export type PictureOwner = Readonly<{ title: string; unitName?: string; record?: RecordKey }>;

type TwoProps = Readonly<{
  title: ReactNode;
  own: Picture;
  owner: PictureOwner;
  other: NonNullable<MediaNote["other"]>;
  onClose: () => void;
}>;

export function TwoPictures({ title, own, owner, other, onClose }: TwoProps) {
  return (
    <Modal open centered width="min(1120px, 94vw)" footer={null} onCancel={onClose} title={title} destroyOnHidden>
      <div className="two-pictures">
        <Shown picture={own} owner={owner} />
        <Shown picture={other.picture} owner={{ title: other.title, unitName: other.unitName, record: other }} />
      </div>
    </Modal>
  );
}

function Shown({ picture, owner }: Readonly<{ picture: Picture | null; owner: PictureOwner }>) {
  const { t } = useTranslation("media");
  return (
    <figure className="two-pictures-one">
      <div className="viewer-stage">
        {picture?.previewUrl ? (
          <PreviewImage sha256={picture.sha256} url={picture.previewUrl} name={picture.name} />
        ) : (
          <span className="muted">{t(`state.${picture?.state ?? "missing"}`)}</span>
        )}
      </div>
      <figcaption>
        <Owner owner={owner} />
        {picture !== null && <PictureFacts picture={picture} />}
      </figcaption>
    </figure>
  );
}

function Owner({ owner: { title, unitName, record } }: Readonly<{ owner: PictureOwner }>) {
  const { t } = useTranslation("media");
  const name = <Foreign text={title === "" ? t("untitledActivity") : title} />;
  return (
    <div>
      {unitName !== undefined && <Foreign text={`${unitName} · `} />}
      {record === undefined ? name : <Link href={pathOfRecord(record)}>{name}</Link>}
    </div>
  );
}

function PictureFacts({ picture: { name, takenAt, state } }: Readonly<{ picture: Picture }>) {
  const { t } = useTranslation("media");
  const dates = useDates();
  return (
    <div className="row wrap small muted">
      <Foreign text={name} />
      {takenAt !== undefined && <span>{t("takenAt", { at: dates.local(takenAt) })}</span>}
      {state === "pending" && <span>{t("smallPicture")}</span>}
    </div>
  );
}
