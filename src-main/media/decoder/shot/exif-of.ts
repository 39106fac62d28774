// What a camera wrote, as a JPEG that is made anew tells it: by directory and field, as the drawing library takes it.
import type { MediaFacts } from "../../../usecases/ports/media.ts";

/** Fields by directory; everything is text, numbers are ratios. */
type Exif = Record<string, Record<string, string>>;

/** Time with zone, place, camera and program. Which way up it is goes without saying: it is upright. */
export function exifOf({ takenAt, takenOffsetMin, gpsE6, camera, software }: Partial<MediaFacts>): Exif {
  const time = takenAt?.replaceAll("-", ":").replace("T", " ");
  const zone = takenOffsetMin === undefined ? undefined : zoneText(takenOffsetMin);
  return {
    IFD0: { ...(camera !== undefined && { Model: camera }), ...(software !== undefined && { Software: software }) },
    IFD2: { ...(time !== undefined && { DateTimeOriginal: time }), ...(zone !== undefined && { OffsetTimeOriginal: zone }) },
    ...(gpsE6 !== undefined && { IFD3: placeFields(gpsE6) }),
  };
}

function zoneText(minutes: number): string {
  const two = (count: number) => String(Math.abs(count)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

function placeFields({ lat, lon }: Readonly<{ lat: number; lon: number }>): Record<string, string> {
  return {
    GPSLatitudeRef: lat < 0 ? "S" : "N",
    GPSLatitude: ratios(Math.abs(lat)),
    GPSLongitudeRef: lon < 0 ? "W" : "E",
    GPSLongitude: ratios(Math.abs(lon)),
  };
}

/** Degrees times 1e6 as degrees, minutes and seconds, exact to less than a hand's breadth. */
function ratios(degreesE6: number): string {
  const degrees = Math.floor(degreesE6 / 1e6);
  const minutesE6 = (degreesE6 - degrees * 1e6) * 60;
  const minutes = Math.floor(minutesE6 / 1e6);
  return `${degrees}/1 ${minutes}/1 ${Math.round(((minutesE6 - minutes * 1e6) * 60) / 100)}/10000`;
}
