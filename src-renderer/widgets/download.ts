// Saves what a link of the data side holds, under a name of ours.
/** A link of this run; the browser asks where to put it. */
export function download(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
