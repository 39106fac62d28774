// A row of attachments that opens into the viewer; used wherever a record is shown.
import { useState } from "react";
import type { MediaItem } from "../../../src-main/api/contract-parts.ts";
import { MediaViewer } from "./media-viewer.tsx";
import { Thumb } from "./thumb.tsx";

export function MediaStrip({ items, large = false }: Readonly<{ items: readonly MediaItem[]; large?: boolean }>) {
  const [at, setAt] = useState<number | undefined>();
  return (
    <div className="thumbs">
      {items.map((item, index) => (
        <Thumb key={item.sha256} item={item} large={large} onOpen={() => setAt(index)} />
      ))}
      <MediaViewer items={items} at={at} onMove={setAt} />
    </div>
  );
}
