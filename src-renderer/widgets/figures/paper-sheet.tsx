// One page of paper on screen: an SVG document shown as a picture, so that nothing in it can run or be reached.
import { useEffect, useState } from "react";

/** The page as the address of a picture that lives as long as the component. */
export function usePictureUrl(svg: string): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return url;
}

export function PaperSheet({ svg, label }: Readonly<{ svg: string; label: string }>) {
  const url = usePictureUrl(svg);
  return url === undefined ? <div className="paper-sheet" /> : <img className="paper-sheet" src={url} alt={label} />;
}
