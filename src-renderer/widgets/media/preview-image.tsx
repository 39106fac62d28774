// The small picture of an original. One that does not come is no broken picture: it says whether it follows, and is asked for again.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { Icon } from "../../ui/icons.tsx";

/** How long a screen waits before it asks again for a picture that follows later. */
const AGAIN_AFTER_MS = 30_000;

type PreviewProps = Readonly<{ sha256: string; url: string; name: string }>;

export function PreviewImage({ sha256, url, name }: PreviewProps) {
  const [tries, setTries] = useState(0);
  const [failedTry, setFailedTry] = useState<number>();
  if (failedTry === tries) return <NoPreview sha256={sha256} onAgain={() => setTries(tries + 1)} />;
  // Each try is an element of its own: a browser asks anew for a picture that failed.
  return <img key={tries} src={url} alt={name} loading="lazy" draggable={false} onError={() => setFailedTry(tries)} />;
}

function NoPreview({ sha256, onAgain }: Readonly<{ sha256: string; onAgain: () => void }>) {
  const { t } = useTranslation("media");
  const { data } = useQuery(query.media.previewStanding.queryOptions({ input: { sha256 }, staleTime: 0, gcTime: 0 }));
  const standing = data?.standing;
  useEffect(() => {
    if (standing !== "later") return undefined;
    const timer = window.setTimeout(onAgain, AGAIN_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [standing, onAgain]);
  return (
    <span className="thumb-blank">
      <Icon name="photo" size={24} />
      {standing !== undefined && <span className="thumb-name">{t(`preview.${standing}`)}</span>}
    </span>
  );
}
