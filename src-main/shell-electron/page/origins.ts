// The one scheme of the Electron shell, and the one origin of screens and media. There is no file:// and no http://.

export const APP_SCHEME = "app";
export const APP_HOST = "anbao";
/** Origin of the screens; everything that asks for something must come from here. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const START_PAGE = `${APP_ORIGIN}/index.html`;
/** Below this path lie originals and small pictures: of the page's own origin, so that it may show and save them. */
export const MEDIA_PATH = "/media/";

/** What is registered before the program is ready; the order of privileges is that of electron.d.ts. */
export const PRIVILEGED_SCHEMES = [
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
] as const;

/** Whether an address belongs to the screens: exact scheme and host, no user, no port. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === "" && url.password === "";
}
