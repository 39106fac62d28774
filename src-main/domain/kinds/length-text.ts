// How the length of a clip is said, alike on screens and in the page for readers. Pure.

/** `0:48`, `1:02:03` of a length; what is there lasts a second at least. */
export function lengthText(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  const pad = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}
