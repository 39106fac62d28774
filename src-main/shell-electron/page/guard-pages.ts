// Puts the refusals of may.ts in force for every page and session, before anything is shown.
import { app, session, type Session, type WebContents } from "electron";
import { mayHavePermission, mayNavigate, mayRequest, WINDOW_OPENING } from "./may.ts";

/** Guards pages and sessions that exist or will exist. Call when the program is ready. */
export function guardPages(): void {
  app.on("web-contents-created", (_, contents) => guardContents(contents));
  app.on("session-created", (own) => {
    if (own !== session.defaultSession) guardSession(own);
  });
  guardSession(session.defaultSession);
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => WINDOW_OPENING);
  contents.on("will-navigate", (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
}

function guardSession(own: Session): void {
  own.setPermissionRequestHandler((_, permission, grant) => grant(mayHavePermission(permission)));
  own.setPermissionCheckHandler((_, permission) => mayHavePermission(permission));
  own.setDevicePermissionHandler(() => false);
  own.setSpellCheckerEnabled(false);
  own.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !mayRequest(details.url) }));
  // What is saved goes through the system's dialog and the data side: a download by the page itself is asked for by nobody.
  own.on("will-download", (event) => event.preventDefault());
}
